import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from pilot import audit, documents, jobs
from pilot.models import AuditEvent, Document, Job
from pilot.periods import since
from registry.models import Protection, Residence
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, a_site, an_area, decided, delivery_of, noon
from vouchers import actions, errors
from vouchers.actions import OnPaper
from vouchers.letters.print_files import INDEX
from vouchers.models import Delivery, Letter, PrintBatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(strand):
    resident = a_resident(strand, an_area(strand), given_names="Aino", family_name="Laaksonen")
    Residence.objects.filter(resident=resident).update(street="Nevakatu 3")
    return resident


@pytest.fixture
def clerk():
    return a_person()


@pytest.fixture
def make(strand, clerk):
    def deed(on=TODAY) -> PrintBatch:
        return actions.print_letters(pilot=strand.pilot, by=clerk, at=noon(on), channel="desk")

    return deed


def hand_over(batch, on=TODAY):
    return actions.hand_over_batch(batch=batch, by=a_person(), at=noon(on), channel="desk")


def text_of(document: Document) -> str:
    reader = PdfReader(io.BytesIO(bytes(document.content)))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def index_of(batch) -> list[dict]:
    lines = csv.reader(io.StringIO(bytes(batch.index.content).decode("utf-8-sig")), delimiter=";")
    return [dict(zip([column.key for column in INDEX], line, strict=True)) for line in lines][1:]


def test_a_batch_is_every_waiting_letter_in_one_file_with_its_index(make, strand, resident):
    for one in (resident, a_resident(strand, an_area(strand))):
        decided(one)

    batch = make()

    assert (batch.letters, batch.day, batch.serial) == (2, TODAY, 1)
    assert len(PdfReader(io.BytesIO(bytes(batch.document.content))).pages) == batch.pages
    rows = index_of(batch)
    assert [row["number"] for row in rows] == ["VAL 1/2017", "VAL 2/2017"]
    assert [(row["first_page"], row["pages"]) for row in rows] == [("1", "2"), ("3", "2")]
    assert (rows[0]["list_code"], batch.pages) == (resident.list_code, 4)


def test_the_index_names_nobody_and_no_home(make, resident):
    decided(resident)

    text = bytes(make().index.content).decode()

    assert [word for word in ("Laaksonen", "Nevakatu") if word in text] == []


def test_every_letter_begins_on_a_sheet_of_its_own(make, strand, resident):
    decided(resident)
    one_page = Document.objects.create(
        kind="letter", key="one", filename="one.pdf", media_type="application/pdf", subject_kind="letter",
        subject_id="1", content=blank_pdf(), sha256="0" * 64, issued_at=noon(),
    )  # fmt: skip
    written(strand, 2, one_page)

    batch = make()

    assert [row["first_page"] for row in index_of(batch)] == ["1", "3", "5"]
    assert batch.pages == 6


def test_letters_are_sent_when_the_batch_is_handed_over(make, resident):
    decision = decided(resident)
    batch = make()
    assert delivery_of(decision).state == "waiting"

    hand_over(batch)

    assert (delivery_of(decision).state, delivery_of(decision).batch) == ("sent", batch)
    event = AuditEvent.objects.get(kind="letter_sent")
    assert (event.subject_id, event.facts["appeal_until"]) == (str(resident.pk), "2017-04-21")
    assert AuditEvent.objects.get(kind="print_batch_handed_over").facts["letters"] == 1


def test_a_letter_left_over_from_yesterday_says_todays_date(make, resident):
    decision = decided(resident)
    tomorrow = TODAY + timedelta(days=1)

    batch = make(tomorrow)

    delivery = delivery_of(decision)
    assert (delivery.batch, delivery.sent_on, delivery.appeal_until) == (batch, tomorrow, date(2017, 4, 24))
    assert "23.3.2017" in text_of(batch.document)
    assert Delivery.objects.filter(letter=delivery.letter, state="replaced").count() == 1


def test_the_receipt_of_a_choice_that_was_taken_back_before_it_left_says_that(strand, resident, clerk):
    stands = OnPaper(site=a_site(strand), returns_home=False, arrived_on=TODAY, capacity="own")
    known = {"by": clerk, "at": noon(), "channel": "desk"}
    form = actions.enter_paper_form(resident=resident, strand=strand, stands=stands, key="k", **known)
    choice = actions.accept_paper_form(form=form, **known)
    promised = text_of(Delivery.objects.get().document)
    actions.regret(resident=resident, strand=strand, choice=choice, identified_by="identity_card", **known)

    later = known | {"at": noon() + timedelta(hours=1)}
    printed = text_of(actions.print_letters(pilot=strand.pilot, **later).document)

    assert "Voit perua" in promised
    assert "Voit perua" not in printed
    assert "Valinta on peruttu" in printed
    assert [row.state for row in Delivery.objects.order_by("pk")] == ["replaced", "waiting"]


def test_a_resident_who_came_under_non_disclosure_is_not_printed(make, strand, resident):
    decision = decided(resident)
    decided(a_resident(strand, an_area(strand)))
    Protection.objects.create(resident=resident, period=since(TODAY))

    batch = make()

    assert batch.letters == 1
    assert "Nevakatu" not in text_of(batch.document)
    assert (delivery_of(decision).way, delivery_of(decision).state) == ("handed", "waiting")


def test_a_batch_with_the_home_of_somebody_protected_meanwhile_is_not_handed_over(make, resident):
    decided(resident)
    batch = make()
    Protection.objects.create(resident=resident, period=since(TODAY))

    with pytest.raises(errors.BatchShowsProtected):
        hand_over(batch)


