"""The embedded servers start once, are shared, and leave nothing behind."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import psycopg
import pytest
import redis

from pilot.embedded import APP_ROLE, OWNER_ROLE, CannotStart, EmbeddedServers, addresses, wheel_directory


@pytest.fixture
def embedded(tmp_path):
    servers = EmbeddedServers(tmp_path, durable=False)
    yield servers
    servers.stop()


def answers(where) -> bool:
    try:
        psycopg.connect(where.database(APP_ROLE)).close()
        redis.Redis(unix_socket_path=str(where.redis_socket), retry=None).ping()
    except (psycopg.OperationalError, redis.ConnectionError):
        return False
    return True


def hold(directory: Path, started, release) -> None:
    with EmbeddedServers(directory, durable=False):
        started.set()
        release.wait(60)


def postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_both_servers_answer_until_stopped(embedded):
    where = embedded.start()
    was_up = answers(where)

    embedded.stop()

    assert was_up
    assert not answers(where)
    assert list(where.sockets.iterdir()) == []


def test_roles_are_neither_superuser_nor_able_to_see_past_row_security(embedded):
    where = embedded.start()

    with psycopg.connect(where.database("postgres")) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = ANY(%s)",
            [[APP_ROLE, OWNER_ROLE]],
        ).fetchall()

    assert {row[0] for row in rows} == {APP_ROLE, OWNER_ROLE}
    assert not any(any(row[1:]) for row in rows)


def test_application_role_may_not_create_tables(embedded):
    where = embedded.start()

    with psycopg.connect(where.database(APP_ROLE)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE mine (id int)")


def test_database_listens_on_no_port(embedded):
    where = embedded.start()

    with psycopg.connect(where.database(APP_ROLE)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert redis.Redis(unix_socket_path=str(where.redis_socket)).config_get("port") == {"port": "0"}


def test_last_holder_stops_the_servers(tmp_path, embedded):
    context = multiprocessing.get_context("spawn")
    started, release = context.Event(), context.Event()
    other = context.Process(target=hold, args=(tmp_path, started, release))
    other.start()
    assert started.wait(60)
    where = embedded.start()

    embedded.stop()
    still_up = answers(where)
    release.set()
    other.join(60)

    assert still_up
    assert not answers(where)


def test_two_starts_at_once_share_one_server(tmp_path):
    context = multiprocessing.get_context("spawn")
    release = context.Event()
    marks = [context.Event(), context.Event()]
    others = [context.Process(target=hold, args=(tmp_path, mark, release)) for mark in marks]
    for other in others:
        other.start()

    both = all(mark.wait(60) for mark in marks)
    up = answers(addresses(tmp_path))
    release.set()
    for other in others:
        other.join(60)

    assert both
    assert up
    assert [other.exitcode for other in others] == [0, 0]


def test_committed_rows_survive_the_killing_of_the_database(tmp_path):
    durable = EmbeddedServers(tmp_path)
    where = durable.start()
    with psycopg.connect(where.database(OWNER_ROLE), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    os.kill(postmaster(tmp_path), signal.SIGKILL)
    until = time.monotonic() + 10
    while answers(where) and time.monotonic() < until:
        time.sleep(0.05)
    durable.stop()

    with EmbeddedServers(tmp_path), psycopg.connect(where.database(OWNER_ROLE)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_pid_file_that_names_another_program_is_forgotten(tmp_path, embedded):
    embedded.start()
    embedded.stop()
    (tmp_path / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}/postgres\n")

    where = embedded.start()

    assert answers(where)


def test_long_path_gets_its_sockets_elsewhere(tmp_path):
    deep = tmp_path / ("x" * 100)

    with EmbeddedServers(deep, durable=False) as where:
        assert not where.sockets.is_relative_to(deep)
        assert answers(where)

    where.sockets.rmdir()


def test_socket_directory_of_somebody_else_is_refused(tmp_path, embedded):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    embedded.addresses.sockets.symlink_to(elsewhere)

    with pytest.raises(CannotStart, match="belongs to somebody else"):
        embedded.start()


def test_missing_wheel_is_named_with_the_way_out():
    with pytest.raises(CannotStart, match=r"no_such_wheel.*DATABASE_URL"):
        wheel_directory("no_such_wheel", "DATABASE_URL")
