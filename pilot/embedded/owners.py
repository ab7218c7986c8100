"""Whose the embedded servers' directories are: ours, or as root the system user's that runs the database."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from pilot.embedded.where import CannotStart

SYSTEM_USER = "valinta-postgres"


def system_user() -> pwd.struct_passwd:
    """Find the system user that runs the database for root, or create it."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    if program := shutil.which("useradd", path="/usr/sbin:/sbin:" + os.defpath):
        command = [program, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=False, capture_output=True)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError as missing:
        raise CannotStart(
            f"PostgreSQL does not run as root and the system user {SYSTEM_USER} could not be created: "
            "create it, run as another user, or name a server in DATABASE_URL."
        ) from missing


def let_through(path: Path) -> None:
    """Let other users walk through (not list) the directories above a path; root only, for its own home mostly."""
    for parent in path.parents:
        if parent.exists():
            mode = parent.stat().st_mode
            if not mode & 0o001:
                parent.chmod(mode | 0o001)


def private_directory(path: Path, *, owner: pwd.struct_passwd | None) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    expected = {os.geteuid(), owner.pw_uid if owner else os.geteuid()}
    # In a shared temporary directory somebody else may have made it first.
    if path.is_symlink() or path.stat().st_uid not in expected:
        raise CannotStart(f"{path} belongs to somebody else: remove it, or set DATA_DIR to another directory.")
    if owner:
        os.chown(path, owner.pw_uid, owner.pw_gid)
    path.chmod(0o700)
