"""Runs several programs as one: they start together, and when one ends or a signal comes, all end.

Each program leads a process group of its own, so that Ctrl-C reaches only us and a program's children end with it.
On Linux a program also ends when we are killed ourselves.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 10
LINES_SHOWN = 20
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Program:
    """One program to run, with what it needs in its environment besides ours."""

    name: str
    command: Sequence[str | Path]
    environment: dict[str, str] = field(default_factory=dict)


class ProgramEnded(Exception):
    """A program ended by itself; the text names it and shows its last lines."""


class Stopped(Exception):
    """A signal asked us to end."""


class Supervisor:
    """Programs that run and end together, each with a log file of its own."""

    def __init__(self, programs: Sequence[Program], logs: Path):
        self.programs = programs
        self.logs = logs
        self._running: dict[str, subprocess.Popen] = {}

    def __enter__(self) -> "Supervisor":
        stop_on_signals()
        self.logs.mkdir(parents=True, exist_ok=True)
        try:
            for program in self.programs:
                self._running[program.name] = self._start(program)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_exception: object) -> None:
        # A second Ctrl-C must not leave half of them running.
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self.stop()

    def check(self) -> None:
        """Raise `ProgramEnded` when one of the programs runs no more."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise ProgramEnded(f"{name} ended with {process.returncode}:\n{self._last_lines(name)}")

    def wait(self) -> None:
        """Return never: raise `ProgramEnded` or `Stopped`."""
        while True:
            self.check()
            time.sleep(0.25)

    def stop(self) -> None:
        """End every program politely, and after a while for certain, with all their children."""
        for process in self._running.values():
            _signal_group(process, signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
            # Children may outlive a leader that has ended, so the group is always told.
            _signal_group(process, signal.SIGKILL)
            process.wait()
        self._running.clear()

    def _start(self, program: Program) -> subprocess.Popen:
        with self._log(program.name).open("wb") as log:
            return subprocess.Popen(
                program.command,
                env=os.environ | program.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _last_lines(self, name: str) -> str:
        return "\n".join(self._log(name).read_text(errors="replace").splitlines()[-LINES_SHOWN:])


def stop_on_signals() -> None:
    """From now on, Ctrl-C and its kin raise `Stopped`."""
    for number in SIGNALS:
        signal.signal(number, _stop)


def _signal_group(process: subprocess.Popen, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _stop(*_signal: object) -> None:
    raise Stopped
