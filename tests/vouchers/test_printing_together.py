"""Several workers make the documents of one batch of letters: real commits on connections of their own."""

import threading

import pytest
from django.db import connection, transaction

from pilot.identifiers import make_identity_code
from pilot.models import Document, Job
from pilot.periods import since
from tests.people import a_member
from tests.vouchers.actions.test_inviting import by_file
from tests.vouchers.cast import TODAY, a_resident, a_strand, an_area, noon
from vouchers import actions, tasks
from vouchers.actions import delivering
from vouchers.models import Delivery

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.timeout(120)]
LETTERS = 4


@pytest.fixture
def strand(committed_db):
    """Make a strand in which letters wait whose documents nobody has made yet."""
    strand = a_strand(by_invitation=True)
    area, codes = an_area(strand, home_site=False), []
    for number in range(900, 900 + LETTERS):
        resident = a_resident(strand, area)
        codes.append(make_identity_code(resident.born_on, number))
        resident.identity_codes.create(pilot=strand.pilot, code=codes[-1], period=since(resident.born_on))
    by_file(strand, a_member("staff", strand.pilot.lead), "\n".join(codes))
    assert not Delivery.objects.filter(document__isnull=False).exists()
    return strand


@pytest.fixture
def typeset(monkeypatch) -> list[int]:
    made, typeset = delivering._document, []

    def counted(delivery, *given):
        typeset.append(delivery.pk)
        return made(delivery, *given)

    monkeypatch.setattr(delivering, "_document", counted)
    return typeset


def print_letters(strand, call_helpers=None):
    return actions.print_letters(pilot=strand.pilot, by=None, at=noon(), channel="system", call_helpers=call_helpers)


def test_two_workers_make_each_document_once_and_the_batch_has_them_all(strand, typeset):
    begun = threading.Event()

    def help_out():
        try:
            actions.help_with_letters(pilot=strand.pilot, at=noon(), is_wanted=lambda: begun.set() or True)
        finally:
            connection.close()

    helper = threading.Thread(target=help_out)

    def call(letters: int) -> None:
        assert letters == LETTERS
        helper.start()
        begun.wait(60)

    batch = print_letters(strand, call)
    helper.join(60)

    assert batch.letters == LETTERS
    assert sorted(typeset) == sorted(Delivery.objects.values_list("pk", flat=True))
    assert Document.objects.filter(kind="letter").count() == LETTERS


def test_what_a_killed_helper_had_begun_is_made_by_the_job(strand, typeset):
    def killed(_letters: int) -> None:
        last = Delivery.objects.latest("pk").pk
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            delivering.make_document_unless_taken(delivery_id=last, at=noon())
            raise ZeroDivisionError

    batch = print_letters(strand, killed)

    assert batch.letters == LETTERS
    assert len(typeset) == LETTERS + 1


def test_a_letter_in_others_hands_is_left_to_them_at_once(strand, typeset):
    taken = Delivery.objects.earliest("pk").pk

    def help_out():
        try:
            actions.help_with_letters(pilot=strand.pilot, at=noon(), is_wanted=lambda: True)
        finally:
            connection.close()

    with transaction.atomic():
        Delivery.objects.select_for_update().get(pk=taken)
        helper = threading.Thread(target=help_out)
        helper.start()
        helper.join(60)

    assert sorted(typeset) == sorted(Delivery.objects.exclude(pk=taken).values_list("pk", flat=True))


def test_a_helper_that_comes_late_finds_nothing_to_do(strand, typeset):
    job = Job.objects.create(kind="print_letters", params={"pilot": strand.pilot.pk}, pilot=strand.pilot)

    tasks.help_with_letters(job.pk, job.version)

    assert not typeset
    assert Delivery.objects.filter(sent_on=TODAY, document=None).count() == LETTERS
