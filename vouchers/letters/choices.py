"""The voucher letter and the receipt of a choice as PDF, filled from what is stored.

The same voucher or choice gives the same letter. A person under non-disclosure gets letters without name, birth date
and address: whoever finds one must not learn who lives where.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pilot.calendar import helsinki_today
from pilot.letterheads import sender_of
from pilot.models import Organiser, RuleSet, Strand
from pilot.notices import Notice, Way
from pilot.pdf import Recipient
from pilot.periods import day_before_end
from providers import queries as provider_queries
from providers import words
from providers.models import Site
from registry.models import Resident
from vouchers import queries, rules
from vouchers.letters.documents import (
    ChoiceRules,
    CostPrinted,
    EndedDocument,
    ReceiptDocument,
    ResidentPrinted,
    SiteOffered,
    SitePrinted,
    VoucherLetterDocument,
    ended_pdf,
    receipt_pdf,
    voucher_letter_pdf,
)
from vouchers.models import Choice, EarlyChange, Enrolment, Letter, QueuePlace, Voucher
from vouchers.words import fees as fee_words


def voucher_letter(voucher: Voucher, *, on: date) -> bytes:
    """Return the letter that is the voucher, in the resident's language; whom it shows is as known on the day."""
    language = voucher.resident.language
    with translation.override(language):
        document = voucher_letter_document(voucher, on)
    return voucher_letter_pdf(document, language=language, issued_at=voucher.issued_at)


def receipt(choice: Choice, *, on: date) -> bytes:
    """Return the receipt of the choice, in the resident's language; whom it shows is as known on the day.

    Of one that never takes effect it is the confirmation of that: what no longer holds must not be shown as if it did.
    """
    language = choice.resident.language
    with translation.override(language):
        if choice.ending:
            ended = _ended_document(choice, on)
            return ended_pdf(ended, language=language, issued_at=ended.ended_at)
        document = _receipt_document(choice, on)
    return receipt_pdf(document, language=language, issued_at=choice.made_at)


def receipt_letter(letter: Letter, *, notice: Notice | None, on: date) -> bytes:
    """Return the receipt as it is sent with the notice; only what is posted shows a home."""
    choice = letter.choice
    assert choice is not None
    shown: dict[str, Any] = {"issued_on": notice.sent_on if notice else on}
    if notice is None or notice.way != Way.POST:
        shown["recipient"] = None
    with translation.override(letter.language):
        if choice.ending:
            ended = replace(_ended_document(choice, on), **shown)
            return ended_pdf(ended, language=letter.language, issued_at=letter.written_at)
        document = replace(_receipt_document(choice, on), **shown)
    return receipt_pdf(document, language=letter.language, issued_at=letter.written_at)


def voucher_letter_document(voucher: Voucher, on: date) -> VoucherLetterDocument:
    """Return what the letter of a voucher prints."""
    strand, first = voucher.strand, voucher.period.lower
    organiser = strand.pilot.lead
    recipient = recipient_of(voucher.resident, on, strand=strand)
    rule_set = queries.rules_on(strand, first)
    address = settings.BASE_URL + reverse("vouchers:voucher-open", args=[voucher.number])
    return VoucherLetterDocument(
        recipient=recipient,
        number=voucher.number,
        issued_on=first,
        valid_from=first,
        valid_to=day_before_end(voucher.period),
        choose_by=_choose_by(voucher, rule_set),
        present_site=_present_site(voucher.resident, strand, first, is_hidden=recipient is None),
        rules=rules_printed(rule_set),
        cost=_cost(strand, queries.effect_of(rule_set, first), voucher.resident, known_at=voucher.issued_at),
        sites=tuple(_offered(site) for site in provider_queries.by_name(provider_queries.open_sites(strand, first))),
        web_address=settings.BASE_URL.partition("://")[2],
        qr_address=address,
        service_point=", ".join(line for line in (organiser.street, organiser.town) if line),
        **_common(strand),
    )


