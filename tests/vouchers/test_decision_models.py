"""What the database holds of decisions, letters and deliveries, tried by breaking it there."""

from datetime import date

import pytest

from registry.models import Resident
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.cast import a_resident, a_strand, an_area, noon
from vouchers import actions
from vouchers.models import Decision, Delivery, Letter

pytestmark = pytest.mark.django_db

DAY = date(2018, 2, 14)


@pytest.fixture
def decision():
    strand = a_strand()
    return actions.decide(
        kind="early_change",
        resident=a_resident(strand, an_area(strand)),
        strand=strand,
        outcome="rejected",
        reasons="Hoito jatkuu samalla asemalla.",
        by=a_person(),
        at=noon(DAY),
    )


@pytest.fixture
def delivery(decision):
    return Delivery.objects.get(letter__decision=decision)


def somebody_else(decision) -> Resident:
    return a_resident(decision.strand, None)


@pytest.mark.parametrize(
    "change", [{"reasons": "Muut"}, {"outcome": "granted"}, {"decided_on": date(2018, 2, 15)}, {"appeal_days": 14}]
)
def test_what_was_decided_never_changes(decision, change):
    with refused_by("decision_never_changes"):
        changed(decision, **change)()


def test_a_decision_and_its_letter_stay_with_their_party(decision):
    for row, name in ((decision, "decision_follows_its_party"), (decision.letter, "letter_follows_its_reader")):
        with refused_by(name):
            changed(row, resident=somebody_else(decision))()


def test_a_decision_and_its_letter_follow_when_two_records_become_one(decision):
    survivor = somebody_else(decision)
    Resident.objects.filter(pk=decision.resident_id).update(merged_into=survivor)

    for row in (decision, decision.letter):
        changed(row, resident=survivor)()
        assert type(row).objects.get(pk=row.pk).resident == survivor


def test_nothing_is_ever_deleted(decision, delivery):
    rows = {
        "delivery_is_never_deleted": delivery,
        "letter_is_never_deleted": decision.letter,
        "decision_is_never_deleted": decision,
    }
    for name, row in rows.items():
        with refused_by(name):
            type(row).objects.filter(pk=row.pk)._raw_delete("default")


def test_a_number_is_given_once_in_a_year(decision):
    with refused_by("decision_number_is_given_once"):
        copied(decision)()


def test_a_decision_is_corrected_once_and_not_by_itself(decision):
    copied(decision, serial=2, corrects_id=decision.pk)()

    with refused_by("decision_is_corrected_once"):
        copied(decision, serial=3, corrects_id=decision.pk)()
    with refused_by("decision_corrects_another"):
        Decision.objects.create(
            pk=900_000,
            corrects_id=900_000,
            serial=3,
            **{
                field.attname: getattr(decision, field.attname)
                for field in Decision._meta.concrete_fields
                if field.name not in ("id", "corrects", "serial")
            },
        )


@pytest.mark.parametrize("field", ["reasons", "contact", "authority", "appeal_to", "signed"])
def test_a_decision_says_all_that_the_law_asks(decision, field):
    with refused_by("decision_says_all_that_is_asked"):
        copied(decision, serial=2, **{field: ""})()


def test_what_a_letter_says_never_changes(decision):
    with refused_by("letter_never_changes"):
        changed(decision.letter, title="Toinen")()


def test_a_decisions_letter_names_it(decision):
    with refused_by("letter_of_a_decision_names_it"):
        copied(decision.letter, decision_id=None, text="Hei", key="another")()


def test_one_cause_has_one_letter(decision):
    with refused_by("key"):
        copied(decision.letter, decision_id=None, text="Hei", kind="other")()


def test_a_letter_is_on_its_way_once(delivery):
    with refused_by("letter_is_on_its_way_once"):
        copied(delivery)()


def test_what_is_posted_has_its_dates_from_the_start(delivery):
    changed(delivery, state="replaced")()

    with refused_by("delivery_is_dated_unless_it_waits_or_has_no_way"):
        copied(delivery, sent_on=None, received_on=None, appeal_until=None)()
    with refused_by("delivery_is_dated_unless_it_waits_or_has_no_way"):
        copied(delivery, way="handed", state="sent", sent_on=None, received_on=None, appeal_until=None)()


