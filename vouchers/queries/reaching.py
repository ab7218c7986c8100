"""By which way paper reaches a resident: the one rule, asked for one letter, for those of a day, and for thousands."""

from datetime import date

from django.db import connection
from django.db.models import CharField, DateField, Func, QuerySet, Value

from pilot.notices import Way
from registry.models import Resident
from vouchers import sql
from vouchers.models import Delivery


class PaperWay(Func):
    """How paper reaches a resident on a day."""

    template = sql.paper_way("%(expressions)s")
    output_field = CharField()


def paper_way(resident: Resident, on: date) -> Way | None:
    """Return how the resident gets paper on the day; None where no way leads to them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql.paper_way('%s, %s::date')}", [resident.pk, on])
        (way,) = cursor.fetchone()
    return Way(way) if way else None


def reached_by_post(deliveries: QuerySet[Delivery], *, on: date) -> QuerySet[Delivery]:
    """Return those of the deliveries whose readers post reaches on the day."""
    way = PaperWay("letter__resident", Value(on, output_field=DateField()))
    return deliveries.alias(paper_way=way).filter(paper_way=Way.POST)
