"""The lines of a text file, one at a time and in UTF-8; a line that cannot be read is told, not a crash."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from events.message import Value, message
from service.problems import InvalidInput


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line with its number in the file (the first is 1)."""

    number: int
    text: str


class BadLine(InvalidInput):
    """A line that cannot be read: `code` is ENCODING or WRONG_LENGTH."""

    def __init__(self, number: int, code: str, text: str, /, **values: Value) -> None:
        super().__init__(message(text, **values), code=code)
        self.number = number


def decoded(stream: BinaryIO, longest: int) -> Iterator[SheetLine | BadLine]:
    """Every line with its end, without a byte order mark, or why it cannot be read: it is longer than `longest`
    bytes, or not in UTF-8."""
    number = 0
    while chunk := stream.readline(longest):
        number += 1
        if number == 1:
            if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield _other_encoding(1, "UTF-16")
                return
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        if len(chunk) >= longest and not chunk.endswith(b"\n"):
            _skip_rest(stream, longest)
            yield BadLine(
                number,
                "WRONG_LENGTH",
                "The line is longer than {longest} bytes.",
                longest=longest,
            )
            continue
        try:
            text = chunk.decode()
        except UnicodeDecodeError:
            yield _other_encoding(number)
            continue
        yield SheetLine(number, text)


def _skip_rest(stream: BinaryIO, longest: int) -> None:
    while (chunk := stream.readline(longest)) and not chunk.endswith(b"\n"):
        pass


def _other_encoding(number: int, likely: str | None = None) -> BadLine:
    return BadLine(
        number,
        "ENCODING",
        "The line is not UTF-8 (probably {likely}); save the file as UTF-8.",
        likely=message("ISO-8859-1 or Windows-1252") if likely is None else likely,
    )
