"""The lines of a text file, one at a time and in UTF-8; a line that cannot be read is a flaw, not a crash."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from service.imports.listing import Flaw, FlawCode

LONGEST = 8_192
"""Bytes of the longest line that is looked at; both kinds of list have far shorter ones."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without its end, with its number in the file (the first is 1)."""

    number: int
    text: str


def read_lines(stream: BinaryIO) -> Iterator[Line | Flaw]:
    """Every line that is not blank, or why it cannot be read."""
    number = 0
    while chunk := stream.readline(LONGEST):
        number += 1
        if number == 1:
            if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield _other_encoding(1, "UTF-16")
                return
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        if len(chunk) >= LONGEST and not chunk.endswith(b"\n"):
            _skip_rest(stream)
            yield Flaw(
                number,
                FlawCode.WRONG_LENGTH,
                f"The line is longer than {LONGEST} bytes.",
                f"Die Zeile ist länger als {LONGEST} Byte.",
            )
            continue
        try:
            text = chunk.decode()
        except UnicodeDecodeError:
            yield _other_encoding(number, "ISO-8859-1 or Windows-1252")
            continue
        text = text.rstrip("\r\n")
        if text.strip():
            yield Line(number, text)


def _skip_rest(stream: BinaryIO) -> None:
    while (chunk := stream.readline(LONGEST)) and not chunk.endswith(b"\n"):
        pass


def _other_encoding(number: int, likely: str) -> Flaw:
    return Flaw(
        number,
        FlawCode.ENCODING,
        f"The line is not UTF-8 (probably {likely}); save the file as UTF-8.",
        f"Die Zeile ist nicht in UTF-8 (vermutlich {likely.replace(' or ', ' oder ')}); "
        "bitte die Datei in UTF-8 speichern.",
    )
