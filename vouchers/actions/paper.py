"""Choosing on paper: the form is entered as it came, and then becomes a choice, or a decision that says why not.

Entering decides nothing, so that no form is lost while somebody asks about it. The choice counts from the day on which
the form arrived; whatever the rules say online, they say here.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pilot import audit
from pilot.calendar import HELSINKI, helsinki_today
from pilot.locks import Key, lock
from pilot.models import Strand, User
from providers.models import Site
from registry import actions as registry_actions
from registry.models import Resident
from vouchers import errors
from vouchers.actions import choices
from vouchers.actions.acting import Deputy
from vouchers.actions.decisions import decide
from vouchers.actions.telling import tell_of_deed
from vouchers.actions.writing import write_receipt
from vouchers.models import Choice, Decision, PaperForm
from vouchers.words.child_say import NOTHING_SAID, ChildSay
from vouchers.words.decisions import NOT_REGISTERED
from vouchers.words.deeds import Deed

Ground = PaperForm.Ground
# A form whose hour nobody knows counts as if it had come in the middle of its day.
NOON = time(12)


@dataclass(frozen=True)
class OnPaper:
    """What stands on a form: the wish (neither a site nor home where it is unclear), who signed, how to answer."""

    site: Site | None
    returns_home: bool
    arrived_on: date
    capacity: str
    signatory: Resident | None = None
    signatory_name: str = ""
    receipt_by: str = PaperForm.ReceiptBy.LETTER
    email: str = ""


@transaction.atomic
def enter_paper_form(
    *, resident: Resident, strand: Strand, stands: OnPaper, key: str, by: User, at: datetime, channel: str
) -> PaperForm:
    """Keep a form that came in, whatever will become of it. The same key enters once.

    Refuses a day of arrival to come, a receipt to the address of another who signed, and an absorbed record. Records
    `paper_form_entered`.
    """
    lock(("choice", resident.pk, strand.pk), patience=choices.PATIENCE)
    registry_actions.refuse_absorbed(Resident.objects.select_related("merged_into").get(pk=resident.pk))
    if (first := PaperForm.objects.filter(key=key).first()) is not None:
        if first.resident_id != resident.pk or first.strand_id != strand.pk:
            raise errors.KeyUsed
        return first
    on = helsinki_today(at)
    if stands.arrived_on > on:
        raise errors.NotArrivedYet
    if stands.capacity != Choice.Capacity.OWN and stands.receipt_by == PaperForm.ReceiptBy.EMAIL:
        raise errors.EmailOfAnother
    form = PaperForm.objects.create(
        resident=resident, strand=strand, site=stands.site, returns_home=stands.returns_home,
        arrived_on=stands.arrived_on, capacity=stands.capacity, signatory=stands.signatory,
        signatory_name=stands.signatory_name.strip(), receipt_by=stands.receipt_by, email=stands.email, key=key,
        entered_at=at, entered_on=on, entered_by=by,
    )  # fmt: skip
    _record("paper_form_entered", form, by=by, at=at, channel=channel)
    return form


@transaction.atomic
def accept_paper_form(*, form: PaperForm, by: User, at: datetime, channel: str) -> Choice:
    """Make the choice, counting from the day of arrival, and send its receipt as the form asks.

    Refuses a settled form, an unclear wish, one that has come twice or after which the resident chose otherwise, and
    what `choose` refuses. Records `choice_made`, `paper_form_accepted`.
    """
    form = _locked(form)
    if form.site is None and not form.returns_home:
        raise errors.UnclearWish
    counts_at = counted_from(form, at=at)
    if (hindrance := overtaken(form, counts_at)) is not None:
        raise hindrance
    by_email = form.receipt_by == PaperForm.ReceiptBy.EMAIL and form.capacity == Choice.Capacity.OWN
    choice = choices.choose(
        resident=form.resident,
        strand=form.strand,
        site=form.site,
        by=by,
        at=at,
        as_of=counts_at,
        channel=Choice.Channel.PAPER,
        key=form.key,
        identified_by="signature" if form.capacity == Choice.Capacity.OWN else form.capacity,
        email=form.email if by_email else None,
        deputy=deputy_of(form),
    )
    if not by_email:
        write_receipt(choice, by=by, at=at)
    _settle(form, PaperForm.State.ACCEPTED, by, at, choice=choice)
    _record("paper_form_accepted", form, by=by, at=at, channel=channel, choice=choice.pk)
    return choice


@transaction.atomic
def reject_paper_form(
    *,
    form: PaperForm,
    ground: str,
    reasons: str,
    by: User,
    at: datetime,
    channel: str,
    say: ChildSay = NOTHING_SAID,
) -> Decision:
    """Say by a decision why the form makes no choice; what cannot be examined is left unexamined.

    The decision is sent to the resident, and a child's guardians are told of it. Refuses a settled form and what
    `decide` refuses. Records `decision_made`, `paper_form_rejected`.
    """
    form = _locked(form)
    resident = form.resident
    with translation.override(resident.language):
        where_to = form.site.name if form.site else _("home health station") if form.returns_home else _("unclear")
        applied = _("Choice on paper: {site}.").format(site=where_to)
        ruling = str(NOT_REGISTERED)
    decision = decide(
        kind=Decision.Kind.CHOICE,
        resident=resident,
        strand=form.strand,
        outcome=Decision.Outcome.REJECTED if ground == Ground.RULES else Decision.Outcome.DISMISSED,
        reasons=reasons,
        ruling=ruling,
        applied=applied,
        opened_on=form.arrived_on,
        say=say,
        by=by,
        at=at,
        channel=channel,
    )
    _settle(form, PaperForm.State.REJECTED, by, at, decision=decision, ground=ground)
    _record("paper_form_rejected", form, by=by, at=at, channel=channel, ground=ground, decision=decision.pk)
    # The decision reaches the child's home, and who signed may live elsewhere.
    on = helsinki_today(at)
    tell_of_deed(Deed.PAPER_REJECTED, form.pk, resident=resident, strand=form.strand, deputy=None, on=on)
    return decision


@transaction.atomic
def void_paper_form(*, form: PaperForm, reason: str, by: User, at: datetime, channel: str) -> PaperForm:
    """Say that there is no such form: it was entered wrongly or twice. The entry is kept, and nobody is written to.

    Refuses a settled form, and without a reason. Records `paper_form_voided`.
    """
    form = _locked(form)
    if not reason.strip():
        raise errors.VoidingUnexplained
    form.void_reason = reason.strip()
    _settle(form, PaperForm.State.VOIDED, by, at)
    _record("paper_form_voided", form, by=by, at=at, channel=channel, reason=form.void_reason)
    return form


def counted_from(form: PaperForm, *, at: datetime) -> datetime:
    """Return the moment by which the form's choice counts: now on the day of arrival itself, else noon of that day."""
    if form.arrived_on == helsinki_today(at):
        return at
    return datetime.combine(form.arrived_on, NOON, tzinfo=HELSINKI)


