"""A decision as PDF: what it prints, filled from the decision and its notice; the same gives the same letter."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilot.letterheads import sender_of
from pilot.notices import Notice, Way
from pilot.pdf import Recipient, Sender, render_pdf
from vouchers import queries
from vouchers.letters.choices import recipient_of
from vouchers.letters.documents import ResidentPrinted
from vouchers.models import Decision, Delivery
from vouchers.words.child_say import in_words
from vouchers.words.decisions import HEADINGS, matter_of, outcome_of

WAYS: dict[str, str | Promise] = {
    Way.POST: _("letter"),
    Way.MESSAGE: _("electronic message"),
    Way.HANDED: _("handed over"),
}


@dataclass(frozen=True)
class DecisionDocument:
    """A decision with its appeal instruction; without a notice it has not been handed over yet."""

    sender: Sender
    recipient: Recipient | None
    party: str
    born_on: date | None
    child: ResidentPrinted | None
    decision: Decision
    notice: Notice | None
    terms_days: int

    @property
    def issued_on(self) -> date:
        return self.decision.decided_on

    @property
    def heading(self) -> str | Promise:
        return HEADINGS[self.decision.kind]

    @property
    def matter(self) -> str | Promise:
        return matter_of(self.decision.kind)

    @property
    def outcome(self) -> str | Promise:
        return outcome_of(self.decision.kind, self.decision.outcome)

    @property
    def child_say(self) -> str:
        return in_words(self.decision.say)

    @property
    def way(self) -> str | Promise:
        return WAYS[self.notice.way] if self.notice else ""

    @property
    def laws(self) -> list[str]:
        return self.decision.laws.splitlines()


def heading_of(decision: Decision) -> str:
    """Return the decision's heading in its own language."""
    with translation.override(decision.language):
        return str(HEADINGS[decision.kind])


def decision_letter(decision: Decision, *, notice: Notice | None, on: date) -> bytes:
    """Return the decision as it is sent with the notice; whom it shows is as known on the day."""
    with translation.override(decision.language):
        document = _document(decision, notice, on)
    return _pdf(decision, document)


def decision_copy(decision: Decision, sent: Delivery, *, on: date) -> bytes:
    """Return the decision as it was sent, for a guardian of its party: it shows nobody's home."""
    notice = None
    if sent.sent_on and sent.received_on and sent.appeal_until:
        notice = Notice(Way(sent.way), sent.sent_on, sent.received_on, sent.appeal_until)
    with translation.override(decision.language):
        document = replace(_document(decision, notice, on), recipient=None)
    return _pdf(decision, document)


def _pdf(decision: Decision, document: DecisionDocument) -> bytes:
    return render_pdf(
        "pdf/decision.html",
        {"document": document, "kind": _("Decision"), "number": decision.number},
        language=decision.language,
        title=format_lazy(_("Decision {number}: {heading}"), number=decision.number, heading=document.heading),
        issued_at=decision.decided_at,
    )


def _document(decision: Decision, notice: Notice | None, on: date) -> DecisionDocument:
    resident = decision.resident
    recipient = recipient_of(resident, on, strand=decision.strand)
    is_own_party = queries.speaks_for_oneself(resident, on=decision.decided_on)
    if recipient is not None and (is_own_party or decision.kind == Decision.Kind.OBJECTION):
        # Whoever speaks for themselves is a party of their own (434/2003, section 14): guardians are told beside them.
        recipient = replace(recipient, above="")
    return DecisionDocument(
        sender=sender_of(decision.organiser, decision.strand.pilot.name),
        # What is handed over needs no address, and says nothing of where somebody lives.
        recipient=recipient if notice is not None and notice.way == Way.POST else None,
        # The law wants the party named, also one under non-disclosure; nothing else identifies them on paper then.
        party=resident.full_name,
        born_on=resident.born_on if recipient else None,
        child=_child(decision, on),
        decision=decision,
        notice=notice,
        terms_days=(notice.received_on - notice.sent_on).days if notice else 0,
    )


def _child(decision: Decision, on: date) -> ResidentPrinted | None:
    """Return the child whom it concerns; one under non-disclosure is known by the number of the choice alone."""
    child = decision.concerns
    if child is None or queries.is_protected(resident=child, on=on):
        return None
    return ResidentPrinted(child.full_name, child.born_on)