def _receipt_document(choice: Choice, on: date) -> ReceiptDocument:
    strand, resident = choice.strand, choice.resident
    rule_set = queries.rules_on(strand, choice.made_on)
    voucher = queries.voucher_on(resident=resident, strand=strand, on=choice.made_on)
    lock_in_months = rule_set.lock_in_months if rule_set and choice.is_binding else 0
    recipient = recipient_of(resident, on, strand=strand)
    is_hidden = recipient is None
    home = None if is_hidden or choice.site else queries.home_site_on(resident=resident, on=choice.made_on)
    return ReceiptDocument(
        recipient=recipient,
        resident=ResidentPrinted(resident.full_name, resident.born_on) if recipient else None,
        number=choice.receipt_number,
        issued_on=choice.made_on,
        new_site=_site_printed(choice.site or home),
        present_site=_present_site(resident, strand, choice.made_on, is_hidden=is_hidden, but=choice),
        returns_home=choice.site is None,
        is_moved=not choice.is_wished,
        is_own=choice.is_wished and choice.capacity == Choice.Capacity.OWN,
        made_at=choice.made_at,
        made_by=made_by(choice, on=on),
        effective_on=choice.effective_on,
        next_change_on=rules.next_change_on(choice.effective_on, lock_in_months) if lock_in_months else None,
        rules=rules_printed(rule_set),
        cost=_cost(strand, choice.effective_on, resident, known_at=choice.made_at),
        voucher_number=voucher.number if voucher else "",
        **_common(strand),
    )


def _ended_document(choice: Choice, on: date) -> EndedDocument:
    resident, later = choice.resident, choice.replaced_by
    recipient = recipient_of(resident, on, strand=choice.strand)
    ended_at = later.made_at if later else choice.regretted_at
    assert ended_at is not None
    return EndedDocument(
        recipient=recipient,
        resident=ResidentPrinted(resident.full_name, resident.born_on) if recipient else None,
        number=choice.receipt_number,
        issued_on=helsinki_today(ended_at),
        ending="replaced" if later else "regretted" if choice.is_wished else "undone",
        ended_at=ended_at,
        # Which home station it was would tell where somebody lives.
        site=choice.site.name if choice.site else _("home health station"),
        made_at=choice.made_at,
        made_by=made_by(choice, on=on),
        effective_on=choice.effective_on,
        later_number=later.receipt_number if later else "",
        **_common(choice.strand),
    )


def made_by(choice: Choice, *, on: date) -> str:
    """Return in words how the choice was made, or by whom it was brought about."""
    match choice.origin:
        case Choice.Origin.QUEUE:
            return _("from the queue for the list")
        case Choice.Origin.FORCED:
            return _why_moved(choice)
        case Choice.Origin.CLOSING:
            return _("moved because the pilot closes")
    if choice.capacity != Choice.Capacity.OWN:
        return _made_for_another(choice, on)
    match choice.channel:
        case Choice.Channel.ONLINE:
            return _("by the resident, online")
        case Choice.Channel.PAPER:
            return _("by the resident, on paper")
    return _("by the resident, at a service point")


def _why_moved(choice: Choice) -> str:
    lot = getattr(choice, "move_lot", None)
    if lot is None:
        return _("moved because a list had to give residents up; the resident's own change is not used up")
    if lot.plan.is_closing:
        return _("moved because {site} closes; the resident's own change is not used up").format(
            site=lot.plan.site.name
        )
    return _(
        "moved by lot because {site} had more residents than its list takes; the resident's own change is not used up"
    ).format(site=lot.plan.site.name)


def _made_for_another(choice: Choice, on: date) -> str:
    return f"{acted_for(choice, on=on)} ({choice.get_channel_display()})"


