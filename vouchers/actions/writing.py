"""Writing a letter from the text that holds: filled in, kept with its version, and on its way."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pilot import formats
from pilot.calendar import helsinki_today
from pilot.identifiers import format_code
from pilot.models import Strand, User
from registry import actions as registry_actions
from registry.models import Resident
from vouchers import letters, queries
from vouchers.actions.delivering import record, write_letter
from vouchers.letters import texts as letter_texts
from vouchers.letters import who_acted
from vouchers.models import Choice, Letter, LetterKind, QueuePlace


@transaction.atomic
def write_to(
    *,
    kind: str,
    resident: Resident,
    strand: Strand,
    values: Mapping[str, str],
    key: str,
    by: User | None,
    at: datetime,
    channel: str,
) -> Letter:
    """Write a letter of the kind in the reader's language, by the version in use or else the program's own text.

    `values` fills the kind's own placeholders; name, strand, pilot, contact and address come by themselves. The same
    key writes once and answers with the first letter. Refuses an absorbed record. Records `letter_written`.
    """
    reader = Resident.objects.select_for_update(no_key=True, of=["self"]).select_related(
        "merged_into", "pilot__lead"
    ).get(pk=resident.pk)  # fmt: skip
    if (first := Letter.objects.filter(key=key).first()) is not None:
        return first
    registry_actions.refuse_absorbed(reader)
    version, texts = letter_texts.in_use(reader.pilot, kind)
    language = reader.language
    with translation.override(language):
        always = letters.values_of(reader.pilot, strand, kind=kind, on=helsinki_today(at))
        known = always | {"name": reader.full_name} | dict(values)
    title, text = texts[f"title_{language}"], texts[f"text_{language}"]
    letter = write_letter(
        kind=kind,
        resident=reader,
        title=letter_texts.filled(title, known)[:200],
        text=letter_texts.filled(text, known),
        version=version,
        key=key,
        by=by,
        at=at,
    )
    record("letter_written", letter.deliveries.get(), by=by, at=at, channel=channel)
    return letter


@transaction.atomic
def write_receipt(choice: Choice, *, by: User | None, at: datetime) -> Letter:
    """Send the receipt of the choice as a letter, once."""
    if (first := Letter.objects.filter(choice=choice).first()) is not None:
        return first
    resident = choice.resident
    with translation.override(resident.language):
        number, day = format_code(choice.receipt_number), formats.day(choice.effective_on)
        title = _("Confirmation {number}").format(number=number)
        # Which home station it is would tell where somebody lives.
        text = _("Your health station is {site} from {day} on. The confirmation's number is {number}.").format(
            site=choice.site.name if choice.site else _("home health station"), day=day, number=number
        )
    return write_letter(
        kind="receipt",
        resident=resident,
        title=title,
        text=text,
        key=f"receipt/{choice.pk}",
        choice=choice,
        by=by,
        at=at,
    )


def write_queue_letter(*, choice_id: int, at: datetime) -> Letter | None:
    """Write to the resident whom the queue gave a place; nothing when the place was taken back or replaced meanwhile.

    Records `letter_written`.
    """
    choice = _standing(choice_id)
    if choice is None or choice.site is None:
        return None
    with translation.override(choice.resident.language):
        values = {"site": choice.site.name, "effective_on": formats.day(choice.effective_on)}
    return write_to(
        kind=LetterKind.QUEUE,
        resident=choice.resident,
        strand=choice.strand,
        values=values,
        key=f"queue/{choice.pk}",
        by=None,
        at=at,
        channel="system",
    )


@transaction.atomic
def write_move_letter(*, choice_id: int, at: datetime) -> Letter | None:
    """Write to a resident whom others moved, and why; nothing when they chose otherwise, or the draw was undone.

    Records `letter_written`.
    """
    # Whoever undoes the draw holds this row: the letter is there to be withdrawn, or is not written.
    Resident.objects.select_for_update(no_key=True, of=["self"]).get(choices=choice_id)
    choice = _standing(choice_id)
    lot = getattr(choice, "move_lot", None)
    if choice is None or lot is None:
        return None
    with translation.override(choice.resident.language):
        values = {
            "site": _where_to(choice, helsinki_today(at)),
            "from_site": lot.plan.site.name,
            "effective_on": formats.day(choice.effective_on),
            "why": str(letter_texts.WHY_MOVED[lot.plan.cause]),
        }
    return write_to(
        kind=LetterKind.MOVED,
        resident=choice.resident,
        strand=choice.strand,
        values=values,
        key=f"moved/{choice.pk}",
        by=None,
        at=at,
        channel="system",
    )


def write_taken_back_letter(*, choice_id: int, capacity: str, deputy_id: int | None, at: datetime) -> Letter | None:
    """Write to a resident without e-mail that somebody who acts for them took their choice back, and who.

    Records `letter_written`.
    """
    choice = Choice.objects.select_related("resident", "strand__pilot__lead").get(pk=choice_id)
    if choice.regretted_at is None:
        return None
    deputy = Resident.objects.get(pk=deputy_id) if deputy_id is not None else None
    with translation.override(choice.resident.language):
        values = {
            "made_on": formats.day(choice.made_on),
            "taken_back_on": formats.day(choice.regretted_at),
            "number": format_code(choice.receipt_number),
            "who": who_acted(capacity, deputy, on=helsinki_today(at)),
        }
    return write_to(
        kind=LetterKind.TAKEN_BACK,
        resident=choice.resident,
        strand=choice.strand,
        values=values,
        key=f"taken-back/{choice.pk}",
        by=None,
        at=at,
        channel="system",
    )


def write_queue_closed_letter(*, place_id: int, at: datetime) -> Letter:
    """Write to a resident without e-mail that the queue in which they waited has ended. Records `letter_written`."""
    place = QueuePlace.objects.select_related("resident", "site", "strand__pilot__lead").get(pk=place_id)
    with translation.override(place.resident.language):
        values = {"site": place.site.name}
    return write_to(
        kind=LetterKind.QUEUE_CLOSED,
        resident=place.resident,
        strand=place.strand,
        values=values,
        key=f"queue-closed/{place.pk}",
        by=None,
        at=at,
        channel="system",
    )


def _where_to(choice: Choice, on: date) -> str:
    """Name where somebody is moved to; of one under non-disclosure no home site is told."""
    if choice.site is not None:
        return choice.site.name
    home = queries.home_site_on(resident=choice.resident, on=choice.effective_on)
    if home is None or queries.is_protected(resident=choice.resident, on=on):
        return str(letter_texts.HOME_SITE)
    return home.name


def _standing(choice_id: int) -> Choice | None:
    rows = Choice.objects.standing().select_related("resident", "site", "strand__pilot__lead", "move_lot__plan__site")
    return rows.filter(pk=choice_id).first()
