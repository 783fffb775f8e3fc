"""Finds and ends processes of the embedded PostgreSQL, including those that are not child processes."""

import contextlib
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil


def at_work_in(process: psutil.Process, cluster: Path) -> bool:
    """Whether the process is a PostgreSQL running on this cluster."""
    try:
        return bool(process.name().startswith("postgres") and Path(process.cwd()) == cluster)
    except (psutil.Error, OSError):
        return False


def all_at_work_in(cluster: Path) -> list[psutil.Process]:
    """Every such process."""
    return [process for process in psutil.process_iter() if at_work_in(process, cluster)]


def end(processes: Sequence[psutil.Process], *, immediately: bool, seconds: float = 0.0) -> None:
    """End a server or backends: first by request (unless `immediately`), then as in a crash, then by force.

    They have `seconds` to follow the request.
    """
    for number, patience in _steps(immediately, seconds):
        left = [process for process in processes if not _gone(process)]
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        deadline = time.monotonic() + patience
        while not all(_gone(process) for process in left):
            if time.monotonic() > deadline:
                break
            time.sleep(0.005)
        else:
            return


def _steps(immediately: bool, seconds: float) -> Iterator[tuple[signal.Signals, float]]:
    if not immediately:
        yield signal.SIGINT, seconds
    yield signal.SIGQUIT, 2.0
    yield signal.SIGKILL, 10.0


def _gone(process: psutil.Process) -> bool:
    """Whether the process has ended, reaped or not."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
