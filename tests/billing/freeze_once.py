"""A process of its own that freezes months, for tests that kill it half-way.

It loads the program once, says that it is ready, and then freezes in a child of its own for every line that it reads, a
strand and a month: the child prints its number, and the run's digest when it is done. Without lines on its way it ends.
"""

import os
import sys
from datetime import UTC, datetime

import django


def main() -> None:
    """Fork a freeze for every line."""
    django.setup()
    # Loaded before the children are: what one needs, all have.
    from billing import actions
    from pilot.calendar import Month
    from pilot.models import Strand

    say("ready")
    for line in sys.stdin:
        strand_id, month = line.split()
        child = os.fork()
        if child == 0:
            say(str(os.getpid()))
            at = datetime(2017, 3, 2, 9, tzinfo=UTC)
            strand = Strand.objects.get(pk=strand_id)
            run = actions.freeze(strand=strand, month=Month.parse(month), by=None, at=at, channel="system")
            say(run.digest)
            os._exit(0)
        os.waitpid(child, 0)
        say("ended")


def say(word: str) -> None:
    """Print a line at once."""
    print(word, flush=True)


if __name__ == "__main__":
    main()