def acted_for(row: Choice | QueuePlace | EarlyChange, *, on: date) -> str:
    """Return who acted for the resident and in which capacity, and nothing where it was the resident.

    One whom the register lacks is not named: nobody knows whether they are under non-disclosure.
    """
    if row.capacity == Choice.Capacity.OWN:
        return ""
    known = who_acted(row.capacity, row.deputy, on=on)
    return _("{capacity}, by papers that were checked").format(capacity=known) if row.deputy_name else known


def who_acted(capacity: str, deputy: Resident | None, *, on: date) -> str:
    """Return in which capacity somebody acted, and their name; who stands under non-disclosure is not named."""
    known = str(Choice.Capacity(capacity).label)
    if deputy is None or queries.is_protected(resident=deputy, on=on):
        return known
    return f"{known}: {deputy.full_name}"


def recipient_of(resident: Resident, on: date, *, strand: Strand | None = None) -> Recipient | None:
    """Return whom an envelope shows; nobody for a resident under non-disclosure.

    To a small child it is for the guardian, who is not named: that would tell one guardian where another lives.
    """
    if queries.is_protected(resident=resident, on=on):
        return None
    home = queries.residence_on(resident=resident, on=on)
    lines = (home.street, f"{home.postal_code} {home.town}".strip().upper()) if home else ()
    is_small = queries.is_written_to_guardian(resident, strand=strand, on=on)
    above = _("To the guardian of the child") if is_small else ""
    return Recipient(resident.full_name, tuple(line for line in lines if line), above)


def _cost(strand: Strand, on: date, resident: Resident, *, known_at: datetime) -> CostPrinted:
    """Return what the resident pays on the day as it was known at the moment: later fees change no document."""
    fees = fee_words.told(strand, on, born_on=resident.born_on, known_at=known_at)
    source = fees.table.named if fees.table else ""
    return CostPrinted(on, fees.lines, fees.is_free, source, fees.is_same)


def _common(strand: Strand) -> dict[str, Any]:
    organiser = strand.pilot.lead
    return {"sender": sender_of(organiser, strand.pilot.name), "strand": strand.name, "advice": _advice(organiser)}


def _advice(organiser: Organiser) -> str:
    return ", ".join(
        part for part in (organiser.contact_name, organiser.contact_phone, organiser.contact_email) if part
    )


def rules_printed(rule_set: RuleSet | None) -> ChoiceRules:
    """Return the parts of the rule set that a resident is told."""
    if rule_set is None:
        return ChoiceRules("same_day", None, 0)
    return ChoiceRules(rule_set.effect_kind, rule_set.effect_days, rule_set.lock_in_months, rule_set.minimum_age)


def _choose_by(voucher: Voucher, rule_set: RuleSet | None) -> date | None:
    """Return the last day for choosing: the voucher's own, or earlier where a choice needs time to take effect."""
    ends = (day_before_end(voucher.period), queries.last_choice_on(voucher.strand, rule_set))
    return min((day for day in ends if day is not None), default=None)


def _present_site(resident: Resident, strand: Strand, day: date, *, is_hidden: bool, but: Choice | None = None) -> str:
    """Return whose list the resident is on; under non-disclosure no home site, which would tell where they live."""
    present = queries.enrolment_on(resident=resident, strand=strand, on=day)
    if present is None or (but is not None and present.choice_id == but.pk):
        return ""
    return "" if is_hidden and present.origin == Enrolment.Origin.HOME else present.site.name


def _site_printed(site: Site | None) -> SitePrinted:
    if site is None:
        return SitePrinted(_("your home health station"))
    return SitePrinted(site.name, ", ".join(part for part in (site.street, site.phone) if part))


def _offered(site: Site) -> SiteOffered:
    place = f"{site.postal_code} {site.town}".strip()
    return SiteOffered(
        name=site.name,
        address=", ".join(part for part in (site.street, place) if part),
        phone=site.phone,
        languages=words.language_names(site.languages),
        sector=words.sector_name(site.provider.sector),
    )
