import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from pilot import audit
from pilot.models import AuditEvent
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, an_area, noon
from vouchers import actions, errors
from vouchers.letters import made_up, plain_letter
from vouchers.letters import texts as letter_texts
from vouchers.models import Letter, LetterKind, LetterVersion

pytestmark = pytest.mark.django_db

TEXTS = {
    "title_fi": "Muistutus",
    "title_sv": "Påminnelse",
    "title_en": "Reminder",
    "text_fi": "Hei {name},\n\nvoitte valita {last_day} asti. {contact}",
    "text_sv": "Hej {name},\n\nni kan välja till {last_day}. {contact}",
    "text_en": "Hello {name},\n\nyou may choose until {last_day}. {contact}",
}


OF_THE_PILOT = {name: "" for name in ("strand", "pilot", "contact", "web_address", "cost")}


@pytest.fixture
def clerk():
    return a_person()


@pytest.fixture
def draft(strand, clerk):
    def deed(**texts) -> LetterVersion:
        given = {"by": clerk, "at": noon(), "channel": "desk"}
        return actions.draft_letter(pilot=strand.pilot, kind="reminder", texts=TEXTS | texts, **given)

    return deed


def look(version, language="fi", by=None) -> bytes:
    return actions.preview_letter(version=version, language=language, by=by or a_person(), at=noon(), channel="desk")


def use(version, by=None) -> LetterVersion:
    """Take it into use as the one who looked at it last."""
    version.refresh_from_db()
    by = by or version.previewed_by or a_person()
    return actions.use_letter(version=version, by=by, at=noon(), channel="desk")


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize("kind", LetterKind)
def test_the_programs_own_texts_hold_to_their_placeholders(kind):
    texts = letter_texts.first_texts(kind)

    for language in letter_texts.LANGUAGES:
        assert letter_texts.unknown_in(kind, texts[f"title_{language}"] + texts[f"text_{language}"]) == []
        assert letter_texts.missing_in(kind, texts[f"text_{language}"]) == []
    assert len({texts[f"text_{language}"] for language in letter_texts.LANGUAGES}) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{last_day} {address}", "{address}"),
        ("{last_day} {site}", "{site}"),
        ("{last_day} {name.__class__}", "{name.__class__}"),
        ("{last_day} {name!r}", "{name!r}"),
        ("{last_day} {}", "{}"),
        ("{last_day} {{name}}", "{, }"),
        ("{last_day} {name", "{"),
        ("{last_day} {Name}", "{Name}"),
    ],
)
def test_what_is_no_placeholder_is_refused_and_named(draft, text, found):
    with pytest.raises(errors.UnknownPlaceholder) as refusal:
        draft(text_sv=text)

    assert refusal.value.params == {"language": "sv", "found": found}
    assert not LetterVersion.objects.exists()


def test_a_text_without_its_day_or_a_language_is_refused(draft):
    with pytest.raises(errors.PlaceholderMissing) as refusal:
        draft(text_en="You may choose.")
    assert refusal.value.params["found"] == "{last_day}"
    with pytest.raises(errors.LanguageMissing):
        draft(title_sv=" ")


def test_a_preview_is_the_letter_with_made_up_data(draft):
    text = text_of(look(draft(), "sv"))

    for words in ("Påminnelse", "Aino Esimerkki", "30.9.2019", "PROV, påhittade uppgifter"):
        assert words in text


@pytest.mark.parametrize("kind", LetterKind.values)
def test_a_preview_of_every_kind_knows_what_its_text_names(kind):
    filled = letter_texts.filled(letter_texts.first_texts(kind)["text_en"], made_up(kind) | OF_THE_PILOT)

    assert "{" not in filled
    assert set(letter_texts.placeholders(kind)) <= set(made_up(kind)) | set(OF_THE_PILOT)


def test_a_letter_names_its_sender_in_its_own_language(strand, draft):
    strand.pilot.name_sv, strand.pilot.lead.name_sv = "Valförsöket", "Testby stad"
    strand.pilot.save()
    strand.pilot.lead.save()
    letter = Letter(
        pk=7,
        resident=a_resident(strand, an_area(strand)),
        language="sv",
        title="Påminnelse",
        text="Hej",
        written_at=noon(),
    )

    with translation.override("fi"):
        sent = text_of(plain_letter(letter, notice=None, on=TODAY))
        seen = text_of(look(draft(), "sv"))

    for text in (sent, seen):
        assert "Testby stad" in text
        assert "Valförsöket" in text
        assert strand.pilot.name_fi not in text.split()


