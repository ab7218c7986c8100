import hashlib
from datetime import date

import pytest

from pilot import audit
from pilot.models import AuditEvent, Membership
from pilot.periods import since
from registry import errors as registry_errors
from registry.models import Protection, Resident
from tests.people import a_person, an_organiser
from tests.terms import terms_that_hold
from tests.vouchers.cast import a_login, a_resident, a_strand, an_area, noon
from vouchers import actions, errors
from vouchers.models import Decision, Delivery, Letter

pytestmark = pytest.mark.django_db

# A Wednesday; by post received on 21 February, so the appeal ends on Friday 23 March (prototype/documents).
DAY = date(2018, 2, 14)


@pytest.fixture
def resident():
    strand = a_strand()
    return a_resident(strand, an_area(strand), language="sv")


@pytest.fixture
def officeholder():
    return a_person(name="Riikka Tammivuori")


@pytest.fixture
def decide(resident, officeholder):
    def deed(on=DAY, **fields):
        given = {
            "kind": "early_change",
            "resident": resident,
            "strand": resident.pilot.strands.get(),
            "outcome": "rejected",
            "reasons": "Vården fortsätter vid samma station.",
            "by": officeholder,
            "at": noon(on),
        }
        return actions.decide(**given | fields)

    return deed


def test_a_decision_copies_all_that_it_says_in_the_partys_language(decide, resident):
    decision = decide()

    assert decision.number == "VAL 1/2018"
    assert (decision.language, decision.authority) == ("sv", resident.pilot.lead.name_fi)
    assert decision.laws.startswith("Lagen om servicesedlar")
    assert decision.signed == "Riikka Tammivuori"
    assert (decision.appeal_days, decision.closing_hour) == (30, 15)


def test_an_officeholder_signs_with_the_title_that_they_have_with_the_organiser_that_decides(
    decide, resident, officeholder
):
    lead = resident.pilot.lead
    titles = {"title_fi": "palvelupäällikkö", "title_sv": "servicechef"}
    Membership.objects.create(user=officeholder, organiser=an_organiser(), role="staff", title_sv="kock")
    Membership.objects.create(user=officeholder, organiser=lead, role="finance", title_sv="kamrer")
    before = decide()
    Membership.objects.create(user=officeholder, organiser=lead, role="staff", **titles)

    assert (before.signed_title, decide().signed_title) == ("", "servicechef")


def test_a_decision_goes_by_post_and_its_notice_has_the_last_day(decide):
    delivery = Delivery.objects.get(letter__decision=decide())

    assert (delivery.way, delivery.state) == ("post", "waiting")
    assert (delivery.sent_on, delivery.received_on) == (DAY, date(2018, 2, 21))
    assert delivery.appeal_until == date(2018, 3, 23)


def test_what_is_decided_on_a_saturday_is_sent_on_the_next_weekday(decide):
    delivery = Delivery.objects.get(letter__decision=decide(date(2018, 2, 17)))

    assert delivery.sent_on == date(2018, 2, 19)


def test_the_document_is_kept_as_sent_with_its_digest(decide):
    document = Delivery.objects.get(letter__decision=decide()).document

    content = bytes(document.content)
    assert content.startswith(b"%PDF")
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.number, document.language, document.filename) == ("VAL 1/2018", "sv", "VAL-1-2018.pdf")


def test_numbers_run_by_organiser_and_year(decide):
    other = a_strand()
    stranger = a_resident(other, an_area(other))

    numbers = [
        decide(date(2018, 12, 31)).number,
        decide(date(2018, 12, 31)).number,
        decide(date(2019, 1, 2)).number,
        decide(resident=stranger, strand=other).number,
    ]

    assert numbers == ["VAL 1/2018", "VAL 2/2018", "VAL 1/2019", "VAL 1/2018"]


def test_nothing_is_posted_to_a_resident_under_non_disclosure(decide, resident):
    Protection.objects.create(resident=resident, period=since(DAY))

    delivery = Delivery.objects.get(letter__decision=decide())

    assert (delivery.way, delivery.sent_on, delivery.appeal_until) == ("handed", None, None)


def test_an_error_is_corrected_by_a_new_decision_that_names_the_old(decide):
    wrong = decide()

    right = decide(outcome="granted", corrects=wrong)

    wrong.refresh_from_db()
    assert (wrong.outcome, right.corrects, right.number) == ("rejected", wrong, "VAL 2/2018")


def test_an_organisers_own_terms_are_counted_and_copied(decide, resident):
    terms_that_hold(
        resident.pilot.lead,
        DAY,
        appeal_days=14,
        letter_days=5,
        message_days=3,
        power_sv="Social- och hälsovårdsnämnden 14.12.2016 § 120",
        appeal_to_sv="Social- och hälsovårdsnämnden",
    )

    decision = decide()

    assert decision.power == "Social- och hälsovårdsnämnden 14.12.2016 § 120"
    assert decision.appeal_to == "Social- och hälsovårdsnämnden"
    assert Delivery.objects.get().appeal_until == date(2018, 3, 5)


def test_a_decision_is_one_event(decide, resident, officeholder):
    decision = decide()

    event = AuditEvent.objects.get(kind="decision_made")
    assert (event.subject_kind, event.subject_id, event.by_id) == ("resident", str(resident.pk), officeholder.pk)
    assert event.facts == {
        "decision": decision.pk,
        "number": "VAL 1/2018",
        "kind": "early_change",
        "outcome": "rejected",
        "strand": decision.strand.code,
        "corrects": None,
    }


def test_a_decision_without_reasons_is_refused(decide):
    with pytest.raises(errors.UnreasonedDecision):
        decide(reasons="  ")

    assert not Decision.objects.exists()


def test_nobody_decides_in_their_own_matter(decide, resident):
    with pytest.raises(errors.OwnMatter):
        decide(by=a_login(resident))


def test_a_correction_is_of_the_same_partys_decision_and_made_once(decide, resident):
    wrong = decide()
    strand = resident.pilot.strands.get()

    with pytest.raises(errors.NotTheSameParty):
        decide(resident=a_resident(strand, an_area(strand)), corrects=wrong)
    decide(corrects=wrong)
    with pytest.raises(errors.AlreadyCorrected):
        decide(corrects=wrong)


def test_a_day_without_terms_is_refused(decide):
    with pytest.raises(errors.NoNoticeTerms):
        decide(date(2003, 12, 31))


def test_nothing_is_decided_of_an_absorbed_record(decide, resident):
    strand = resident.pilot.strands.get()
    Resident.objects.filter(pk=resident.pk).update(merged_into=a_resident(strand, an_area(strand)))

    with pytest.raises(registry_errors.AbsorbedRecord):
        decide()


def test_a_decision_that_cannot_be_recorded_leaves_nothing_and_its_number_is_given_again(decide, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(audit, "record", broken)
        decide()

    assert [model for model in (Decision, Letter, Delivery) if model.objects.exists()] == []
    assert decide().number == "VAL 1/2018"


def test_the_organiser_has_nobody_to_ask_so_the_officeholder_is_named(decide, officeholder, resident):
    assert decide().contact == f"Riikka Tammivuori, {officeholder.email}"

    organiser = resident.pilot.lead
    organiser.contact_name_fi, organiser.contact_phone = "Helmi Norrgård", "014 000 1260"
    organiser.save()

    strand = resident.pilot.strands.select_related("pilot__lead").get()
    assert decide(strand=strand).contact == "Helmi Norrgård, 014 000 1260"
