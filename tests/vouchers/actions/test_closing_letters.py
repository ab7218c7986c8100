"""The letters about a closing: to whom, which way, in whose words and language, and as they were sent."""

import io
from datetime import UTC, date, datetime

import pytest
from pdfua import validate
from pypdf import PdfReader

from pilot import jobs
from pilot.models import AuditEvent, OutboxMessage
from pilot.periods import between, since
from registry.models import IdentityCode, Protection, Residence
from tests.people import a_person, a_pilot
from tests.vouchers.actions.test_closing import SPRING, a_customer, approve, propose
from tests.vouchers.cast import a_resident, a_site, a_strand, noon
from vouchers import actions, errors, queries
from vouchers.actions import writing_many
from vouchers.models import ClosingLetter, Delivery, Letter, MadeUpMailbox, MadeUpMessage

pytestmark = pytest.mark.django_db
# A Monday: what is posted then counts as received on the 10th.
LETTERS_ON = date(2019, 6, 3)
MOMENT = datetime(2019, 6, 3, 8, tzinfo=UTC)


@pytest.fixture
def strand():
    return a_strand(pilot=a_pilot(period=between(date(2017, 4, 1), date(2019, 10, 1))))


@pytest.fixture
def home(area):
    return area.home_site


@pytest.fixture
def private(strand):
    return a_site(strand)


@pytest.fixture
def write(strand, private):
    plan = approve(strand)
    job = actions.start_closing_letters(plan=plan, by=plan.proposed_by, at=MOMENT)

    def deed() -> int:
        return actions.write_closing_letters(plan=plan, job=job, by=None, at=MOMENT, channel="system")

    deed.plan = plan
    return deed


def at_an_address(strand, area, site, **fields):
    customer = a_customer(strand, area, site, **fields)
    Residence.objects.filter(resident=customer).update(street="Kauppakatu 1", postal_code="33100", town="Tampere")
    return customer


