"""A simulation's tables as files: by site, by area and age, by month, and those without a rate."""

from django.utils.translation import gettext_lazy as _

from pilot.tables import Column, Table

EFFECT = [
    Column("residents", _("Residents on average"), "number"),
    Column("held", _("As it is"), "money", value=lambda row: row.sums.held),
    Column("asked", _("Simulated"), "money", value=lambda row: row.sums.asked),
    Column("effect", _("Effect"), "money", value=lambda row: row.sums.effect),
    Column("paid", _("Stands"), "money", value=lambda row: row.sums.paid),
    Column("asked_where_paid", _("Simulated, frozen months"), "money", value=lambda row: row.sums.asked_where_paid),
    Column("gaps", _("Stretches without a rate"), "number", value=lambda row: row.sums.gaps),
]

SITES = Table(
    "simulation-sites",
    _("By site"),
    [Column("name", _("Site")), Column("provider", _("Provider"), value=lambda row: row.sub), *EFFECT],
)
CELLS = Table(
    "simulation-areas",
    _("By area and age"),
    [Column("name", _("Area")), Column("ages", _("Age"), value=lambda row: row.sub), *EFFECT],
)
MONTHS = Table("simulation-months", _("By month"), [Column("month", _("Month"), "month"), *EFFECT[1:]])
GAPS = Table(
    "simulation-gaps",
    _("Without a rate"),
    [
        Column("area", _("Area")),
        Column("age", _("Age"), "number"),
        Column("stretches", _("Stretches without a rate"), "number"),
        Column("held", _("As it is"), "money"),
    ],
)
