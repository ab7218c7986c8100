"""What staff type when two records are of one person. Whether they may be merged is the action's."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OtherRecordForm(forms.Form):
    """Which other record is of the same person."""

    other = forms.CharField(
        label=_("List code of the other record"),
        max_length=12,
        help_text=_("It stands at the top of a resident's page."),
    )


class MergerForm(forms.Form):
    """Which of the two goes on, and how it is known that they are of one person."""

    survivor = forms.TypedChoiceField(label=_("Which record goes on"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("How you know that they are of one person"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Whoever confirms reads this. Write no identity codes or addresses."),
    )

    def __init__(self, *args, records, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survivor"].choices = [(record.pk, f"{record.list_code}, {record.full_name}") for record in records]
