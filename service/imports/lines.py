"""The lines of a list, one at a time and in UTF-8; a line that cannot be read is a flaw, not a crash."""

from collections.abc import Iterator
from typing import BinaryIO

from service.imports.listing import Flaw, FlawCode
from service.sheets.lines import BadLine, SheetLine, decoded

LONGEST = 8_192
"""Bytes of the longest line that is looked at; both kinds of list have far shorter ones."""


def read_lines(stream: BinaryIO) -> Iterator[SheetLine | Flaw]:
    """Every line that is not blank, without its end, or why it cannot be read."""
    for line in decoded(stream, LONGEST):
        if isinstance(line, BadLine):
            yield Flaw(line.number, FlawCode(line.code), line.message)
        elif line.text.strip():
            yield SheetLine(line.number, line.text.rstrip("\r\n"))
