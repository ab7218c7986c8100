"""How the queue of early changes is narrowed."""

from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pilot.models import User
from vouchers import queries
from vouchers.models import EarlyChange


class EarlyChangeFilterForm(forms.Form):
    """What the queue of early changes can be narrowed by."""

    which = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[
            ("", _("Waits for a decision")),
            ("mine", _("Mine")),
            ("free", _("Without an owner")),
            ("late", _("Late")),
            ("closed", _("Closed")),
            ("all", _("All")),
        ],
    )


class EarlyChangeFilters:
    """The queue of early changes as its address narrows it."""

    def __init__(self, query: QueryDict, rows: QuerySet[EarlyChange], user: User, on: date) -> None:
        self.form = EarlyChangeFilterForm(query or None)
        which = self.form.cleaned_data.get("which", "") if self.form.is_valid() else ""
        found = queries.early_changes(rows, on=on)
        waiting = found.filter(state=EarlyChange.State.OPEN)
        self.qs = {
            "mine": waiting.filter(owner=user),
            "free": waiting.filter(owner=None),
            "late": waiting.filter(is_late=True),
            "closed": found.exclude(state=EarlyChange.State.OPEN),
            "all": found,
        }.get(which, waiting)
