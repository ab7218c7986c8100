"""What a provider types of a charge: for what, on which day, and a lower sum; and why a charge does not stand."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField, HintedRadios, MoneyField
from vouchers.models import CoPayment, Fee

VOID_HINTS = {
    CoPayment.Void.WRONG: _("Record the right one afterwards."),
    CoPayment.Void.OTHER_PERSON: _("Record it for the right person afterwards."),
    CoPayment.Void.PAID_BACK: _("For example the visit was cancelled, or the person is exempt."),
    CoPayment.Void.TOO_MANY: _("Pay the person back what was charged."),
}


class ChargeForm(forms.Form):
    """A charge that was made; of the visit itself nothing is asked."""

    what = forms.ChoiceField(label=_("For what"), error_messages={"required": _("Choose what was charged for.")})
    charged_on = DayField(label=_("Day of the charge"))
    cents = MoneyField(
        label=_("Sum"),
        required=False,
        help_text=_(
            "What was charged. It may be left empty where the fee is one sum, and not the most that may be asked."
        ),
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, *args, kinds: Iterable[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(f"{service}-{unit}", _named(service, unit)) for service, unit in kinds]

    @property
    def service_and_unit(self) -> tuple[str, str]:
        service, unit = self.cleaned_data["what"].split("-")
        return service, unit


class VoidForm(forms.Form):
    """Why a charge does not stand; own words would tell of the visit."""

    reason = forms.ChoiceField(
        label=_("Why does the charge not stand?"),
        choices=CoPayment.Void.choices,
        widget=HintedRadios(hints=VOID_HINTS),
        error_messages={"required": _("Choose why the charge does not stand.")},
    )


def _named(service: str, unit: str) -> str:
    name = str(Fee.Service(service).label)
    return name if unit == Fee.Unit.VISIT else str(_("{service}: the whole calendar year")).format(service=name)
