"""A statement is planned once a connection, whatever becomes of the unit of work in which that was."""

from itertools import count

import pytest
from django.db import connection, transaction
from django.db.utils import DataError

from pilot.prepared import Prepared

HELD = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name LIKE %s || '\\_%%'"
_names = (f"test{number}" for number in count())


@pytest.fixture
def half() -> Prepared:
    text = "SELECT %(whole)s / %(by)s, 50 %% %(by)s"
    return Prepared(next(_names), lambda: text, {"by": "integer", "whole": "integer"})


def ask(statement: Prepared, **params) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        statement.execute(cursor, params)
        return cursor.fetchone()


def plans(statement: Prepared) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [statement.name])
        return cursor.fetchall()


def test_each_parameter_goes_to_its_place_and_the_statement_is_kept(db, half):
    assert [ask(half, whole=whole, by=4) for whole in (8, 20)] == [(2, 2), (5, 2)]
    assert [generic + custom for generic, custom in plans(half)] == [2]


def test_a_new_connection_plans_anew(committed_db, half):
    ask(half, whole=8, by=4)
    connection.close()

    assert plans(half) == []
    assert ask(half, whole=8, by=4) == (2, 2)


def test_one_that_failed_at_first_is_asked_again(db, half):
    with pytest.raises(DataError), transaction.atomic():
        ask(half, whole=8, by=0)

    assert ask(half, whole=8, by=4) == (2, 2)


@pytest.mark.parametrize("writes", [False, True])
def test_none_is_planned_for_its_parameters(db, writes):
    generic = Prepared(next(_names), lambda: "SELECT %(whole)s / 2", {"whole": "integer"}, writes=writes)

    assert [ask(generic, whole=whole) for whole in (2, 4)] == [(1,), (2,)]
    assert plans(generic) == [(2, 0)]
