"""Make .venv and install exactly the locked packages into it, by their hashes; run by any Python 3.11 or newer."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"


def main(lock: str) -> int:
    """Install one lock file; say in a sentence what is missing."""
    if sys.version_info < (3, 11):
        return refuse(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}: install python3.11.")
    if not PYTHON.exists():
        print("Making the environment .venv …", flush=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", ROOT / ".venv"], capture_output=True, text=True, check=False
        )
        if made.returncode:
            return refuse("Python cannot make environments here: install the package python3.11-venv.")
    print(f"Installing {lock} (the first time takes a few minutes) …", flush=True)
    # Twice quiet: errors only. What pip warns of this computer (an index location that is not there, being root) is no
    # news about the packages, whose hashes decide.
    quiet = ["--quiet", "--quiet", "--disable-pip-version-check"]
    install = [PYTHON, "-m", "pip", "install", *quiet, "--require-hashes"]
    if subprocess.run([*install, "-r", ROOT / lock], check=False).returncode:
        return refuse(f"The packages of {lock} could not be installed; pip's message above says why.")
    return 0


def refuse(sentence: str) -> int:
    """Say why not, and fail."""
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
