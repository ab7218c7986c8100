"""What decisions are called and say by their kind: heading, what was asked for, the outcome, and the law applied."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from vouchers.models import Decision
from vouchers.words.child_say import ChildSay

Text = str | Promise
Kind, Outcome = Decision.Kind, Decision.Outcome

HEADINGS: dict[str, Text] = {
    Kind.EARLY_CHANGE: gettext_lazy("Changing the health station for a weighty reason before the term ends"),
    Kind.CHOICE: gettext_lazy("Choice of a health station"),
    Kind.VOUCHER_VALUE: gettext_lazy("Value of a voucher"),
    Kind.BUDGET: gettext_lazy("Personal budget"),
    Kind.OBJECTION: gettext_lazy("Objection to the choice of a health station for a child"),
}
# What stands above what the matter came in with.
MATTERS: dict[str, Text] = {
    Kind.CHOICE: pgettext_lazy("decision", "Choice on paper"),
    Kind.OBJECTION: pgettext_lazy("decision", "Objection"),
}
APPLICATION: Text = pgettext_lazy("decision", "Application")
OUTCOMES: dict[str, Text] = {
    Outcome.GRANTED: gettext_lazy("The application is granted."),
    Outcome.PARTLY: gettext_lazy("The application is granted in part."),
    Outcome.REJECTED: gettext_lazy("The application is rejected."),
    Outcome.DISMISSED: gettext_lazy("The application is left unexamined."),
}
# A form of a choice and an objection are no applications.
OF_KIND: dict[str, dict[str, Text]] = {
    Kind.CHOICE: {
        Outcome.REJECTED: gettext_lazy("The choice made on paper is rejected."),
        Outcome.DISMISSED: gettext_lazy("The choice made on paper is left unexamined."),
    },
    Kind.OBJECTION: {
        Outcome.GRANTED: gettext_lazy("The objection is upheld."),
        Outcome.REJECTED: gettext_lazy("The objection is rejected."),
    },
}

# What the outcome means. Of a context of their own: a decision says te and ni throughout, as its instruction does.
GRANTED: Text = pgettext_lazy("decision", "Your health station is {site} from {day} on.")
NOT_GRANTED: Text = pgettext_lazy("decision", "Your present choice stays as it is.")
NOT_REGISTERED: Text = pgettext_lazy(
    "decision", "No choice is registered by this form. Your health station stays as it is."
)


def outcome_of(kind: str, outcome: str) -> Text:
    """Return the outcome as a decision of the kind says it."""
    return OF_KIND.get(kind, {}).get(outcome) or OUTCOMES[outcome]


def matter_of(kind: str) -> Text:
    """Return what stands above what was asked for."""
    return MATTERS.get(kind, APPLICATION)


def laws_applied(kind: str, *, hearing: str, say: ChildSay) -> Iterator[str]:
    """Return the law that was applied beside what the terms of notice name, a line each, in the active language."""
    if kind == Kind.OBJECTION:
        yield _("Act on Child Custody and Right of Access (361/1983), section 5")
    if hearing:
        yield _("Administrative Procedure Act (434/2003), sections 34 and 36")
    if not say.is_missing:
        yield _(
            "Constitution (731/1999), section 6(3); Convention on the Rights of the Child (SopS 59-60/1991), article 12"
        )
