"""What is typed of an objection: why a choice should not stand, and how it is settled. Rules are the actions'."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Resident
from vouchers.forms.child_say import SAY, ChildSayForm
from vouchers.forms.reasons import reasons_field


class ObjectionForm(forms.Form):
    """Why another guardian's choice should not stand."""

    text = forms.CharField(
        label=_("Why should the choice not stand?"),
        help_text=_("Only those who settle the matter read this. You need not tell about the child's illnesses."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": _("Write why the choice should not stand.")},
    )


class DeskObjectionForm(ObjectionForm):
    """An objection that a guardian makes at the desk or on paper, with who it is."""

    guardian = forms.ChoiceField(
        label=_("Which guardian objects"),
        help_text=_("Check the identity before you enter the objection."),
        error_messages={"required": _("Choose who objects.")},
    )
    channel = forms.ChoiceField(label=_("How it came"), choices=[("desk", _("At the desk")), ("paper", _("On paper"))])
    field_order = ("guardian", "channel", "text")

    def __init__(self, *args: Any, guardians: Iterable[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(guardian.pk), guardian.full_name) for guardian in guardians]
        self.fields["guardian"].choices = [("", _("Choose")), *named]


class CertaintyForm(forms.Form):
    """Why a guardianship is doubted or cleared."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For example which papers you saw. It is kept in the log of events."),
        max_length=200,
        error_messages={"required": _("Write the reason. Nothing is changed yet.")},
    )


class SettlementForm(ChildSayForm):
    """How a dispute between guardians is settled, and why."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("dismissed", _("The choice stands")),
            ("upheld", _("The choice is undone: it is taken back, or the child returns home")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    why_unheard = forms.CharField(
        label=_("Why it is decided although not every guardian was heard"),
        help_text=_("For example that waiting would harm the child. Every guardian reads it in the decision."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={
            "required": _("Not every guardian was heard. Hear them first, or write why it is decided without.")
        },
    )
    reasons = reasons_field(_("Every guardian reads them. Do not write where anybody lives."))
    field_order = ("outcome", "why_unheard", *SAY, "reasons")

    def __init__(self, *args: Any, is_everybody_heard: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_everybody_heard:
            del self.fields["why_unheard"]
