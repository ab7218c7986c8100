"""Lock both requirement files with hashes, for every platform, and see that nothing of this computer got in."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Locked by `make lock` from {source}, with hashes and for every platform. Do not edit.\n"
# An address of a package index, a credential or a path of one computer has no place in a file that others install from.
FOREIGN = re.compile(r"https?://|--(extra-)?index-url|--find-links|file:|(^|[\s\"'=])/[a-z]+/", re.MULTILINE)


def main() -> int:
    """Write requirements.txt and requirements-dev.txt."""
    for name in ("requirements", "requirements-dev"):
        text = lock(f"{name}.in")
        if found := FOREIGN.search(text):
            print(f"{name}.txt would name {found.group().strip()!r}; nothing written.", file=sys.stderr)
            return 1
        (ROOT / f"{name}.txt").write_text(HEADER.format(source=f"{name}.in") + text)
    return 0


def lock(source: str) -> str:
    """Resolve one file; the development lock keeps to the versions of the other."""
    command = [
        ROOT / ".venv" / "bin" / "uv", "pip", "compile", source, "--universal", "--generate-hashes",
        "--python-version", "3.11", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet",
    ]  # fmt: skip
    if source == "requirements-dev.in":
        command += ["--constraint", "requirements.txt"]
    finished = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if finished.returncode:
        raise SystemExit(f"{source} could not be locked.")
    return finished.stdout


if __name__ == "__main__":
    sys.exit(main())
