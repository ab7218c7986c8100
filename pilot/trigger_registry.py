"""Lets the library of triggers look up what is registered, where it would count all of it anew for each trigger.

There are hundreds of triggers, and every program registers them all as it starts: asking the whole list twice for each
took a third of the processor time until a program was ready. The answers are the library's own.
"""

from typing import Any

from pgtrigger import registry


class IndexedRegistry(registry._Registry):
    """The registered triggers, with what is asked at each registration at hand."""

    def __init__(self) -> None:
        self._by_table: dict[tuple[str, str], Any] = {}
        self._names: set[str] = set()
        super().__init__()

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        return self._by_table

    @property
    def pg_function_names(self) -> set[str]:
        return self._names

    def __setitem__(self, key: str, value: tuple[Any, Any]) -> None:
        super().__setitem__(key, value)
        model, trigger = value
        self._by_table[model._meta.db_table, trigger.name] = trigger
        self._names.add(trigger.get_pgid(model))

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self._by_table = super().by_db_table
        self._names = super().pg_function_names


def index() -> None:
    """Take the place of the library's registry, before models are loaded."""
    if not isinstance(registry._registry, IndexedRegistry):
        indexed = IndexedRegistry()
        # Not through the registration: what is there already has been checked.
        for key, value in registry._registry.items():
            indexed[key] = value
        registry._registry = indexed
