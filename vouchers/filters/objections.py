"""How the list of objections is narrowed."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vouchers import queries
from vouchers.models import Objection


class ObjectionFilterForm(forms.Form):
    """What the list of objections can be narrowed by."""

    which = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("Waits to be settled")), ("late", _("Late")), ("settled", _("Settled")), ("all", _("All"))],
    )


class ObjectionFilters:
    """The list of objections as its address narrows it."""

    def __init__(self, query: QueryDict, rows: QuerySet[Objection], on: date) -> None:
        self.form = ObjectionFilterForm(query or None)
        which = self.form.cleaned_data.get("which", "") if self.form.is_valid() else ""
        found = queries.objections(rows, on=on)
        waiting = found.filter(state=Objection.State.OPEN)
        late, settled = waiting.filter(is_late=True), found.exclude(state=Objection.State.OPEN)
        self.qs = {"late": late, "settled": settled, "all": found}.get(which, waiting)
