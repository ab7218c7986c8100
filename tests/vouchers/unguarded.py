"""The site as it would be if a choice did not wait for others who choose: what a test of that guard is held against."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()


def _no_lock(*_keys: object, **_how: object) -> None:
    """Guard nothing."""


from vouchers.actions import choices  # noqa: E402 - only once the apps are ready

choices.lock = _no_lock
