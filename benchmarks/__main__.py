"""Run the benchmarks on servers of their own: `python -m benchmarks`; BENCH_N scales, BENCH_ONLY picks by name."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare an empty database, run what was asked for and print a line each."""
    directory = Path(tempfile.mkdtemp(prefix="valinta-bench-"))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "pilot.settings", "DATA_DIR": str(directory), "DATABASE_ROLE": "app"}
    os.environ.pop("DATABASE_URL", None)
    # A line for each request would drown the lines that are asked for.
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    from pilot.embedded import EmbeddedServers

    try:
        with EmbeddedServers(directory):
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=HOUSE, env=os.environ, check=True
            )
            return run()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def run() -> int:
    """Run each benchmark in turn."""
    import django

    django.setup()
    from benchmarks import catalogue
    from benchmarks.measuring import BENCHMARKS, peak_megabytes, size
    from pilot.loaded import keep_what_is_loaded

    catalogue.load()
    keep_what_is_loaded()
    only = [name for name in os.environ.get("BENCH_ONLY", "").split(",") if name]
    if unknown := set(only) - set(BENCHMARKS):
        print(f"No benchmark is called {', '.join(sorted(unknown))}. There are: {', '.join(sorted(BENCHMARKS))}.")
        return 2
    for name, (standard, function) in BENCHMARKS.items():
        if not only or name in only:
            print(function(size(standard)).line(name), flush=True)
    print(f"# most memory held by this program: {peak_megabytes():.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
