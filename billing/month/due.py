"""What is due, as text: who is placed where (`placed.sql`), and what that costs (`priced.sql`).

A freeze, a preview, a check and a simulation ask the same two texts. Only a simulation asks under other rules or rates
than hold; nobody else passes any.
"""

from dataclasses import dataclass

from billing import sql

# What a run keeps of everybody placed.
OF_ENTRIES = (
    "placed.month, placed.resident_id, placed.site_id, placed.choice_id, placed.starts_on, placed.days,"
    " placed.area_id, placed.age, placed.need_thousandths"
)


@dataclass(frozen=True)
class Rules:
    """Where the rules are read, and which of them hold: SQL of our own."""

    counting: str = "rules.counting"
    age_on: str = "rules.age_on"
    in_force: str = "rules.period @> month"


@dataclass(frozen=True)
class Rates:
    """Which of the strand's tables count, and from which day each: SQL of our own."""

    counts: str = "state = 'approved'"
    holds_from: str = "valid_from"


AS_DECIDED = Rules()
APPROVED = Rates()


def placed(whose: dict[str, str], rules: Rules = AS_DECIDED) -> str:
    """Return the chain that ends in `placed`: one row a resident and stretch."""
    ages = age(month="stretches.month", day="stretches.reference_day", is_by_year="stretches.is_by_year")
    return sql.text("placed").format(**whose, **vars(rules), age=ages)


def age(*, month: str, day: str, is_by_year: str) -> str:
    """Return the one expression by which residents have an age: of SQL of our own."""
    return sql.text("age").format(month=month, day=day, is_by_year=is_by_year).rstrip()


def priced(
    name: str = "due",
    rates: Rates = APPROVED,
    *,
    of: str = "placed",
    columns: str = OF_ENTRIES,
    cell: str = "cell_id",
    cents: str = "cents",
    how: str = "MATERIALIZED",
) -> str:
    """Return the chain that ends in `name`: the columns of those placed, with cell and cents by the rates."""
    names = {"name": name, "placed": of, "columns": columns, "cell": cell, "cents": cents, "how": how}
    return sql.text("priced").format(**names, **vars(rates))


def due(whose: dict[str, str], *, keep: bool = True) -> str:
    """Return the chain that ends in `due`; `keep` where the statement reads it more than once."""
    return f"{placed(whose)}, {priced(how='MATERIALIZED' if keep else 'NOT MATERIALIZED')}"
