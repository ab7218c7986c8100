"""Doing something for every shard of a population at once: each on a connection of its own, in one snapshot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.conf import settings
from django.db import connection
from django.db.transaction import set_rollback

from billing.month.shards import Shard, cut
from billing.month.snapshot import one_snapshot
from pilot.models import Strand

Answer = TypeVar("Answer")


def most_shards() -> int:
    """Say how many shards there may be; asked before the unit of work is opened.

    Other connections see nothing of a unit of work that somebody else has begun, such as a replay's.
    """
    return 1 if connection.in_atomic_block else int(settings.FREEZE_SHARDS)


def for_each_shard(strand: Strand, work: Callable[[Shard], Answer], *, most: int, keep: bool) -> dict[Shard, Answer]:
    """Return the work's answer for every shard: the first's is done here, the others' beside it.

    All see what this unit of work sees. What the others write is committed, or with `keep` false rolled back.
    """
    first, *others = cut(strand, most=most)
    if not others:
        return {first: work(first)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    with ThreadPoolExecutor(len(others), thread_name_prefix="shard") as threads:
        waiting = {shard: threads.submit(_beside, snapshot, work, shard, keep=keep) for shard in others}
        return {first: work(first)} | {shard: future.result() for shard, future in waiting.items()}


def _beside(snapshot: str, work: Callable[[Shard], Answer], shard: Shard, *, keep: bool) -> Answer:
    try:
        with one_snapshot(of=snapshot):
            answer = work(shard)
            if not keep:
                set_rollback(True)
            return answer
    finally:
        connection.close()
