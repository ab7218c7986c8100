"""Terms of notice for tests, drafted by one person and approved by another on the day before they hold."""

from datetime import UTC, date, datetime, time, timedelta

from pilot.models import NoticeDraft, NoticeTerms, Organiser
from pilot.periods import between
from tests.people import a_person

VALUES = {"appeal_days": 30, "letter_days": 7, "message_days": 3, "closing_hour": 15, "source": "Hallintosääntö 12 §"}


def terms_that_hold(organiser: Organiser | None, first: date, until: date | None = None, **values) -> NoticeTerms:
    values = VALUES | values
    terms = NoticeTerms.objects.create(organiser=organiser, period=between(first, until), **values)
    approved_at = datetime.combine(first - timedelta(days=1), time(9), tzinfo=UTC)
    who = {"drafted_at": approved_at, "drafted_by": a_person(), "approved_at": approved_at, "approved_by": a_person()}
    NoticeDraft.objects.create(organiser=organiser, valid_from=first, terms=terms, **who, **values)
    return terms
