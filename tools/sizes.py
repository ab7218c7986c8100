"""Measure functions and files against the size budget, so that the first god module is noticed at 401 lines.

A limit may be passed only with a reason beside it: a comment `longer: …` on the function's first line, or in the
file's first ten lines.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REASON = "longer: "

FUNCTION, VIEW, TEST, JOURNEY = 60, 30, 40, 120
FILES = {".py": 400, ".html": 150, ".css": 250, ".sql": 400, ".js": 250}
MODELS_FILE = 300
SETTINGS_FILE = 250


def main() -> int:
    """Print what is too long."""
    findings = [finding for path in _own_files() for finding in measure(path)]
    print("\n".join(findings))
    return 1 if findings else 0


def measure(path: Path) -> Iterator[str]:
    """Name what is too long in one file."""
    name = path.relative_to(ROOT)
    lines = path.read_text().splitlines()
    limit = file_limit(name)
    if len(lines) > limit and not any(REASON in line for line in lines[:10]):
        yield f"{name}: {len(lines)} lines (limit {limit})"
    if path.suffix != ".py":
        return
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length, limit = (node.end_lineno or node.lineno) - node.lineno + 1, function_limit(name, node)
            if length > limit and REASON not in lines[node.lineno - 1]:
                yield f"{name}:{node.lineno} {node.name}: {length} lines (limit {limit})"


def file_limit(name: Path) -> int:
    """Say how long a file may be."""
    if name.name == "settings.py":
        return SETTINGS_FILE
    if "models" in (name.stem, name.parent.name):
        return MODELS_FILE
    return FILES[name.suffix]


def function_limit(name: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Say how long a function may be."""
    if name.parts[0] == "tests" and node.name.startswith("test_"):
        return JOURNEY if "journeys" in name.parts else TEST
    arguments = node.args.args
    is_view = name.stem.endswith("views") and arguments and arguments[0].arg == "request"
    return VIEW if is_view else FUNCTION


def _own_files() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    paths = [ROOT / name for name in listed if "/migrations/" not in name]
    return [path for path in paths if path.suffix in FILES and path.exists()]


if __name__ == "__main__":
    sys.exit(main())
