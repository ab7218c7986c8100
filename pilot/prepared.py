"""Statements that the database plans once a connection, for what hundreds ask in the same minutes.

To plan a long statement takes the database ten times as long as to answer it for one resident.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

NAMED = re.compile(r"%\((\w+)\)s")
# What begins with SELECT is told no history's context, which only what writes has to know.
READS = "SELECT set_config('plan_cache_mode', 'force_generic_plan', true); "
WRITES = "SET LOCAL plan_cache_mode = 'force_generic_plan'; "
_numbers = count(1)


class Prepared:
    """A statement whose parameters have names and types; `text` gives it when it is first used.

    It is never planned for its parameters: for what finds its few rows by keys, whoever is asked about. The session has
    to be the program's own: no pooler shares it.
    """

    def __init__(self, name: str, text: Callable[[], str], types: Mapping[str, str], *, writes: bool = False) -> None:
        self.name, self._text, self._types, self._mode = name, text, types, WRITES if writes else READS
        self._names: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

    def execute(self, cursor: Any, params: Mapping[str, object]) -> None:
        """Execute the statement with the parameters; its rows are the cursor's next."""
        session = connection.connection
        if (name := self._names.get(session)) is not None:
            cursor.execute(f"{self._mode}EXECUTE {name} {self._given}", dict(params))
        else:
            # One that failed may be there or not: the next has another name. In one go, so that a page asks as often
            # on a new connection as on another.
            name = f"{self.name}_{next(_numbers)}"
            cursor.execute(f"PREPARE {name} {self._statement}; {self._mode}EXECUTE {name} {self._given}", dict(params))
            self._names[session] = name
        while cursor.nextset():
            pass

    @cached_property
    def _given(self) -> str:
        return "(" + ", ".join(f"%({name})s" for name in self._types) + ")"

    @cached_property
    def _statement(self) -> str:
        places = {name: f"${place}" for place, name in enumerate(self._types, start=1)}
        return f"({', '.join(self._types.values())}) AS {NAMED.sub(lambda named: places[named[1]], self._text())}"
