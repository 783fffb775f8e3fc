"""Whom the embedded PostgreSQL runs as: ourselves, or a system user of its own where we are root."""

import contextlib
import logging
import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

SYSTEM_USER = "embedded_postgres"


def server_user() -> tuple[int, int]:
    """The user and group that the server runs as. PostgreSQL refuses to be root: for it a user is made when missing."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    with contextlib.suppress(KeyError):
        return _ids()
    try:
        subprocess.run(
            ["useradd", "--system", "--shell", "/bin/false", SYSTEM_USER], check=True, capture_output=True, text=True
        )
        return _ids()
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise OSError(
            f"it refuses to run as root and no system user {SYSTEM_USER} could be made for it: start klimakreis as "
            f"another user, or make that one ({error})"
        ) from None


def _ids() -> tuple[int, int]:
    user = pwd.getpwnam(SYSTEM_USER)
    return user.pw_uid, user.pw_gid


def as_server_user() -> dict[str, Any]:
    """What `subprocess` is to be told so that a program runs as that user."""
    if os.geteuid() != 0:
        return {}
    user, group = server_user()
    return {"user": user, "group": group, "extra_groups": []}


def hand_over(directory: Path) -> None:
    """Make a directory and all below it that user's."""
    user, group = server_user()
    if directory.stat().st_uid != user:
        for path in [directory, *directory.rglob("*")]:
            os.chown(path, user, group, follow_symlinks=False)


def let_pass(path: Path) -> None:
    """Let that user pass through the directories above, without showing it what they hold."""
    if os.geteuid() != 0:
        return
    for above in path.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            logger.warning("letting other users pass through %s, so that PostgreSQL reaches its files", above)
            above.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
