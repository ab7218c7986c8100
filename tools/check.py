"""Everything that is checked without running the tests: what `make check` and continuous integration run.

Every check runs, whatever the others found; a line each, and what it said when it did not pass.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = BIN / "python"

# As a real installation would set them; the values reach no server.
PRODUCTION = {
    "BASE_URL": "https://valinta.example",
    "DATABASE_URL": "postgresql://valinta_app@database.invalid/valinta",
    "DEFAULT_FROM_EMAIL": "valinta@valinta.example",
    "OIDC_CLIENT_ID": "valinta",
    "OIDC_URL": "https://identification.example",
    "REDIS_URL": "redis://broker.invalid",
    "SECRET_KEY": "only for this check; long and of many different letters: 0123456789 qwertyuiop",
    "TRUSTED_PROXY_COUNT": "1",
}


def checks() -> Iterator[tuple[str, list[str | Path], dict[str, str]]]:
    """List the checks: name, command, environment besides ours."""
    yield "lint", [BIN / "ruff", "check", "--quiet", "--output-format", "concise", "."], {}
    yield "format", [BIN / "ruff", "format", "--check", "--quiet", "."], {}
    yield "templates", [BIN / "djade", "--target-version", "5.2", "--check", *_files("templates", "*.html")], {}
    yield "types", [BIN / "mypy", *_typed()], {}
    yield "import direction", [BIN / "lint-imports", "--no-logo"], {}
    yield "sizes", [PYTHON, "tools/sizes.py"], {}
    yield "migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {}
    yield "translations", [PYTHON, "tools/messages.py", "--check"], {}
    yield "deployment", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION


def main() -> int:
    """Run them all."""
    failed = [name for name, command, environment in checks() if not _passes(name, command, environment)]
    print(f"\n{len(failed)} failed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _passes(name: str, command: list[str | Path], environment: dict[str, str]) -> bool:
    begun = time.monotonic()
    finished = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, text=True, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    passed = finished.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - begun:.1f} s)", flush=True)
    if not passed:
        print("\n".join(f"       {line}" for line in finished.stdout.strip().splitlines()), flush=True)
    return passed


def _files(folder: str, pattern: str) -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / folder).rglob(pattern))


def _typed() -> list[Path]:
    """The kernel, and every app's actions, queries and rules: where types are strict."""
    kernel = [path for path in ROOT.glob("pilot/*.py") if not path.stem.endswith(("settings", "views"))]
    kernel += ROOT.glob("pilot/embedded/*.py")
    apps = [path for name in ("actions", "queries", "rules") for path in ROOT.glob(f"*/{name}*.py")]
    packages = [path for name in ("actions", "queries", "rules") for path in ROOT.glob(f"*/{name}/*.py")]
    return sorted(path.relative_to(ROOT) for path in {*kernel, *apps, *packages} if ".venv" not in path.parts)


if __name__ == "__main__":
    sys.exit(main())
