"""The user that runs the embedded PostgreSQL: the current user, or its own system user if the current one is root."""

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
    """The user and group that run the server. PostgreSQL refuses to run as root, so a system user is created if
    missing."""
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
    """The arguments that make `subprocess` run a program as that user."""
    if os.geteuid() != 0:
        return {}
    user, group = server_user()
    return {"user": user, "group": group, "extra_groups": []}


def hand_over(directory: Path) -> None:
    """Give that user ownership of a directory and everything below it."""
    user, group = server_user()
    if directory.stat().st_uid != user:
        for path in [directory, *directory.rglob("*")]:
            os.chown(path, user, group, follow_symlinks=False)


def let_pass(path: Path) -> None:
    """Let that user traverse the directories above, without letting it list them."""
    if os.geteuid() != 0:
        return
    for above in path.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            logger.warning("letting other users pass through %s, so that PostgreSQL reaches its files", above)
            above.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