def overtaken(form: PaperForm, counts_at: datetime) -> errors.ChoiceRefused | None:
    """Return why the form comes too late: a later wish stands, or that of another form of its day, if there is one."""
    standing = Choice.objects.standing().wished().filter(resident=form.resident, strand=form.strand)
    if (later := standing.filter(made_at__gt=counts_at).order_by("-made_at").first()) is not None:
        return errors.LaterChoice(day=later.made_on)
    same_day = standing.filter(paper_form__arrived_on=form.arrived_on).first()
    return errors.SameDayForm(number=same_day.receipt_number) if same_day else None


def deputy_of(form: PaperForm) -> Deputy | None:
    """Return who chose for the resident, as actions take it."""
    if form.capacity == Choice.Capacity.OWN:
        return None
    if (signatory := form.signatory) is None:
        return Deputy(form.capacity, name=form.signatory_name)
    return Deputy(form.capacity, signatory.merged_into or signatory)


def _locked(form: PaperForm) -> PaperForm:
    """Wait for others who settle the form or choose for its resident, for the site's list at once, as choosing does."""
    keys: list[Key] = [("choice", form.resident_id, form.strand_id)]
    if form.site_id is not None:
        keys.append(("list", form.site_id, form.strand_id))
    lock(*keys, patience=choices.PATIENCE)
    rows = PaperForm.objects.select_for_update(of=["self"])
    found = rows.select_related("resident", "strand__pilot__lead", "site", "signatory__merged_into").get(pk=form.pk)
    if found.state != PaperForm.State.ARRIVED:
        raise errors.PaperSettled
    return found


def _settle(
    form: PaperForm,
    state: str,
    by: User,
    at: datetime,
    *,
    choice: Choice | None = None,
    decision: Decision | None = None,
    ground: str = "",
) -> None:
    form.state, form.settled_by, form.settled_at = state, by, at
    form.choice, form.decision, form.ground = choice, decision, ground
    form.save(update_fields=["state", "settled_by", "settled_at", "choice", "decision", "ground", "void_reason"])


def _record(
    kind: str, form: PaperForm, *, by: User, at: datetime, channel: str, reason: str = "", **facts: object
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", form.resident_id),
        pilot_code=form.strand.pilot.code,
        reason=reason,
        on_behalf_of="" if form.capacity == Choice.Capacity.OWN else f"resident {form.resident_id}",
        facts={
            "paper_form": form.pk,
            "strand": form.strand.code,
            "site": form.site_id,
            "arrived_on": form.arrived_on.isoformat(),
            "capacity": form.capacity,
        }
        | facts,
    )
