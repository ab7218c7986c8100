"""What is typed about an early change: asking, declaring oneself disqualified, ruling. Rules are the actions'."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import HintedRadios
from providers.models import Site
from vouchers.forms.child_say import SAY, ChildSayForm
from vouchers.forms.choices import GUARDIAN, AtDeskForm
from vouchers.forms.reasons import reasons_field
from vouchers.models import EarlyChange

HOME = "home"
Reason = EarlyChange.Reason
HINTS = {
    Reason.MOVED: _("The way to your present site has become much longer."),
    Reason.PROVIDER_ENDED: _("For example opening hours or languages that you need are gone."),
    Reason.CARE_BROKEN: _("You cannot go on with those who treat you."),
    Reason.ACCESS_MISSED: _("You waited longer than the law or the site promises."),
    Reason.SAFETY: _("Somebody at the site threatens you, or knows where to find you."),
    Reason.OTHER: _("Tell it below."),
}


class EarlyChangeForm(forms.Form):
    """Why one needs to change before the term ends, and where to."""

    reason = forms.ChoiceField(
        label=_("Why do you need to change now?"),
        choices=Reason.choices,
        widget=HintedRadios(hints=HINTS),
        error_messages={"required": _("Choose the reason that comes nearest.")},
    )
    explanation = forms.CharField(
        label=_("Tell more in your own words"),
        help_text=_("Only those who decide read this. You need not tell about your illnesses."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        required=False,
    )
    site = forms.ChoiceField(label=_("Where do you want to change to?"))
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, *args, sites: Iterable[Site], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = [(site.slug, site.name) for site in sites]
        self.fields["site"].choices = [("", _("Choose")), (HOME, _("Home health station")), *offered]
        self.fields["site"].error_messages["required"] = _("Choose where you want to change to.")

    def clean(self) -> dict:
        """Ask for words where the list has none."""
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("explanation", "").strip():
            self.add_error("explanation", _("Write what the reason is. The list does not say it."))
        return cleaned


class DeskEarlyChangeForm(AtDeskForm, EarlyChangeForm):
    """An early change asked for at the desk or on paper, with how the person was identified."""

    channel = forms.ChoiceField(
        label=_("How it was asked for"), choices=[("desk", _("At the desk")), ("paper", _("On paper"))]
    )
    identified_by = forms.ChoiceField(
        label=_("How the resident was identified"),
        choices=[
            *AtDeskForm.base_fields["identified_by"].choices,
            ("signature", _("Signed form, compared with the register")),
        ],
        error_messages={"required": _("Say how you checked who the resident is.")},
    )
    field_order = ("channel", "identified_by", *GUARDIAN, "reason", "explanation", "site", "key")


class DisqualificationForm(forms.Form):
    """Why one may not go on with a case."""

    ground = forms.CharField(
        label=_("Why you are disqualified"),
        help_text=_("For example: a relative, a former employer. Another person then goes on with the case."),
        max_length=200,
        error_messages={"required": _("Write why another has to go on with the case.")},
    )


class RulingForm(ChildSayForm):
    """What is decided, and why; and how many rulings there were before, lest a form sent twice be an appeal."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accepted", _("Grant: the choice is made at once")), ("denied", _("Reject: nothing changes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reasons = reasons_field()
    field_order = ("seen", "outcome", *SAY, "reasons")
