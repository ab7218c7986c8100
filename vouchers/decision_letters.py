"""A decision as PDF: what it prints, filled from the decision and its notice; the same gives the same letter."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pilot.letterheads import sender_of
from pilot.notices import Notice, Way
from pilot.pdf import Recipient, Sender, render_pdf
from vouchers.letters import recipient_of
from vouchers.models import Decision

HEADINGS: dict[str, str | Promise] = {
    Decision.Kind.EARLY_CHANGE: _("Changing the health station for a weighty reason before the term ends"),
    Decision.Kind.CHOICE: _("Choice of a health station"),
    Decision.Kind.VOUCHER_VALUE: _("Value of a voucher"),
    Decision.Kind.BUDGET: _("Personal budget"),
}
OUTCOMES: dict[str, str | Promise] = {
    Decision.Outcome.GRANTED: _("The application is granted."),
    Decision.Outcome.PARTLY: _("The application is granted in part."),
    Decision.Outcome.REJECTED: _("The application is rejected."),
    Decision.Outcome.DISMISSED: _("The application is left unexamined."),
}
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
    def outcome(self) -> str | Promise:
        return OUTCOMES[self.decision.outcome]

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
    language = decision.language
    with translation.override(language):
        document = _document(decision, notice, on)
    return render_pdf(
        "pdf/decision.html",
        {"document": document, "kind": _("Decision"), "number": decision.number},
        language=language,
        title=format_lazy(_("Decision {number}: {heading}"), number=decision.number, heading=document.heading),
        issued_at=decision.decided_at,
    )


def _document(decision: Decision, notice: Notice | None, on: date) -> DecisionDocument:
    resident = decision.resident
    recipient = recipient_of(resident, on, strand=decision.strand)
    return DecisionDocument(
        sender=sender_of(decision.organiser, decision.strand.pilot.name),
        # What is handed over needs no address, and says nothing of where somebody lives.
        recipient=recipient if notice is not None and notice.way == Way.POST else None,
        # The law wants the party named, also one under non-disclosure; nothing else identifies them on paper then.
        party=resident.full_name,
        born_on=resident.born_on if recipient else None,
        decision=decision,
        notice=notice,
        terms_days=(notice.received_on - notice.sent_on).days if notice else 0,
    )
