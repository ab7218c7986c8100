"""An approved run's payments go into one file, made once and downloaded unchanged."""

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from lxml import etree

from billing import actions, errors
from billing.bank import pain001
from billing.models import Payment, PaymentFile
from pilot import audit
from pilot.models import AuditEvent, Document
from tests.billing.stage import FEBRUARY, IN_FEBRUARY, IN_MARCH, a_stage, approve, die, freeze, submit

LATER = IN_FEBRUARY.replace(day=14)
SPACE = {"p": pain001.NAMESPACE}


@pytest.fixture
def stage(db):
    return a_stage()


@pytest.fixture
def run(stage):
    return approve(stage, submit(stage, freeze(stage)))


def make(stage, run, at=IN_FEBRUARY):
    return actions.make_payment_file(run=run, by=stage.preparer, at=at, channel="online")


def take(stage, file):
    return actions.take_payment_file(file=file, by=stage.preparer, at=IN_FEBRUARY, channel="online")


def test_the_file_holds_what_was_approved(stage, run):
    file = make(stage, run)

    tree = etree.fromstring(bytes(file.document.content))
    payment = Payment.objects.get()
    assert tree.findtext(".//p:ReqdExctnDt/p:Dt", namespaces=SPACE) == "2017-02-15"
    assert tree.findtext(".//p:Dbtr/p:Nm", namespaces=SPACE) == stage.organiser.name_fi
    assert tree.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=SPACE) == "31.56"
    assert tree.findtext(".//p:CdtrAcct//p:IBAN", namespaces=SPACE) == payment.iban
    assert tree.findtext(".//p:Ref", namespaces=SPACE) == payment.reference
    assert tree.findtext(".//p:EndToEndId", namespaces=SPACE) == payment.end_to_end_id


def test_the_run_and_its_payments_know_the_file(stage, run):
    file = make(stage, run)

    run.refresh_from_db()
    assert (run.state, Payment.objects.get().file) == ("filed", file)
    assert (file.payment_count, file.total_cents) == (1, 3156)


def test_make_records_one_event(stage, run):
    file = make(stage, run)

    event = AuditEvent.objects.get(kind="payment_file_made")
    assert (event.by_id, event.facts["message"]) == (stage.preparer.pk, file.message_id)
    assert event.facts["sha256"] == hashlib.sha256(bytes(file.document.content)).hexdigest()


def test_made_again_it_is_the_first_file(stage, run):
    first = make(stage, run)

    assert make(stage, run, at=LATER) == first
    assert (PaymentFile.objects.count(), AuditEvent.objects.filter(kind="payment_file_made").count()) == (1, 1)


def test_made_anew_after_a_rollback_it_is_the_same_file(stage, run):
    with transaction.atomic():
        first = bytes(make(stage, run).document.content)
        transaction.set_rollback(True)

    assert bytes(make(stage, run, at=LATER).document.content) == first


def test_a_second_download_is_byte_identical_and_shown_as_a_repeat(stage, run):
    file = make(stage, run)

    downloads = [take(stage, file), take(stage, PaymentFile.objects.get(pk=file.pk))]

    assert len({bytes(download.document.content) for download in downloads}) == 1
    assert [download.times_before for download in downloads] == [0, 1]
    assert AuditEvent.objects.filter(kind="payment_file_downloaded").count() == 2


@pytest.mark.parametrize("state", ["frozen", "submitted"])
def test_make_refuses_a_run_that_is_not_approved(db, state):
    stage = a_stage()
    run = freeze(stage)
    if state == "submitted":
        run = submit(stage, run)

    with pytest.raises(errors.WrongState):
        make(stage, run)
    assert not Document.objects.exists()


def test_make_refuses_when_a_payment_is_no_longer_the_approved_one(stage, run):
    Payment.objects.all().delete()

    with pytest.raises(errors.DigestDiffers):
        make(stage, run)
    assert not PaymentFile.objects.exists()


def test_make_refuses_a_run_that_pays_nobody(db):
    stage = a_stage()
    freeze(stage)
    for resident in stage.residents[:2]:
        die(stage, resident, "2017-01-10", IN_MARCH)
    run = approve(stage, submit(stage, freeze(stage, FEBRUARY, IN_MARCH), at=IN_MARCH))

    with pytest.raises(errors.NothingToPay):
        make(stage, run)


def test_make_refuses_what_a_bank_would_and_leaves_nothing(stage, run):
    stage.organiser.iban = "FI00"
    stage.organiser.save()

    with pytest.raises(errors.BadAccount):
        make(stage, run)
    run.refresh_from_db()
    assert (run.state, Document.objects.count()) == ("approved", 0)


def test_make_leaves_nothing_when_the_record_fails(stage, run, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        make(stage, run)

    run.refresh_from_db()
    assert (run.state, PaymentFile.objects.count(), Document.objects.count()) == ("approved", 0, 0)
    assert Payment.objects.get().file is None


def test_the_database_keeps_a_filed_payment_and_its_file(stage, run):
    file = make(stage, run)

    for illegal in (
        lambda: Payment.objects.all().delete(),
        lambda: Payment.objects.update(file=None),
        lambda: PaymentFile.objects.update(total_cents=1),
        lambda: PaymentFile.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            illegal()
    with pytest.raises(IntegrityError), transaction.atomic():
        file.pk, file.message_id = None, "another"
        file.save(force_insert=True)
