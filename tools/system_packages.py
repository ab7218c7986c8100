"""What no Python package brings: Pango for documents, Chromium for the browser tests.

Asks apt for what is missing when it may, and else names the packages in one sentence and fails.
"""

import ctypes
import os
import shutil
import subprocess
import sys

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """Find an installed Chromium; CHROMIUM names another one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def missing(purposes: list[str]) -> list[str]:
    """Name the Debian packages that are not there yet."""
    packages = []
    if "documents" in purposes and sys.platform == "linux":
        packages += [package for library, package in LIBRARIES.items() if not _loads(library)]
    if "browser" in purposes and not browser():
        packages.append("chromium")
    return packages


def main(purposes: list[str]) -> int:
    """Install what is missing, or say what to install."""
    wanted = missing(purposes)
    apt = _apt()
    if wanted and apt:
        print(f"Installing {', '.join(wanted)} …", flush=True)
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *wanted]):
            subprocess.run([*apt, *arguments], check=False, stdout=subprocess.DEVNULL)
        wanted = missing(purposes)
    if wanted:
        print(f"Please install {' and '.join(wanted)} (for {' and '.join(purposes)}).", file=sys.stderr)
        return 1
    return 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt() -> list[str] | None:
    """Say how to call apt-get here without asking anybody for a password."""
    program = shutil.which("apt-get")
    if not program:
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", program]
    if os.geteuid() == 0:
        return quiet
    sudo = shutil.which("sudo")
    allowed = sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    return [sudo, "-n", *quiet] if allowed and sudo else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
