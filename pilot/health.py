"""Is this program alive (`/healthz`), and can it do its work (`/readyz`): database, schema, Redis, a worker.

Answers name what is wrong but nothing about the installation; they need no log-in and read no domain table.
"""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

HEARTBEAT_KEY = "worker-heartbeat"
# Beat sends a heartbeat through the queue each minute; three missing ones are not chance.
HEARTBEAT_SECONDS = 180


@require_safe
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer that the web process runs."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything the application leans on answers, else 503 with what does not."""
    found = {name: _is_well(check) for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def note_heartbeat() -> None:
    """Note that a message has passed through the queue to a worker; called by the worker itself."""
    cache.set(HEARTBEAT_KEY, "beating", HEARTBEAT_SECONDS)


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _schema_is_current() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _role_is_harmless() -> bool:
    """Refuse a role that could change the tables or see past row security."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS ("
            "  SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner = r.oid"
            ") FROM pg_roles r WHERE rolname = current_user"
        )
        return not cursor.fetchone()[0]


def _redis_answers() -> bool:
    cache.set("ready", "yes", 10)
    return cache.get("ready") == "yes"


def _worker_beats() -> bool:
    return cache.get(HEARTBEAT_KEY) is not None


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "schema": _schema_is_current,
    "role": _role_is_harmless,
    "redis": _redis_answers,
    "worker": _worker_beats,
}


def _is_well(check: Callable[[], bool]) -> bool:
    # Whatever goes wrong inside a check is the answer, not a fault of the check.
    try:
        return check()
    except Exception:
        return False
