"""A population file is taken in with the lists that follow from it: all of it or nothing, and once."""

import io
from threading import Event, Thread

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from pilot import jobs
from pilot.locks import lock
from pilot.models import AreaRule, AuditEvent, Job, Strand
from registry import errors
from registry.models import RegisterBatch, Resident
from tests.people import a_person
from tests.registry.population.made import CHILD, ELDER, FAMILY, PARENT, csv_file
from tests.vouchers.cast import a_strand, an_area, noon
from vouchers import actions
from vouchers.models import Enrolment


@pytest.fixture
def strand(db) -> Strand:
    strand = a_strand()
    for postal_code in ("40100", "40340"):
        area = an_area(strand)
        AreaRule.objects.create(pilot=strand.pilot, area=area, kind=AreaRule.Kind.POSTAL_CODE, value=postal_code)
    return strand


def taken_in(strand: Strand, *rows: dict) -> RegisterBatch:
    return actions.import_population(
        pilot=strand.pilot, filename="people.csv", source=csv_file(rows), by=None, at=noon(), channel="command"
    )


def received(strand: Strand, *rows: dict, **fields) -> RegisterBatch:
    given = {"pilot": strand.pilot, "filename": "people.csv", "source": csv_file(rows), "by": a_person(), "at": noon()}
    return actions.receive_population(**given | fields)


def test_import_puts_the_residents_on_their_home_sites_lists(strand):
    batch = taken_in(strand, *FAMILY)

    assert (batch.state, batch.rows, batch.new) == (RegisterBatch.State.LOADED, 3, 3)
    assert Enrolment.objects.filter(strand=strand, origin="home").count() == 3
    elder = Resident.objects.get(given_names=ELDER["given_names"])
    assert elder.enrolments.get().site.home_area.rules.get().value == "40100"


def test_import_lays_out_every_strand(strand):
    second = a_strand(pilot=strand.pilot)

    taken_in(strand, PARENT)

    assert Enrolment.objects.filter(strand=second).count() == 1


def test_import_records_one_event_with_the_counts(strand):
    batch = taken_in(strand, PARENT, CHILD | {"postal_code": "99998"})

    event = AuditEvent.objects.get(kind="population_loaded")
    assert (event.subject_kind, event.subject_id) == ("register_batch", str(batch.pk))
    assert {key: event.facts[key] for key in ("rows", "new", "unchanged", "rejected")} == {
        "rows": 2, "new": 1, "unchanged": 0, "rejected": 1,
    }  # fmt: skip


def test_import_again_changes_no_list(strand):
    taken_in(strand, *FAMILY)
    before = list(Enrolment.objects.order_by("pk").values())

    assert taken_in(strand, *FAMILY).unchanged == 3

    assert list(Enrolment.objects.order_by("pk").values()) == before


def test_import_refuses_an_unreadable_file_and_leaves_nothing(strand):
    with pytest.raises(errors.BrokenQuotes):
        actions.import_population(
            pilot=strand.pilot, filename="people.csv", by=None, at=noon(), channel="command",
            source=type(csv_file())(csv_file([PARENT]).read() + b'110188-994N,"Turunen'),
        )  # fmt: skip

    assert not RegisterBatch.objects.exists()
    assert not Resident.objects.exists()


def test_import_leaves_nothing_when_its_last_write_fails(strand, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("vouchers.actions.population.audit.record", fail)
    with pytest.raises(IntegrityError):
        taken_in(strand, *FAMILY)

    assert not RegisterBatch.objects.exists()
    assert not Resident.objects.exists()
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("model", ["ResidentEvent", "IdentityCodeEvent", "ResidenceEvent"])
def test_the_history_of_what_came_names_its_batch(strand, model):
    batch = taken_in(strand, PARENT)

    version = apps.get_model("registry", model).objects.get()
    assert version.pgh_context.metadata == {"register_batch": batch.pk}


def test_one_file_at_a_time_of_a_pilot(committed_db):
    strand = a_strand()

    def hold(held: Event, enough: Event) -> None:
        with transaction.atomic():
            lock(("population", strand.pilot_id))
            held.set()
            enough.wait(30)
        connection.close()

    held, enough = Event(), Event()
    holder = Thread(target=hold, args=(held, enough))
    holder.start()
    held.wait(30)
    with pytest.raises(errors.AnotherLoad):
        taken_in(strand, PARENT)
    enough.set()
    holder.join()

    assert taken_in(strand, PARENT).new == 1


def test_import_keeps_no_copy_of_the_file(strand):
    assert bytes(taken_in(strand, PARENT).content) == b""


def test_receive_keeps_the_file_and_starts_its_job(strand):
    batch = received(strand, *FAMILY)

    assert bytes(batch.content) == csv_file().read()
    assert (batch.job.kind, batch.job.params, batch.job.total) == ("population", {"batch": batch.pk}, 3)
    assert AuditEvent.objects.filter(kind="population_received").count() == 1
    assert not Resident.objects.exists()


def test_receive_answers_the_same_file_with_the_waiting_one(strand):
    first = received(strand, *FAMILY)

    assert received(strand, *FAMILY) == first
    assert received(strand, PARENT) != first
    assert Job.objects.count() == 2


def test_receive_refuses_what_is_no_population_file(strand):
    with pytest.raises(errors.UnknownForm):
        received(strand, PARENT, filename="people.xlsx")

    assert not RegisterBatch.objects.exists()
    assert not Job.objects.exists()


def test_the_job_takes_the_file_in_and_tells_how_far_it_is(strand):
    batch = received(strand, *FAMILY)

    jobs.run(batch.job_id, batch.job.version)

    batch.refresh_from_db()
    assert (batch.state, batch.new) == (RegisterBatch.State.LOADED, 3)
    assert bytes(batch.content) == b""
    assert (batch.job.state, batch.job.done) == (Job.State.DONE, batch.job.total)


def test_the_job_delivered_again_takes_nothing_in_twice(strand):
    batch = received(strand, *FAMILY)
    # A worker that died between its commit and the end of its job: the job is done again.
    source = io.BytesIO(batch.content)
    actions.load_population(batch=batch, source=source, by=None, at=noon(), channel="system")

    jobs.run(batch.job_id, batch.job.version)

    assert Resident.objects.count() == 3
    assert AuditEvent.objects.filter(kind="population_loaded").count() == 1
    assert Job.objects.get(pk=batch.job_id).state == Job.State.DONE


def test_a_job_whose_file_cannot_be_read_says_why(strand):
    source = type(csv_file())(csv_file([PARENT]).read() + b'110188-994N,"Turunen')
    batch = received(strand, source=source)

    jobs.run(batch.job_id, batch.job.version)

    batch.refresh_from_db()
    assert batch.job.state == Job.State.FAILED
    assert "3" in batch.job.error
    assert batch.state == RegisterBatch.State.RECEIVED
