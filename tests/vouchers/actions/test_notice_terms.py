"""An organiser's terms of notice: one drafts them, another approves them before their first day."""

from datetime import date

import pytest
from django.db import connection, transaction

from pilot import audit
from pilot.models import AuditEvent, NoticeDraft, NoticeTerms
from pilot.periods import between, since
from tests.constraints import changed, copied, refused_by
from tests.people import a_person, an_organiser
from tests.vouchers.cast import TODAY, noon
from vouchers import actions, errors

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2017, 5, 1), date(2017, 6, 1)
VALUES = {"appeal_days": 21, "letter_days": 7, "message_days": 3, "closing_hour": 15, "source": "Hallintosääntö 12 §"}


@pytest.fixture
def organiser():
    return an_organiser()


def who(by=None) -> dict:
    return {"by": by or a_person(), "at": noon(), "channel": "online"}


def drafted(organiser, first: date = MAY, by=None, **values) -> NoticeDraft:
    return actions.draft_notice_terms(organiser=organiser, first=first, values=VALUES | values, **who(by))


def approved(organiser, first: date = MAY, **values) -> NoticeTerms:
    return actions.approve_notice_terms(draft=drafted(organiser, first, **values), **who())


def days(organiser, on: date) -> int:
    return NoticeTerms.objects.of(organiser, on).appeal_days


def test_a_draft_holds_for_nobody(organiser):
    drafted(organiser)

    assert days(organiser, MAY) == 30


def test_another_persons_approval_lets_it_hold_from_its_first_day(organiser):
    approved(organiser)

    assert (days(organiser, date(2017, 4, 30)), days(organiser, MAY)) == (30, 21)
    kinds = AuditEvent.objects.filter(subject_kind="organiser").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["notice_terms_drafted", "notice_terms_approved"]


def test_terms_end_where_later_ones_begin_in_whatever_order_they_are_approved(organiser):
    approved(organiser, JUNE, appeal_days=14)
    approved(organiser, date(2017, 4, 1), appeal_days=40)
    approved(organiser, MAY)

    own = NoticeTerms.objects.filter(organiser=organiser).order_by("period")
    assert list(own.values_list("period", "appeal_days")) == [
        (between(date(2017, 4, 1), MAY), 40),
        (between(MAY, JUNE), 21),
        (since(JUNE), 14),
    ]


def test_who_drafted_does_not_approve(organiser):
    drafter = a_person()

    with pytest.raises(errors.OwnNoticeTerms):
        actions.approve_notice_terms(draft=drafted(organiser, by=drafter), **who(drafter))
    assert days(organiser, MAY) == 30


def test_terms_begin_tomorrow_at_the_earliest_also_when_they_are_approved(organiser):
    with pytest.raises(errors.TermsTooEarly):
        drafted(organiser, TODAY)
    draft = drafted(organiser)

    with pytest.raises(errors.TermsTooEarly):
        actions.approve_notice_terms(draft=draft, by=a_person(), at=noon(MAY), channel="online")
    assert not NoticeTerms.objects.filter(organiser=organiser).exists()


def test_one_draft_waits_and_no_two_terms_begin_on_one_day(organiser):
    approved(organiser)
    with pytest.raises(errors.TermsBeginThen):
        drafted(organiser)
    draft = drafted(organiser, JUNE)
    with pytest.raises(errors.NoticeDraftWaits):
        drafted(organiser, date(2017, 7, 1))

    actions.discard_notice_draft(draft=draft, **who())

    drafted(organiser, date(2017, 7, 1))
    for deed in (actions.approve_notice_terms, actions.discard_notice_draft):
        with pytest.raises(errors.NoticeDraftGone):
            deed(draft=draft, **who())


