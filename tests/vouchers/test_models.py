"""The rules that the database holds, tried by breaking them there."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection

from pilot.models import Strand
from pilot.periods import between, since
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers.models import Choice, Enrolment, Voucher

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(strand):
    return chosen(a_resident(strand, an_area(strand)), strand, a_site(strand))


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


def test_nobody_is_on_two_lists_of_a_strand_on_one_day(choice):
    row = choice.enrolments.get()

    with refuses("resident_is_on_one_list_on_any_day"):
        Enrolment.objects.create(
            resident=row.resident,
            strand=row.strand,
            site=a_site(row.strand),
            period=since(row.period.lower),
            origin="home",
        )


def test_lists_of_two_strands_are_independent(choice):
    other = a_strand(pilot=Strand.objects.get(pk=choice.strand_id).pilot)

    Enrolment.objects.create(
        resident=choice.resident, strand=other, site=a_site(other), period=since(TODAY), origin="home"
    )


@pytest.mark.parametrize("change", [{"origin": "home"}, {"choice": None}])
def test_an_enrolment_names_its_choice_and_a_home_none(choice, change):
    with refuses("enrolment_by_choice_names_its_choice"):
        choice.enrolments.update(**change)


def test_a_choice_is_not_both_taken_back_and_replaced(choice):
    later = chosen(choice.resident, choice.strand, a_site(choice.strand))

    with refuses("choice_is_regretted_or_replaced_not_both"):
        Choice.objects.filter(pk=choice.pk).update(regretted_at=noon(), replaced_by=later)


def test_who_takes_back_has_a_moment(choice):
    with refuses("nobody_regrets_without_a_moment"):
        Choice.objects.filter(pk=choice.pk).update(regretted_by=a_person())


def test_a_choice_does_not_take_effect_before_it_is_made(choice):
    with refuses("choice_takes_effect_when_made_or_later"):
        Choice.objects.filter(pk=choice.pk).update(effective_on=choice.made_on - timedelta(days=1))


def test_a_form_token_chooses_once(choice):
    Choice.objects.filter(pk=choice.pk).update(key="k")

    with refuses("form_token_chooses_once"):
        Choice.objects.create(
            resident=choice.resident, strand=choice.strand, made_at=noon(), made_on=TODAY, effective_on=TODAY,
            channel="online", receipt_number="Z", key="k",
        )  # fmt: skip


def test_a_receipt_number_is_given_once(choice):
    later = chosen(choice.resident, choice.strand, a_site(choice.strand))

    with refuses("receipt_number"):
        Choice.objects.filter(pk=later.pk).update(receipt_number=choice.receipt_number)


def test_a_voucher_number_is_given_once(choice):
    def give(resident):
        period = between(TODAY, date(2018, 1, 1))
        Voucher.objects.create(resident=resident, strand=choice.strand, number="N", period=period, issued_at=noon())

    give(choice.resident)
    with refuses("number"):
        give(a_resident(choice.strand, None))


def test_every_version_of_a_choice_is_kept(choice):
    Choice.objects.filter(pk=choice.pk).update(regretted_at=noon(), regretted_by=a_person())

    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label FROM vouchers_choiceevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [choice.pk])
        assert [row[0] for row in cursor.fetchall()] == ["insert", "update"]