def test_a_batch_of_another_day_is_voided_and_made_anew(make, resident, clerk):
    decision = decided(resident)
    batch, tomorrow = make(), TODAY + timedelta(days=1)

    with pytest.raises(errors.BatchOfAnotherDay):
        hand_over(batch, tomorrow)
    actions.void_batch(batch=batch, by=clerk, at=noon(tomorrow), channel="desk")
    anew = make(tomorrow)

    assert (anew.day, anew.letters, delivery_of(decision).batch) == (tomorrow, 1, anew)
    assert AuditEvent.objects.filter(kind="print_batch_voided").count() == 1
    for deed in (hand_over, lambda batch: actions.void_batch(batch=batch, by=clerk, at=noon(), channel="desk")):
        with pytest.raises(errors.BatchIsClosed):
            deed(batch)


def test_there_is_one_open_batch_and_none_of_nothing_or_on_a_saturday(make, strand, resident):
    with pytest.raises(errors.NothingToPrint):
        actions.start_printing(pilot=strand.pilot, by=a_person(), at=noon())
    decided(resident)
    with pytest.raises(errors.NoPostToday):
        make(date(2017, 3, 18))
    make()
    decided(resident)
    with pytest.raises(errors.BatchIsOpen):
        make()


def test_a_batch_that_cannot_be_recorded_leaves_nothing(make, resident, monkeypatch):
    decided(resident)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        make()

    assert not PrintBatch.objects.exists()
    assert not Document.objects.filter(kind="print_batch").exists()


def test_the_job_is_started_once_and_leads_to_its_batch(strand, resident, clerk, monkeypatch):
    decided(resident)
    monkeypatch.setattr("django.utils.timezone.now", noon)

    job = actions.start_printing(pilot=strand.pilot, by=clerk, at=noon())

    assert actions.start_printing(pilot=strand.pilot, by=clerk, at=noon()) == job
    jobs.run(job.pk, job.version)
    batch = PrintBatch.objects.get()
    assert Job.objects.get().result == {"letters": 1, "href": f"/staff/print-batches/{batch.pk}/"}


@pytest.mark.parametrize("meanwhile", ["withdrawn", "protected", "moved to nowhere"])
def test_a_job_that_finds_nothing_left_to_print_ends_and_says_so(strand, resident, clerk, monkeypatch, meanwhile):
    delivery = delivery_of(decided(resident))
    monkeypatch.setattr("django.utils.timezone.now", noon)
    job = actions.start_printing(pilot=strand.pilot, by=clerk, at=noon())
    match meanwhile:
        case "withdrawn":
            Delivery.objects.filter(pk=delivery.pk).update(state="withdrawn")
        case "protected":
            Protection.objects.create(resident=resident, period=since(TODAY))
        case _:
            Residence.objects.filter(resident=resident).update(street="")

    jobs.run(job.pk, job.version)

    job.refresh_from_db()
    assert (job.state, job.error, job.result["letters"]) == ("done", "", 0)
    assert "ei tehty" in job.result["said"]
    assert not PrintBatch.objects.exists()


def test_a_file_larger_than_a_piece_comes_out_as_it_went_in(make, strand, monkeypatch):
    monkeypatch.setattr(documents, "PIECE", 1000)
    for _number in range(3):
        decided(a_resident(strand, an_area(strand)))

    document = make().document

    content = bytes(document.content)
    assert len(content) > 3000
    assert b"".join(documents.pieces(document)) == content
    assert (document.sha256, len(PdfReader(io.BytesIO(content)).pages)) == (documents.digest_of(content), 6)


@pytest.mark.parametrize("wrong", [{"way": "handed", "sent_on": None, "received_on": None}, {"state": "undeliverable"}])
def test_only_what_waits_for_post_is_printed(make, strand, resident, wrong):
    document = delivery_of(decided(resident)).document
    written(strand, 1, document, **{"note": "x"} | wrong)

    assert make().letters == 1


def test_a_batch_of_five_hundred_letters_takes_as_many_queries_as_one_of_five(make, strand, resident):
    document = delivery_of(decided(resident)).document

    counts = []
    for number, on in ((5, TODAY), (500, TODAY + timedelta(days=1))):
        written(strand, number, document, sent_on=on, received_on=on + timedelta(days=7))
        Delivery.objects.filter(letter__decision__isnull=False, state="waiting").update(state="replaced")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            batch = make(on)
            hand_over(batch, on)
        assert batch.letters == number
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert Delivery.objects.filter(state="sent").count() == 505


def written(strand, number: int, document: Document, **fields) -> None:
    """Write plain letters that wait for post, all with the same document."""
    resident = a_resident(strand, an_area(strand))
    last = Letter.objects.count()
    letters = Letter.objects.bulk_create(
        Letter(
            resident=resident,
            kind="other",
            language="fi",
            title="Kirje",
            text="Hei",
            key=f"k{last + place}",
            written_at=noon(),
        )
        for place in range(number)
    )
    given = {"way": "post", "begun_at": noon(), "sent_on": TODAY, "received_on": TODAY + timedelta(days=7)}
    Delivery.objects.bulk_create(Delivery(letter=letter, document=document, **given | fields) for letter in letters)


def blank_pdf() -> bytes:
    from pikepdf import Pdf

    to = io.BytesIO()
    with Pdf.new() as one:
        one.add_blank_page()
        one.save(to)
    return to.getvalue()
