"""Programs that run together end together, with all their children."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from pilot.supervisor import Program, ProgramEnded, Stopped, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# Starts a child, writes both numbers down, and refuses to end politely.
STUBBORN = textwrap.dedent("""
    import os, signal, subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    open(sys.argv[1], "w").write(f"{os.getpid()} {child.pid}")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)
""")


@pytest.fixture(autouse=True)
def signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def read_when_written(path: Path) -> list[int]:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.exists() and path.read_text():
            return [int(number) for number in path.read_text().split()]
        time.sleep(0.02)
    raise AssertionError(f"{path} was never written")


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_all_end_when_one_ends_and_its_last_lines_are_shown(tmp_path):
    failing = Program("failing", [sys.executable, "-c", "print('no such table'); raise SystemExit(3)"])
    supervisor = Supervisor([Program("sleeping", SLEEP), failing], tmp_path)

    with pytest.raises(ProgramEnded, match=r"(?s)failing ended with 3.*no such table"), supervisor:
        sleeping = supervisor._running["sleeping"]
        supervisor.wait()

    assert sleeping.returncode == -signal.SIGTERM


def test_signal_stops_the_wait(tmp_path):
    with pytest.raises(Stopped), Supervisor([Program("sleeping", SLEEP)], tmp_path) as supervisor:
        os.kill(os.getpid(), signal.SIGTERM)
        supervisor.wait()


def test_stubborn_program_ends_with_its_children(tmp_path, monkeypatch):
    monkeypatch.setattr("pilot.supervisor.PATIENCE", 0.3)
    numbers = tmp_path / "numbers"

    with Supervisor([Program("stubborn", [sys.executable, "-c", STUBBORN, str(numbers)])], tmp_path):
        pids = read_when_written(numbers)

    assert [runs(pid) for pid in pids] == [False, False]


def test_program_that_cannot_start_leaves_no_other_behind(tmp_path):
    supervisor = Supervisor([Program("sleeping", SLEEP), Program("missing", ["/no/such/program"])], tmp_path)

    with pytest.raises(FileNotFoundError), supervisor:
        pass

    assert supervisor._running == {}


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells a child that its parent is gone.")
def test_programs_end_when_the_supervisor_is_killed(tmp_path):
    code = (
        "import sys; from pathlib import Path; from pilot.supervisor import *\n"
        f"with Supervisor([Program('sleeping', {SLEEP!r})], Path(sys.argv[1])) as supervisor:\n"
        "    Path(sys.argv[1], 'pid').write_text(str(supervisor._running['sleeping'].pid)); supervisor.wait()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    (pid,) = read_when_written(tmp_path / "pid")

    parent.kill()
    parent.wait()

    until = time.monotonic() + 5
    while runs(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not runs(pid)
