"""A process of its own that freezes one month and prints the run's digest, for tests that kill it half-way."""

import sys
from datetime import UTC, datetime

import django


def main(strand_id: str, month: str) -> None:
    """Freeze the strand's month."""
    django.setup()
    from billing import actions
    from pilot.calendar import Month
    from pilot.models import Strand

    strand = Strand.objects.get(pk=strand_id)
    at = datetime(2017, 3, 2, 9, tzinfo=UTC)
    print(actions.freeze(strand=strand, month=Month.parse(month), by=None, at=at, channel="system").digest)


if __name__ == "__main__":
    main(*sys.argv[1:])
