"""The two addresses that tell whether the programs live and can work."""

from django.core.cache import cache

from pilot import health


def test_alive_needs_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def test_ready_names_the_missing_worker(client, db):
    cache.delete(health.HEARTBEAT_KEY)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"database": True, "schema": True, "role": True, "redis": True, "worker": False}


def test_ready_when_a_worker_beats(client, db):
    health.note_heartbeat()

    assert client.get("/readyz").status_code == 200


def test_ready_tells_a_database_that_is_gone(client, db, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "database", lambda: 1 / 0)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] is False


def test_health_pages_refuse_to_be_posted_to(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
