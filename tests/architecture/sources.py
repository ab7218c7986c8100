"""What the tests of the code's shape read: the project's own files, as text and as syntax trees."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("pilot", "registry", "providers", "vouchers", "billing", "scenarios")


def modules(*apps: str) -> list[Path]:
    """List the Python files of some apps (all by default), without migrations."""
    folders = [ROOT / app for app in apps or APPS]
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts)


@cache
def parse(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(), filename=str(path))


def place(path: Path, node: ast.AST) -> str:
    """Name a line of a file, as an editor understands it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