def test_a_text_holds_when_it_was_looked_at_and_taken_into_use(draft):
    version = draft()
    with pytest.raises(errors.NotPreviewed):
        use(version)
    look(version)
    draft(text_fi="Valitkaa {last_day} mennessä.")
    with pytest.raises(errors.NotPreviewed):
        use(version)
    look(version)

    assert use(version).stage == "in_use"
    with pytest.raises(errors.VersionInUse):
        use(version)
    assert draft().number == 2
    kinds = ["letter_drafted", "letter_previewed", "letter_drafted", "letter_previewed", "letter_in_use"]
    assert list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))[-6:-1] == kinds


def test_a_text_is_taken_into_use_by_another_than_its_author_who_looked_at_it_last(draft, clerk):
    version, first, last = draft(), a_person(), a_person()
    look(version, by=clerk)
    with pytest.raises(errors.OwnText):
        use(version, by=clerk)
    look(version, by=first)
    look(version, by=last)

    with pytest.raises(errors.NotPreviewed):
        use(version, by=first)
    assert LetterVersion.objects.get().in_use_at is None
    assert use(version, by=last).in_use_by == last


@pytest.mark.parametrize("action", ["draft", "look", "use"])
def test_what_cannot_be_recorded_is_not_done(draft, monkeypatch, action):
    version = draft()
    look(version)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    deed = {"draft": lambda: draft(title_fi="Muu"), "look": lambda: look(version), "use": lambda: use(version)}[action]
    with pytest.raises(RuntimeError):
        deed()

    version.refresh_from_db()
    assert (version.title_fi, version.stage) == ("Muistutus", "looked_at")


def write(resident, key="k", **fields):
    given = {"kind": "reminder", "values": {"last_day": "30.9.2017"}, "by": None, "at": noon(), "channel": "system"}
    return actions.write_to(resident=resident, strand=resident.pilot.strands.get(), key=key, **given | fields)


def test_a_letter_is_written_from_the_version_in_use_in_the_readers_language(draft, strand):
    resident = a_resident(strand, an_area(strand), language="sv")
    before = write(resident, "before")
    version = draft()
    look(version)
    use(version)

    letter = write(resident, "after")

    assert (before.version, letter.version) == (None, version)
    assert before.title == "Ni kan ännu välja hälsostation"
    assert letter.text.startswith(f"Hej {resident.full_name},\n\nni kan välja till 30.9.2017.")
    delivery = letter.deliveries.get()
    assert (delivery.way, delivery.state, delivery.appeal_until) == ("post", "waiting", None)
    assert "ni kan välja till 30.9.2017" in text_of(bytes(delivery.document.content))
    assert AuditEvent.objects.filter(kind="letter_written").count() == 2


def test_one_cause_writes_one_letter(strand):
    resident = a_resident(strand, an_area(strand))

    assert write(resident) == write(resident)
    assert AuditEvent.objects.filter(kind="letter_written").count() == 1


@pytest.fixture
def version(draft):
    return draft()


def test_the_database_keeps_what_letters_say(version):
    with refused_by("letter_has_one_draft"):
        copied(version, number=2)()
    with refused_by("letter_is_written_in_three_languages"):
        changed(version, text_sv="")()
    with refused_by("letter_is_previewed_by_someone"):
        changed(version, previewed_at=noon())()
    with refused_by("letter_is_looked_at_before_it_is_used"):
        changed(version, in_use_at=noon(), in_use_by=a_person())()
    for person in (version.drafted_by, a_person()):
        look(version, by=version.drafted_by)
        with refused_by("letter_is_used_by_who_looked_and_did_not_write"):
            changed(version, in_use_at=noon(), in_use_by=person)()
    look(version)
    with refused_by("changed_draft_is_looked_at_anew"):
        changed(version, text_sv="Muu")()
    use(version)
    with refused_by("letter_version_has_its_number_alone"):
        copied(LetterVersion.objects.get())()
    with refused_by("letter_version_in_use_never_changes"):
        changed(version, number=7)()
    with refused_by("letter_version_is_never_deleted"):
        LetterVersion.objects.all()._raw_delete("default")


def test_a_letter_says_something(strand):
    with refused_by("letter_says_something"):
        copied(write(a_resident(strand, an_area(strand))), text="", key="other")()
