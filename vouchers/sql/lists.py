"""What everybody's lists come to, as SQL text: as the rules say, or as if another rule had held all along.

`actions/lay_out.py` writes the first; the second is only ever read, to simulate. A choice that was accepted stays
accepted under another rule.
"""

from vouchers import sql

EVERYBODY = "SELECT id FROM registry_resident WHERE pilot_id = %(pilot)s"

# How a death of which the register knew only the month or the year is read.
DIED_ON = {
    "": "died_on",
    "first_day": "CASE WHEN died_precision IN ('month', 'year')"
    " THEN date_trunc(died_precision, died_on::timestamp)::date ELSE died_on END",
    "last_day": "CASE WHEN died_precision IN ('month', 'year')"
    " THEN (date_trunc(died_precision, died_on::timestamp) + ('1 ' || died_precision)::interval)::date - 1"
    " ELSE died_on END",
}
LEAVES_AREA = {"": "rules.leaves_area", "ends": "'ends'", "keeps": "'keeps'"}


def chain(laying: str, *, leaves_area: str = "", partial_date: str = "") -> str:
    """Return the chain of WITH queries that ends in `due`; it takes the parameter `strand`."""
    return sql.text("lists").format(laying=laying, died_on=DIED_ON[partial_date], leaves_area=LEAVES_AREA[leaves_area])


def as_if(*, whose: str = "TRUE", leaves_area: str = "", partial_date: str = "") -> str:
    """Return the lists of those whose `id` meets the condition, as a query that takes `pilot` and `strand`."""
    laid = chain(f"{EVERYBODY} AND {whose}", leaves_area=leaves_area, partial_date=partial_date)
    return (
        f"WITH {laid} SELECT resident_id, %(strand)s::bigint AS strand_id, site_id, choice_id, period"  # noqa: S608 - our own text
        " FROM due WHERE NOT isempty(period)"
    )
