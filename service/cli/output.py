"""Where a command writes what it makes: a file that is there whole or not at all, or standard output."""

import os
import sys
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from service.cli.terminal import Bar
from service.problems import Problem


class CannotWrite(Problem):
    """The file that a command makes cannot be written."""

    code = "CANNOT_WRITE"


async def write(parts: AsyncIterable[bytes], file: Path | None, bar: Bar | None = None) -> int:
    """Write the parts to a file that nobody else on this machine reads, or to standard output; how many there were.
    Raises `CannotWrite`."""
    written = 0
    with _out(file) as out:
        async for part in parts:
            with _reporting(file):
                out.write(part)
            written += 1
            if bar is not None:
                bar.advance()
        with _reporting(file):
            out.flush()
    return written


@contextmanager
def _out(file: Path | None) -> Iterator[BinaryIO]:
    if file is None:
        yield sys.stdout.buffer
        return
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with _reporting(file):
            # What is recorded may name people.
            out = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        with out:
            yield out
        with _reporting(file):
            draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _reporting(file: Path | None) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if file is None:
            raise CannotWrite("Standard output cannot be written: {fault}", ("file",), fault=fault.strerror) from fault
        raise CannotWrite(
            "{file} cannot be written: {fault}", ("file",), file=str(file), fault=fault.strerror
        ) from fault
