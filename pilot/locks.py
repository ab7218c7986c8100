"""The one way to take an advisory lock: sorted, inside a unit of work, released by its end.

Lock what becomes scarcer, look only after locking. A waiting lock gives up after the connection's lock_timeout.
"""

import hashlib
from collections.abc import Collection

from django.db import connection

Key = tuple[str | int, ...]

# One way to the server for all: an array's numbers are locked one after the other, in its order.
IN_ORDER = (
    "SELECT CASE WHEN number = ANY(%(shared)s::bigint[]) THEN pg_advisory_xact_lock_shared(number)::text"
    " ELSE pg_advisory_xact_lock(number)::text END FROM unnest(%(numbers)s::bigint[]) AS number"
)
WITH_PATIENCE = "SELECT set_config('lock_timeout', %(patience)s, true); "


class NotInsideAtomic(RuntimeError):
    """A lock outside a unit of work would be released before what it protects is kept."""


def lock(*keys: Key, shared: Collection[Key] = (), patience: int | None = None) -> None:
    """Wait for the locks, in one order for everybody; they are held until the unit of work ends.

    Many hold a `shared` one at once, and nobody holds it alone meanwhile. `patience`, in seconds, is for where many
    people come at once and each would rather wait than fail.
    """
    if not connection.in_atomic_block:
        raise NotInsideAtomic
    together = {lock_number(key) for key in shared}
    params = {"numbers": sorted({lock_number(key) for key in keys} | together), "shared": list(together)}
    with connection.cursor() as cursor:
        if patience is None:
            cursor.execute(IN_ORDER, params)
        else:
            cursor.execute(WITH_PATIENCE + IN_ORDER, params | {"patience": f"{patience}s"})


def try_lock(key: Key) -> bool:
    """Take the lock if nobody holds it, and tell whether it is ours; it is held until the unit of work ends."""
    if not connection.in_atomic_block:
        raise NotInsideAtomic
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_number(key)])
        return bool(cursor.fetchone()[0])


def lock_number(key: Key) -> int:
    """Return the 64-bit number that stands for the key."""
    text = "/".join(str(part) for part in key)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
