"""The site as it would be if a choice did not wait for others who choose: what a test of that guard is held against.

Eight requests are answered at once; here they meet at the worst moment, when all have looked and none has written.
"""

import threading
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

AT_ONCE, PATIENCE = 8, 5
_all_have_looked = threading.Barrier(AT_ONCE)


def _no_lock(*_keys: object, **_how: object) -> None:
    """Guard nothing."""


from vouchers.actions import choices  # noqa: E402 - only once the apps are ready

_look = choices.queries.choice_facts


def _look_together(**asked: object) -> object:
    facts = _look(**asked)
    with suppress(threading.BrokenBarrierError):
        _all_have_looked.wait(PATIENCE)
    return facts


choices.lock = _no_lock
choices.queries.choice_facts = _look_together
