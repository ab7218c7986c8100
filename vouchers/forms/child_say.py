"""What a child thinks of a matter that is decided about it, beside what is decided. Rules are the actions'."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from registry.models import Resident
from vouchers import queries
from vouchers.words.child_say import NOTHING_SAID, ChildSay

SAY = ("child_heard_on", "child_opinion", "why_child_unheard")


class ChildSayForm(forms.Form):
    """The fields of a child's say; a form of a decision inherits them, and keeps them where it is about a child."""

    child_heard_on = DayField(label=_("When the child was heard"), required=False)
    child_opinion = forms.CharField(
        label=_("What the child thinks"),
        help_text=_(
            "In the child's words, in short. The parties read it in the decision: leave out what the child wants to "
            "keep to itself, and where anybody lives."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    why_child_unheard = forms.CharField(
        label=_("Why the child was not heard"),
        help_text=_("Only where it was not: for example that it did not want to say, or that asking would harm it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, child: Resident, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if queries.is_grown_up(child, on=on):
            for name in SAY:
                del self.fields[name]
        elif queries.must_be_asked(child, on=on):
            self.fields["child_heard_on"].help_text = _(
                "The decision concerns a child of 12 or over: it says what the child thinks, or why it was not heard."
            )
            for name in SAY:
                self.fields[name].is_either = True
        else:
            self.fields["child_heard_on"].help_text = _("A child under 12 is heard where it can say what it thinks.")

    @property
    def say(self) -> ChildSay:
        """What was typed of the child's say."""
        if "child_heard_on" not in self.fields:
            return NOTHING_SAID
        typed = self.cleaned_data
        return ChildSay(typed["child_heard_on"], typed["child_opinion"], typed["why_child_unheard"])
