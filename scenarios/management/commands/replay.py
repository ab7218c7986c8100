"""Play scenario files through a throw-away pilot and answer what each month paid; no trace is left."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from scenarios.replay.comparing import differences
from scenarios.replay.playing import play
from scenarios.replay.reading import MalformedScenario, read_scenario


class Command(BaseCommand):
    """Exit status: 0, 1 when an answer differs from what is expected (--check), 2 for a malformed scenario."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--check", action="store_true", help="compare with the scenario's `expect`")

    def handle(self, *args: object, files: list[Path], check: bool, **options: object) -> None:
        scenarios = []
        for file in files:
            try:
                scenarios.append((file, read_scenario(file)))
            except MalformedScenario as error:
                self.stderr.write(f"{file}: {error}")
                raise SystemExit(2) from error
        differing = sum(self._one(file, scenario, check) for file, scenario in scenarios)
        if check:
            self.stdout.write(f"{len(scenarios) - differing} of {len(scenarios)} scenarios agree")
        if differing:
            raise SystemExit(1)

    def _one(self, file: Path, scenario: dict, check: bool) -> bool:
        with transaction.atomic():
            answer = play(scenario)
            transaction.set_rollback(True)
        if not check:
            shown = {part: rows for part, rows in answer.items() if rows or part in ("entries", "statements")}
            self.stdout.write(json.dumps({"file": str(file)} | shown, ensure_ascii=False))
            return False
        found = differences(answer, scenario["expect"]) if "expect" in scenario else ["no `expect` to compare with"]
        for line in found:
            self.stdout.write(f"{file}: {line}")
        return bool(found)
