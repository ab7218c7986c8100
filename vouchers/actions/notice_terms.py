"""Terms of notice, an organiser's or everybody's: drafted by one person, approved by another before their first day.

From them follows until which day residents may ask that a decision be corrected: a number too small takes a right away.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import NoticeColumns, NoticeDraft, NoticeTerms, Organiser, User
from pilot.models.notices import EVERYBODY
from pilot.periods import between
from vouchers import errors

COLUMNS = tuple(field.name for field in NoticeColumns._meta.local_fields)


@transaction.atomic
def draft_notice_terms(
    *, organiser: Organiser | None, first: date, values: Mapping[str, object], by: User, at: datetime, channel: str
) -> NoticeDraft:
    """Draft the organiser's own terms from the day on; they hold for nobody before somebody else approves them.

    Without an organiser they are everybody's who has set none. Refuses a first day that is not to come, one on which
    other terms of the organiser begin, and a second draft. Records `notice_terms_drafted`.
    """
    lock(("notice_terms", organiser.pk if organiser else EVERYBODY))
    _refuse_day(organiser, first, at)
    if NoticeDraft.objects.waiting().filter(organiser=organiser).exists():
        raise errors.NoticeDraftWaits
    draft = NoticeDraft.objects.create(organiser=organiser, valid_from=first, drafted_at=at, drafted_by=by, **values)
    _record("notice_terms_drafted", draft, by=by, at=at, channel=channel)
    return draft


@transaction.atomic
def discard_notice_draft(*, draft: NoticeDraft, by: User, at: datetime, channel: str) -> None:
    """Throw a draft away, one's own or another's. Refuses an approved one. Records `notice_draft_discarded`."""
    draft = _waiting(draft)
    _record("notice_draft_discarded", draft, by=by, at=at, channel=channel)
    draft.delete()


@transaction.atomic
def approve_notice_terms(*, draft: NoticeDraft, by: User, at: datetime, channel: str) -> NoticeTerms:
    """Approve drafted terms: the organiser's own that hold on their first day end then.

    What was drafted never changes, so it is what the approver looked at. Refuses who drafted it, a draft that is gone,
    and a first day that has come. Records `notice_terms_approved`.
    """
    draft = _waiting(draft)
    if draft.drafted_by_id == by.pk:
        raise errors.OwnNoticeTerms
    first = draft.valid_from
    _refuse_day(draft.organiser, first, at)
    own = NoticeTerms.objects.select_for_update().filter(organiser=draft.organiser)
    if (ended := own.filter(period__contains=first).first()) is not None:
        ended.period = between(ended.period.lower, first)
        ended.save(update_fields=["period"])
    follower = own.filter(period__startswith__gt=first).order_by("period").first()
    period = between(first, follower.period.lower if follower else None)
    values = {name: getattr(draft, name) for name in COLUMNS}
    terms = NoticeTerms.objects.create(organiser=draft.organiser, period=period, **values)
    draft.approved_at, draft.approved_by, draft.terms = at, by, terms
    draft.save(update_fields=["approved_at", "approved_by", "terms"])
    _record("notice_terms_approved", draft, by=by, at=at, channel=channel)
    return terms


def _refuse_day(organiser: Organiser | None, first: date, at: datetime) -> None:
    if first <= helsinki_today(at):
        raise errors.TermsTooEarly
    if NoticeTerms.objects.filter(organiser=organiser, period__startswith=first).exists():
        raise errors.TermsBeginThen


def _waiting(draft: NoticeDraft) -> NoticeDraft:
    lock(("notice_terms", draft.organiser_id or EVERYBODY))
    rows = NoticeDraft.objects.waiting().select_for_update(of=["self"]).select_related("organiser")
    found = rows.filter(pk=draft.pk).first()
    if found is None:
        raise errors.NoticeDraftGone
    return found


def _record(kind: str, draft: NoticeDraft, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("organiser", draft.organiser_id or EVERYBODY),
        facts={
            "organiser": draft.organiser.code if draft.organiser else "",
            "from": draft.valid_from.isoformat(),
            "appeal_days": draft.appeal_days,
            "letter_days": draft.letter_days,
            "message_days": draft.message_days,
        },
    )
