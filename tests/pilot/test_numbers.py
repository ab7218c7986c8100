"""Running numbers have no hole, whether they are taken one by one or many at once."""

from django.db import transaction

from pilot import numbers


def test_a_series_begins_at_one_and_goes_on(db):
    assert [numbers.next_number("letters"), numbers.next_number("letters")] == [1, 2]
    assert numbers.next_number("decisions") == 1


def test_many_numbers_are_taken_at_once(db):
    numbers.next_number("list")

    assert numbers.next_numbers("list", 3) == range(2, 5)
    assert numbers.next_number("list") == 5


def test_no_number_is_none(db):
    assert list(numbers.next_numbers("list", 0)) == []
    assert numbers.next_number("list") == 1


def test_a_number_of_work_undone_is_given_again(db):
    with transaction.atomic():
        numbers.next_number("letters")
        transaction.set_rollback(True)

    assert numbers.next_number("letters") == 1
