"""What the gallery shows: made-up values for every component in every state. Used by /gallery/ and its tests only.

The gallery speaks English to whoever builds pages, so its own words are not translated; those of the components are.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest

from pilot import statuses, tables
from pilot.calendar import Month
from pilot.charts import Bar, BarChart, Meter
from pilot.formats import money
from pilot.forms import DayField, HintedRadios, MoneyField, MonthField
from pilot.periods import between, since

TODAY = date(2017, 4, 20)
AT = datetime(2017, 6, 2, 6, 14, tzinfo=UTC)
DIGEST = "8f0bf00b8e6c18397f0541be3078edd96ada33f76f3458ad3c0bbbbe1bb60fc2"
ICONS = (
    *("search", "arrow", "chevron", "check", "cross", "warning", "stop", "info", "done", "download", "print", "pin"),
    *("menu", "person", "lock", "letter", "undo", "bell", "calendar", "clock", "file", "upload", "building"),
    *("people", "euro", "chart", "filter", "edit", "plus"),
)
TOKENS = (
    ("organiser-accent", "Link, primary button, what is chosen", "7.0"),
    ("organiser-accent-strong", "Bands, a button under the pointer", "11.7"),
    ("organiser-accent-soft", "Ground of what is chosen", "1.1"),
    ("organiser-accent-line", "Lines on the soft ground", "2.0"),
    ("organiser-signal", "The chosen dot on the dark band", "7.2 on the band"),
    ("ink", "Text", "16.3"),
    ("ink-soft", "Secondary text", "7.8"),
    ("ink-faint", "Labels, hints", "5.7"),
    ("line-strong", "Borders of controls", "4.5"),
    ("line", "Dividers", "1.4"),
    ("ground-quiet", "Quiet ground", "1.1"),
    ("positive", "Holds, in order", "6.6"),
    ("caution", "Worth noticing", "7.8"),
    ("negative", "Error, cannot be undone", "7.1"),
)

statuses.register(
    "gallery",
    {mark: (mark.capitalize(), mark) for mark in ("holds", "coming", "underway", "ended", "attention", "refused")},
)
statuses.register("gallery entry", {kind: (kind.upper(), kind) for kind in ("original", "refund", "correction")})


class Specimen(forms.Form):
    """One field of each kind."""

    postal_code = forms.CharField(
        label="Postal code",
        help_text="Five figures, for example 40520",
        widget=forms.TextInput({"class": "input--short"}),
    )
    begins_on = DayField(label="Begins", help_text="A day, for example 15.3.2017")
    yearly = MoneyField(label="Rate a year")
    month = MonthField(label="Month", required=False)
    area = forms.ChoiceField(label="Home area", choices=[("", "Choose"), ("kuokkala", "Kuokkala")])
    business_id = forms.CharField(label="Business ID", initial="0245437-2", disabled=True, required=False)
    reason = forms.CharField(label="Reason", required=False, widget=forms.Textarea({"rows": 3}))
    whom = forms.ChoiceField(
        label="For whom do you act?",
        choices=[("self", "For myself"), ("child", "For a child")],
        widget=HintedRadios(hints={"child": "Eino Laaksonen, 9 years"}),
    )
    wishes = forms.MultipleChoiceField(
        label="Languages", choices=[("fi", "suomi"), ("sv", "svenska")], widget=forms.CheckboxSelectMultiple
    )
    mail = forms.BooleanField(label="Send the receipt by e-mail", help_text="It holds no identity code.")


class Narrowing(forms.Form):
    """The filters of a list."""

    on = DayField(label="Day", required=False)
    area = forms.ChoiceField(label="Area", required=False, choices=[("", "All"), ("huhtasuo", "Huhtasuo")])
    full = forms.BooleanField(label="Only with room", required=False)


TABLE = tables.Table(
    "statements",
    "Statements",
    [
        tables.Column("site", "Site", sort="site", href=lambda row: "#table", sub=lambda row: row["provider"]),
        tables.Column("people", "Residents", "number", sort="people"),
        tables.Column("refund", "Refund", "money", sort="refund"),
        tables.Column("pay", "To pay", "money", sort="pay", href=lambda row: "#table"),
        tables.Column("since", "On the list", "period"),
        tables.Column("state", "Status", "status", status="gallery"),
    ],
    order="site",
    per_page=2,
    note="Every sum leads to its rows.",
    totals=lambda rows: {"people": 601, "refund": -26256, "pay": 859339},
    row_class=lambda row: "is-chosen" if row["state"] == "attention" else "",
)


def context(request: HttpRequest) -> dict:
    """Return the specimens."""
    wrong = {"postal_code": "", "begins_on": "31.2.2017", "yearly": "252,48", "area": "kuokkala"}
    return {
        "tokens": TOKENS,
        "themes": [("", "Default"), ("spruce", "Spruce"), ("heather", "Heather"), ("rowan", "Rowan")],
        "icons": ICONS,
        "today": TODAY,
        "at": AT,
        "month": Month(2017, 5),
        "days": [date(2017, 4, 30), date(2017, 4, 21), date(2017, 4, 18)],
        "open_period": since(date(2017, 3, 1)),
        "period": between(date(2017, 3, 1), date(2017, 4, 1)),
        "digest_text": DIGEST,
        "marks": list(statuses.values("gallery")),
        "kinds": list(statuses.values("gallery entry")),
        "form": Specimen(auto_id="whole_%s", initial={"yearly": 25248, "begins_on": date(2017, 3, 15)}),
        "wrong_form": Specimen(wrong, auto_id="wrong_%s"),
        "filters": Narrowing(request.GET or {"on": "15.3.2017"}, auto_id="narrow_%s"),
        "listing": tables.Listing(TABLE, _rows(), request),
        "empty": tables.Listing(tables.Table("nothing", "Letters", TABLE.columns), [], request),
        "jobs": _jobs(),
        "meter": Meter("meter", on=52, coming=3, held=1, cap=60),
        "chart": _chart(),
    }


def _rows() -> list[dict]:
    return [
        _row("Omalääkärit Harju", "Omalääkärit Oy", 393, -18204, 560839, "holds"),
        _row("Lehtivihreä Kuokkala", "Lehtivihreä Oy", 150, -6842, 220926, "attention"),
        _row("Hoitokulma Huhtasuo", "Osuuskunta Hoitokulma", 58, 0, 77574, "underway"),
    ]


def _row(site: str, provider: str, people: int, refund: int, pay: int, state: str) -> dict:
    row = {"site": site, "provider": provider, "people": people, "refund": refund, "pay": pay, "state": state}
    return row | {"since": since(date(2017, 3, 1))}


def _jobs() -> list[SimpleNamespace]:
    def job(pk: int, state: str, done: int, total: int, message: str = "", error: str = "") -> SimpleNamespace:
        ended = AT if state in ("done", "failed") else None
        said = {"message": message, "error": error}
        return SimpleNamespace(pk=pk, state=state, done=done, total=total, ended_at=ended, heartbeat_at=None, **said)

    return [
        job(1, "waiting", 0, 0),
        job(2, "running", 1284, 2000, "about 6 minutes left"),
        job(3, "done", 2000, 2000, "3 were left out"),
        job(4, "failed", 731, 2000, error="The printing service does not answer."),
    ]


def _chart() -> BarChart:
    changes = {"New on the list": 31284, "Whole month": 12960, "New rate": 0, "Left": -14873, "Corrections": -5125}
    return BarChart(
        id="change",
        title="May is 242,46 € more than April",
        sub="Entries before deductions. A full bar adds, a hatched one takes away.",
        bars=[Bar(label, cents, money(cents, sign=True), "#chart") for label, cents in changes.items()],
        description="New ones and whole months add, those who left and corrections take away.",
        name_heading="Cause",
        value_heading="Euros",
        source="Run 4, 2.6.2017",
    )
