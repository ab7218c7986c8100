"""Rows read and written by statements that are spelt out, for what every choice asks.

To put the same query together anew costs the program several times what the database takes to answer it. The rows are
the models' own, with the models' types; for everything else there is the ORM.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault

Converter = Callable[[Any, Any, Any], Any]


class Spelt:
    """A statement that gives one row of each model, and maybe more columns after them.

    In the text, the name of a model's alias in braces stands for its columns: `{site}` for those of the `site` that is
    FROM providers_site AS site.
    """

    def __init__(self, text: str, **models: type[Model]) -> None:
        self._text, self._models = text, models

    def rows(self, **params: Any) -> list[tuple[Any, ...]]:
        """Return, of each row, the models' rows in the order of their aliases and then the columns after them."""
        with connection.cursor() as cursor:
            cursor.execute(self.text, params)
            return [self._made(row) for row in cursor.fetchall()]

    @cached_property
    def text(self) -> str:
        """The statement as it is sent."""
        return self._text.format_map({alias: _columns(alias, model) for alias, model in self._models.items()})

    def _made(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        made: list[Any] = []
        start = 0
        for model in self._models.values():
            names, converters = _shape(model)
            values = list(row[start : start + len(names)])
            for place, convert in converters:
                values[place] = convert(values[place], None, connection)
            made.append(model.from_db(connection.alias, names, values))
            start += len(names)
        return (*made, *row[start:])


def insert(row: Model) -> None:
    """Insert a row that has no key yet and take its key over; what the database gives by itself is left to it.

    For models without signals and without fields that set themselves when they are saved.
    """
    given = {field: value for field, value in _values(row).items() if not isinstance(value, DatabaseDefault)}
    text = _insertion(type(row), tuple(field.column for field in given))
    with connection.cursor() as cursor:
        cursor.execute(text, [field.get_db_prep_save(value, connection) for field, value in given.items()])
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def _values(row: Model) -> dict[Field, Any]:
    return {field: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


@cache
def _insertion(model: type[Model], columns: tuple[str, ...]) -> str:
    names, places = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    key = model._meta.pk.column
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places}) RETURNING "{key}"'  # noqa: S608 - names of our own


def _columns(alias: str, model: type[Model]) -> str:
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


@cache
def _shape(model: type[Model]) -> tuple[list[str], list[tuple[int, Converter]]]:
    fields = model._meta.concrete_fields
    converters = [(place, each) for place, field in enumerate(fields) for each in field.get_db_converters(connection)]
    return [field.attname for field in fields], converters
