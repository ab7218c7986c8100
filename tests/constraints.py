"""Breaking rules in the database itself: what every tests/<app>/test_constraints.py stands on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

APPS = ("pilot", "registry", "providers", "vouchers", "billing")


@contextmanager
def refused_by(name: str) -> Iterator[None]:
    """Expect that the database refuses what is inside, naming the rule."""
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        yield


def copied(row: Any, **changes: Any) -> Callable[[], Any]:
    """Return a deed that adds the row once more, as a new row with the changes."""

    def add() -> Any:
        fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        fields.pop(row._meta.pk.attname)
        return type(row).objects.create(**fields | changes)

    return add


def changed(row: Any, **changes: Any) -> Callable[[], Any]:
    """Return a deed that changes the row where it lies."""
    return lambda: type(row).objects.filter(pk=row.pk).update(**changes)


def rules_of(app: str) -> set[str]:
    """Name the app's constraints and guards."""
    names = set()
    for model in apps.get_app_config(app).get_models():
        names |= {constraint.name for constraint in model._meta.constraints}
        guards = getattr(model._meta, "triggers", ())
        names |= {guard.name for guard in guards if not model.__name__.endswith("Event")}
    return names - {"insert_insert", "update_update", "delete_delete"}
