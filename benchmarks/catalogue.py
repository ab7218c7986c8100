"""Which benchmarks there are: every module of this package that is named after one."""

from importlib import import_module
from pathlib import Path

TOOLS = {
    "__init__",
    "__main__",
    "bare",
    "catalogue",
    "choosers",
    "measuring",
    "population",
    "serving",
    "statement_worker",
}


def load() -> None:
    """Import the benchmarks, which register themselves."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in TOOLS:
            import_module(f"benchmarks.{path.stem}")
