"""The one command: everything starts, a worker beats, and one signal ends it all."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from pilot.embedded import EmbeddedServers
from tests.databases import restore


@pytest.fixture
def directory(tmp_path, django_db_setup):
    """A directory whose database is migrated already, which is not what these tests are about."""
    with EmbeddedServers(tmp_path, durable=False) as servers:
        restore(servers)
    return tmp_path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(directory: Path, *arguments: str) -> subprocess.Popen:
    environment = os.environ | {"DATA_DIR": str(directory), "DJANGO_SETTINGS_MODULE": "pilot.settings"}
    command = [sys.executable, settings.BASE_DIR / "manage.py", "up", "--no-demo", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ready(address: str) -> dict:
    try:
        with urllib.request.urlopen(f"{address}/readyz") as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        return json.load(refusal)


def programs_of(directory: Path) -> list[str]:
    """List the programs that carry the directory in their command or environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            carried = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if int(entry.name) != os.getpid() and os.fsencode(directory) in carried:
            found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


@pytest.mark.skipif(not Path("/proc").exists(), reason="Looks for orphans in /proc.")
def test_up_starts_everything_and_one_signal_ends_it(directory):
    port, identity_port = free_port(), free_port()
    process = start(directory, "--port", str(port), "--identity-port", str(identity_port))
    try:
        welcome = next(line for line in process.stdout if "Valinta is at" in line)
        address = re.search(r"http://\S+[^/\s]", welcome).group()
        until = time.monotonic() + 60
        while not ready(address)["worker"] and time.monotonic() < until:
            time.sleep(0.3)
        state = ready(address)
    finally:
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=60)

    assert address == f"http://127.0.0.1:{port}"
    assert all(state.values()), state
    assert (process.returncode, complained) == (0, "")
    assert "Stopped" in said
    assert programs_of(directory) == []


def test_up_refuses_a_taken_port_and_starts_nothing(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        process = start(tmp_path, "--port", str(port))
        _said, complained = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"Port {port} is taken" in complained
    assert not (tmp_path / "postgres").exists()


def test_up_refuses_servers_of_others(tmp_path):
    environment = {
        "BASE_URL": "http://127.0.0.1:1", "DATABASE_URL": "postgresql://a@b.invalid/c", "DEMO": "true",
        "REDIS_URL": "redis://b.invalid", "PATH": os.environ["PATH"],
    }  # fmt: skip
    command = [sys.executable, settings.BASE_DIR / "manage.py", "up"]

    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert finished.returncode == 1
    assert "docker-compose.yml" in finished.stderr


def test_manage_names_the_variable_that_is_wrong(tmp_path):
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://a@b.invalid/c"}
    command = [sys.executable, settings.BASE_DIR / "manage.py", "check"]

    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert finished.returncode == 2
    assert "BASE_URL" in finished.stderr
    assert "env.sample" in finished.stderr
    assert "Traceback" not in finished.stderr