@pytest.mark.parametrize("deed", ["draft", "approve", "discard"])
def test_what_cannot_be_recorded_is_not_done(organiser, monkeypatch, deed):
    draft = drafted(organiser) if deed != "draft" else None
    monkeypatch.setattr(audit, "record", lambda *_args, **_fields: 1 / 0)
    deeds = {
        "draft": lambda: drafted(organiser),
        "approve": lambda: actions.approve_notice_terms(draft=draft, **who()),
        "discard": lambda: actions.discard_notice_draft(draft=draft, **who()),
    }

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        deeds[deed]()

    assert NoticeDraft.objects.waiting().count() == (0 if deed == "draft" else 1)
    assert days(organiser, MAY) == 30


def test_the_database_wants_two_people_and_a_day_to_come(organiser):
    draft = drafted(organiser)
    values = VALUES | {"organiser": organiser, "period": since(MAY)}
    terms = NoticeTerms.objects.create(**values)
    given = {"approved_at": noon(), "approved_by": a_person(), "terms": terms}

    for change in ({"approved_by": draft.drafted_by}, {"approved_by": None}, {"terms": None}):
        with refused_by("notice_terms_are_approved_by_somebody_else"):
            changed(draft, **given | change)()
    with refused_by("notice_terms_are_approved_before_they_hold"):
        changed(draft, **given | {"approved_at": noon(MAY)})()
    with refused_by("one_draft_of_notice_terms_waits"):
        copied(draft)()
    changed(draft, **given)()
    with refused_by("approved_terms_stay_approved"):
        changed(draft, approved_at=None, approved_by=None, terms=None)()


def test_the_terms_of_everybody_take_two_people_too(organiser):
    draft = drafted(None)
    with pytest.raises(errors.NoticeDraftWaits):
        drafted(None, JUNE)
    with pytest.raises(errors.OwnNoticeTerms):
        actions.approve_notice_terms(draft=draft, **who(draft.drafted_by))
    with refused_by("one_draft_of_notice_terms_waits"):
        copied(draft, valid_from=JUNE)()

    actions.approve_notice_terms(draft=draft, **who())

    assert (days(organiser, date(2017, 4, 30)), days(organiser, MAY)) == (30, 21)
    event = AuditEvent.objects.get(kind="notice_terms_approved")
    assert (event.subject_id, event.facts["organiser"], event.facts["appeal_days"]) == ("0", "", 21)


@pytest.mark.parametrize(
    "change", [{"appeal_days": 14}, {"laws_fi": "Another"}, {"period": since(JUNE)}, {"organiser": None}]
)
def test_no_terms_hold_that_are_not_what_somebody_drafted_and_another_approved(organiser, change):
    draft = drafted(organiser)
    values = VALUES | {"organiser": organiser, "period": since(MAY)} | change

    def hold(**approval):
        if values["organiser"] is None:
            NoticeTerms.objects.update(period=between(date(2004, 1, 1), MAY))
        terms = NoticeTerms.objects.create(**values)
        if approval:
            changed(draft, **approval, terms=terms)()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    for approval in ({}, {"approved_at": noon(), "approved_by": a_person()}):
        with refused_by("notice_terms_are_what_was_approved"):
            hold(**approval)


def test_terms_only_end(organiser):
    terms = approved(organiser)

    for period in (since(date(2017, 4, 1)), between(JUNE, None)):
        with refused_by("notice_terms_only_end"):
            changed(terms, period=period)()
    changed(terms, period=between(MAY, JUNE))()
    with refused_by("notice_terms_only_end"):
        changed(terms, period=since(MAY))()


def test_the_database_keeps_what_was_drafted_and_what_holds(organiser):
    draft = drafted(organiser)

    with refused_by("drafted_terms_never_change"):
        changed(draft, appeal_days=1)()
    with refused_by("notice_terms_never_change"):
        changed(NoticeTerms.objects.get(), appeal_days=1)()
    for change, rule in (
        ({"appeal_days": 0}, "drafted_terms_count_at_least_a_day"),
        ({"source": ""}, "drafted_terms_say_where_they_stand"),
    ):
        with refused_by(rule):
            copied(draft, organiser_id=an_organiser().pk, **change)()