def test_what_has_no_way_says_so_and_waits_for_nothing(delivery):
    changed(delivery, state="replaced")()
    none = {"sent_on": None, "received_on": None, "appeal_until": None}

    for wrong in ({"state": "waiting", "note": "no_address"}, {"state": "undeliverable", "note": "palautui"}):
        with refused_by("delivery_is_dated_unless_it_waits_or_has_no_way"):
            copied(delivery, **none | wrong)()
    copied(delivery, state="undeliverable", note="no_address", **none)()


@pytest.mark.parametrize("change", [{"received_on": date(2018, 2, 13)}, {"appeal_until": date(2018, 2, 21)}])
def test_sending_comes_first_then_receipt_then_the_end_of_the_appeal(delivery, change):
    changed(delivery, state="replaced")()

    with refused_by("nothing_is_received_before_it_is_sent"):
        copied(delivery, **change)()


@pytest.mark.parametrize("change", [{"appeal_until": date(2018, 4, 3)}, {"sent_on": date(2018, 2, 13)}])
def test_dates_of_a_delivery_are_set_once(delivery, change):
    with refused_by("dates_of_a_delivery_are_set_once"):
        changed(delivery, **change)()


def test_a_delivery_stays_as_it_was_sent(delivery):
    with refused_by("delivery_stays_as_it_was_sent"):
        changed(delivery, way="handed")()


def test_a_delivery_moves_as_allowed(delivery):
    changed(delivery, state="undeliverable", note="osoite tuntematon")()

    with refused_by("delivery_moves_as_allowed|Invalid transition"):
        changed(delivery, state="sent")()


@pytest.mark.parametrize("model", [Decision, Letter])
def test_an_absorbed_record_gets_nothing(decision, model):
    letter = {"key": "other", "kind": "other", "text": "Hei", "decision_id": None}
    row, changes = (decision, {"serial": 2}) if model is Decision else (decision.letter, letter)
    absorbed = somebody_else(decision)
    Resident.objects.filter(pk=absorbed.pk).update(merged_into=decision.resident)

    with refused_by("absorbed_resident_gets_nothing"):
        copied(row, resident_id=absorbed.pk, **changes)()


@pytest.fixture
def batch(decision):
    return actions.print_letters(pilot=decision.strand.pilot, by=a_person(), at=noon(DAY), channel="desk")


def test_what_is_sent_is_kept_and_what_did_not_arrive_says_why(delivery):
    changed(delivery, state="replaced")()

    with refused_by("what_is_sent_is_kept"):
        copied(delivery, state="sent", document_id=None)()
    with refused_by("what_did_not_arrive_says_why"):
        copied(delivery, state="undeliverable")()


def test_only_post_is_printed(delivery, batch):
    changed(delivery, state="replaced")()

    with refused_by("only_post_is_printed"):
        copied(delivery, way="message", batch_id=batch.pk)()


def test_a_pilot_has_one_open_batch_and_each_its_serial(batch):
    with refused_by("pilot_has_one_open_print_batch"):
        copied(batch, serial=2)()
    changed(batch, voided_at=noon(DAY), voided_by=a_person())()
    with refused_by("print_batch_has_its_serial_alone"):
        copied(batch)()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("print_batch_is_handed_over_by_someone", {"handed_at": noon(DAY)}),
        ("print_batch_is_voided_by_someone", {"voided_at": noon(DAY)}),
        ("print_batch_never_changes", {"letters": 2}),
    ],
)
def test_a_batch_is_ended_by_somebody_and_changes_nothing_else(batch, name, change):
    with refused_by(name):
        changed(batch, **change)()


def test_a_batch_has_letters(batch):
    changed(batch, voided_at=noon(DAY), voided_by=a_person())()

    with refused_by("print_batch_has_letters"):
        copied(batch, serial=2, letters=0)()


def test_an_ended_batch_stays_ended_and_none_is_deleted(batch):
    changed(batch, handed_at=noon(DAY), handed_by=a_person())()

    with refused_by("ended_print_batch_stays_ended"):
        changed(batch, handed_at=None, handed_by=None)()
    with refused_by("print_batch_is_never_deleted"):
        type(batch).objects.filter(pk=batch.pk)._raw_delete("default")