def printed(delivery: Delivery) -> str:
    pages = PdfReader(io.BytesIO(bytes(delivery.document.content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def of(resident) -> Delivery:
    return Delivery.objects.get(letter__resident=resident)


def test_letters_go_once_to_all_who_are_with_a_private_site(strand, area, home, private, write):
    """By post, but never to one under non-disclosure or without an address; who has an e-mail is told by it too."""
    mailed = at_an_address(strand, area, private, email="aino@example.invalid")
    posted, hidden = (at_an_address(strand, area, private) for _number in range(2))
    bare = a_customer(strand, area, private)
    Residence.objects.filter(resident=bare).update(street="")
    Protection.objects.create(resident=hidden, period=since(date(2019, 1, 1)))
    a_resident(strand, area)

    assert [write() for _time in range(2)] == [4, 4]

    ways = {row.letter.resident_id: (row.way, row.state) for row in Delivery.objects.select_related("letter")}
    by_post = ("post", "waiting")
    assert ways == {
        mailed.pk: by_post, posted.pk: by_post, hidden.pk: ("handed", "waiting"), bare.pk: ("post", "undeliverable")
    }  # fmt: skip
    assert (of(posted).sent_on, of(posted).received_on, of(posted).state) == (LETTERS_ON, date(2019, 6, 10), "waiting")
    assert (of(hidden).sent_on, of(hidden).received_on) == (None, None)
    assert [row.payload for row in OutboxMessage.objects.filter(kind="closing_letter")] == [
        {"letter": ClosingLetter.objects.get(resident=mailed).pk}
    ]
    events = AuditEvent.objects.filter(kind="closing_letter_written")
    assert {row.subject_id: row.facts["way"] for row in events} == {str(pk): way for pk, (way, _state) in ways.items()}
    counts = queries.letter_counts(write.plan, on=LETTERS_ON)
    assert (counts.waiting, counts.written, counts.post, counts.handed, counts.nowhere) == (0, 4, 2, 1, 1)
    assert (counts.sent, counts.unmade) == (0, 0)


def test_each_letter_says_the_dates_in_its_readers_language_and_where_one_goes(strand, area, home, private, write):
    type(private).objects.filter(pk=private.pk).update(name_sv="Vårdhörnet")
    swede = at_an_address(strand, area, private, language="sv", given_names="Saga {home}", family_name="Öberg")
    hidden = at_an_address(strand, area, private)
    Protection.objects.create(resident=hidden, period=since(date(2019, 1, 1)))

    write()

    letter = Letter.objects.get(resident=swede)
    for said in ("Vårdhörnet", "30.9.2019", "15.9.2019", "1.10.2019", home.name_fi):
        assert said in letter.text
    assert letter.language == "sv"
    assert "{" not in letter.text
    assert home.name_fi not in Letter.objects.get(resident=hidden).text


def test_every_document_is_kept_and_only_what_is_posted_shows_a_home(strand, area, private, write, tmp_path):
    posted, hidden = (at_an_address(strand, area, private) for _number in range(2))
    Protection.objects.create(resident=hidden, period=since(date(2019, 1, 1)))

    write()

    assert "Kauppakatu 1" in printed(of(posted))
    assert "3.6.2019" in printed(of(posted))
    assert "Kauppakatu" not in printed(of(hidden))
    path = tmp_path / "letter.pdf"
    path.write_bytes(bytes(of(posted).document.content))
    assert validate(path).findings == ()


def test_what_was_cut_off_goes_on_and_nobody_is_written_to_twice(strand, area, private, write, monkeypatch):
    """The worker dies at the second of three documents: one is made, the rows stand; the next run makes the others."""
    for _number in range(3):
        at_an_address(strand, area, private)
    made, whole = [], writing_many.make_document

    def dies_at_the_second(*, delivery_id, at):
        if made:
            raise ConnectionError
        made.append(delivery_id)
        whole(delivery_id=delivery_id, at=at)

    with monkeypatch.context() as patched, pytest.raises(ConnectionError):
        patched.setattr(writing_many, "make_document", dies_at_the_second)
        write()
    assert Delivery.objects.filter(document__isnull=False).count() == 1

    assert write() == 3

    assert Delivery.objects.filter(document__isnull=False).count() == 3
    assert Letter.objects.count() == 3
    assert AuditEvent.objects.filter(kind="closing_letter_written").count() == 3


def test_letters_are_in_the_days_print_batch_though_their_documents_are_still_to_be_made(
    strand, area, private, write, monkeypatch
):
    for _number in range(2):
        at_an_address(strand, area, private)
    with monkeypatch.context() as patched:
        patched.setattr("vouchers.actions.closing_letters.make_documents", lambda *_rows, **_asked: None)
        write()
    assert queries.letter_counts(write.plan, on=LETTERS_ON).unmade == 2

    batch = actions.print_letters(pilot=strand.pilot, by=a_person(), at=MOMENT, channel="desk")
    actions.hand_over_batch(batch=batch, by=a_person(), at=MOMENT, channel="desk")

    assert (batch.letters, batch.day) == (2, LETTERS_ON)
    assert queries.letter_counts(write.plan, on=LETTERS_ON).sent == 2


def test_the_words_are_staffs_and_each_letter_keeps_its_version(strand, area, private, write):
    customer = at_an_address(strand, area, private)
    texts = {f"{part}_{language}": f"{language} {{name}} {{last_day}} {{closes_on}}"
             for part in ("title", "text") for language in ("fi", "sv", "en")}  # fmt: skip
    given = {"by": a_person(), "at": noon(SPRING), "channel": "desk"}
    version = actions.draft_letter(pilot=strand.pilot, kind="closing", texts=texts, **given)
    given["by"] = a_person()
    actions.preview_letter(version=version, language="fi", **given)
    actions.use_letter(version=version, **given)

    write()

    letter = Letter.objects.get()
    assert (letter.version, letter.text) == (version, f"fi {customer.full_name} 15.9.2019 1.10.2019")
    assert letter.text in printed(of(customer))


def test_who_has_a_mailbox_gets_the_letter_there_and_who_has_none_by_post(strand, area, private, settings, monkeypatch):
    settings.MAILBOX = "vouchers.ports.made_up_mailbox.MadeUpService"
    there, elsewhere = (at_an_address(strand, area, private) for _number in range(2))
    IdentityCode.objects.create(resident=there, pilot=strand.pilot, code="010170-9012", period=since(SPRING))
    MadeUpMailbox.objects.create(identity_code="010170-9012", answer="accepted")
    plan = approve(strand)
    job = actions.start_closing_letters(plan=plan, by=plan.proposed_by, at=MOMENT)
    monkeypatch.setattr("vouchers.actions.closing_letters.make_documents", lambda *_rows, **_asked: None)
    actions.write_closing_letters(plan=plan, job=job, by=None, at=MOMENT, channel="system")
    assert OutboxMessage.objects.filter(kind="letter").count() == 2

    for delivery in Delivery.objects.order_by("pk"):
        actions.send_message(delivery_id=delivery.pk, at=MOMENT)

    assert (of(there).way, of(there).state, of(there).received_on) == ("message", "sent", date(2019, 6, 6))
    assert bytes(MadeUpMessage.objects.get().document) == bytes(of(there).document.content)
    ways = Delivery.objects.filter(letter__resident=elsewhere).order_by("pk").values_list("way", "state")
    assert list(ways) == [("message", "replaced"), ("post", "waiting")]


def test_letters_wait_for_their_day_and_for_the_approval(strand):
    plan = propose(strand)
    with pytest.raises(errors.LettersNotYet):
        actions.start_closing_letters(plan=plan, by=plan.proposed_by, at=noon(LETTERS_ON))
    actions.approve_closing(plan=plan, by=a_person(), at=noon(SPRING), channel="online")
    with pytest.raises(errors.LettersNotYet):
        actions.start_closing_letters(plan=plan, by=plan.proposed_by, at=noon(date(2019, 6, 2)))
    job = actions.start_closing_letters(plan=plan, by=plan.proposed_by, at=MOMENT)
    assert actions.start_closing_letters(plan=plan, by=plan.proposed_by, at=MOMENT) == job
    assert jobs.label_of("closing_letters")
