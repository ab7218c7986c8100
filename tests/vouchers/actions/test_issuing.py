from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection

from pilot import audit
from pilot.identifiers import is_code
from pilot.models import AuditEvent, Job, OutboxMessage
from pilot.periods import between
from registry.models import Exclusion
from tests.people import a_person
from tests.vouchers.cast import FIRST, TODAY, UNTIL, a_resident, a_strand, noon
from vouchers import actions, errors, sql
from vouchers.actions import issuing
from vouchers.models import Voucher

pytestmark = pytest.mark.django_db


def issue(strand, on=TODAY, **fields):
    return actions.issue_vouchers(
        **{"strand": strand, "on": on, "by": None, "at": noon(on), "channel": "desk"} | fields
    )


def test_every_eligible_resident_gets_one_voucher_until_the_pilot_ends(strand, area):
    residents = [a_resident(strand, area) for _number in range(3)]

    assert issue(strand) == 3

    vouchers = Voucher.objects.filter(strand=strand)
    assert {voucher.resident_id for voucher in vouchers} == {resident.pk for resident in residents}
    assert {voucher.period for voucher in vouchers} == {between(TODAY, UNTIL)}
    assert all(is_code(voucher.number) for voucher in vouchers)


def test_one_event_a_resident_and_one_for_the_run(strand, area):
    resident = a_resident(strand, area)
    clerk = a_person()

    issue(strand, by=clerk)

    event = AuditEvent.objects.get(kind="voucher_issued")
    assert (event.subject_kind, event.subject_id, event.by_id) == ("resident", str(resident.pk), clerk.pk)
    assert event.facts == {"voucher": Voucher.objects.get().pk, "strand": strand.code}
    run = AuditEvent.objects.get(kind="vouchers_issued")
    assert run.facts == {"strand": strand.code, "on": TODAY.isoformat(), "issued": 1}


def test_the_same_again_gives_nothing_and_completes_what_is_missing(strand, area):
    a_resident(strand, area)
    issue(strand)
    late = a_resident(strand, area)

    assert issue(strand, on=TODAY + timedelta(days=1)) == 1
    assert issue(strand, on=TODAY + timedelta(days=1)) == 0
    assert Voucher.objects.get(resident=late).period.lower == TODAY + timedelta(days=1)


def test_who_may_not_choose_gets_none(strand, area):
    a_resident(strand, area, died_on=date(2017, 2, 1), died_precision="day")
    a_resident(strand, None)
    a_resident(strand, area, since=TODAY + timedelta(days=1), born_on=FIRST)
    excluded = a_resident(strand, area)
    Exclusion.objects.create(resident=excluded, strand=strand, reason="other", period=between(FIRST, UNTIL))

    assert issue(strand) == 0


def test_chunks_end_where_the_others_begin(strand, area, monkeypatch):
    monkeypatch.setattr(issuing, "CHUNK", 2)
    for _number in range(5):
        a_resident(strand, area)

    assert issue(strand) == 5


def test_a_chunk_that_fails_leaves_nothing_of_itself(strand, area, monkeypatch):
    monkeypatch.setattr(issuing, "CHUNK", 2)
    for _number in range(4):
        a_resident(strand, area)
    calls = []

    def fails_the_second_time(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the plug was pulled")
        return record_each(*args, **kwargs)

    record_each = audit.record_each
    with monkeypatch.context() as patch:
        patch.setattr(audit, "record_each", fails_the_second_time)
        with pytest.raises(RuntimeError):
            issue(strand)

    assert Voucher.objects.count() == AuditEvent.objects.filter(kind="voucher_issued").count() == 2
    assert issue(strand) == 2
    assert Voucher.objects.count() == AuditEvent.objects.filter(kind="voucher_issued").count() == 4


@pytest.mark.parametrize("on", [FIRST - timedelta(days=1), UNTIL])
def test_issuing_refuses_a_day_outside_the_pilot(strand, area, on):
    a_resident(strand, area)

    with pytest.raises(errors.PilotDoesNotRun):
        issue(strand, on=on)
    with pytest.raises(errors.PilotDoesNotRun):
        actions.start_issuing(strand=strand, on=on, by=a_person(), at=noon())

    assert not Voucher.objects.exists()
    assert not Job.objects.exists()


def test_one_job_a_strand_is_at_work_at_a_time(strand):
    clerk = a_person()

    first = actions.start_issuing(strand=strand, on=TODAY, by=clerk, at=noon())
    again = actions.start_issuing(strand=strand, on=TODAY, by=clerk, at=noon())
    other = actions.start_issuing(strand=a_strand(), on=TODAY, by=clerk, at=noon())

    assert first == again != other
    assert OutboxMessage.objects.count() == 2


def test_the_job_shows_progress_and_counts_its_own_vouchers_once(strand, area):
    for _number in range(3):
        a_resident(strand, area)
    job = actions.start_issuing(strand=strand, on=TODAY, by=a_person(), at=noon())
    said = []

    class Progress:
        def advance(self, done, *, total=None, message=None):
            said.append((done, total))

    for _time in range(2):
        assert issue(strand, job=job, progress=Progress()) == 3

    assert said == [(3, 3), (3, 3)]
    assert AuditEvent.objects.filter(kind="vouchers_issued").count() == 1


@pytest.mark.parametrize(
    ("random", "number"),
    [(bytes(16), "222222222222"), (b"\xff" * 6 + b"\x00" + b"\xff" + b"\x00" + b"\xff" * 7, None)],
)
def test_a_number_follows_from_its_bytes_and_checks(random, number):
    made = number_of(random)

    assert is_code(made)
    assert number in (made, None)


def test_partly_fixed_bytes_count_for_nothing_and_all_others_count():
    numbers = [number_of(bytes([0] * place + [0x5A] + [0] * (15 - place))) for place in range(16)]

    assert [place for place, number in enumerate(numbers) if number == number_of(bytes(16))] == [6, 8]
    assert len(set(numbers)) == 15


def test_drawn_numbers_check_and_use_the_whole_alphabet_in_every_place():
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH drawn AS MATERIALIZED (SELECT uuid_send(gen_random_uuid()) AS random FROM generate_series(1, 2000))"
            f" SELECT {sql.text('number').format(random='random')} FROM drawn",
            {},
        )
        numbers = [row[0] for row in cursor.fetchall()]

    assert len(set(numbers)) == 2000
    assert all(is_code(number) for number in numbers)
    assert {len({number[place] for number in numbers}) for place in range(12)} == {23}


def test_nobody_has_two_vouchers_on_one_day_even_in_the_database(strand, area):
    resident = a_resident(strand, area)
    issue(strand)

    with pytest.raises(IntegrityError, match="resident_has_one_voucher_on_any_day"):
        Voucher.objects.create(
            resident=resident, strand=strand, number="X", period=between(TODAY, UNTIL), issued_at=noon()
        )


def number_of(random: bytes) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql.text('number').format(random='%(random)s::bytea')}", {"random": random})
        return cursor.fetchone()[0]
