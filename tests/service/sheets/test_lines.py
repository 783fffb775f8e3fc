"""The lines of a text file, one at a time."""

from io import BytesIO

import pytest

from service.sheets.lines import BadLine, SheetLine, decoded
from tests.said import english, german


def lines(data: bytes, longest: int = 100) -> list[tuple[int, str]]:
    """Each line's number, with its text or the code of what is wrong with it."""
    return [
        (line.number, line.text if isinstance(line, SheetLine) else line.code)
        for line in decoded(BytesIO(data), longest)
    ]


def test_lines_keep_their_ends() -> None:
    assert lines("Öl\r\n\n\rä\nß".encode()) == [(1, "Öl\r\n"), (2, "\n"), (3, "\rä\n"), (4, "ß")]
    assert lines(b"") == []


def test_only_a_line_feed_ends_a_line() -> None:
    assert lines("a\x0b\x0c\x1c\x85\u2028b\nc".encode()) == [(1, "a\x0b\x0c\x1c\x85\u2028b\n"), (2, "c")]


def test_a_byte_order_mark_is_left_out_once_and_only_in_front() -> None:
    mark = b"\xef\xbb\xbf"

    assert lines(mark + b"a\n" + mark + b"b") == [(1, "a\n"), (2, "\ufeffb")]
    assert lines(mark * 2 + b"a") == [(1, "\ufeffa")]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "cp1252"])
def test_other_encodings_are_told_line_by_line(encoding: str) -> None:
    assert lines("a\nWärme\nb\nÖl".encode(encoding)) == [(1, "a\n"), (2, "ENCODING"), (3, "b\n"), (4, "ENCODING")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_once(encoding: str) -> None:
    assert lines("\ufeffName\nÖl\n".encode(encoding)) == [(1, "ENCODING")]


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (b"123456789\nb", [(1, "123456789\n"), (2, "b")]),
        (b"1234567890\nb", [(1, "WRONG_LENGTH"), (2, "b")]),
        (b"1234567890", [(1, "WRONG_LENGTH")]),
        (b"x" * 95 + b"\nb", [(1, "WRONG_LENGTH"), (2, "b")]),
        (b"a\n" + b"x" * 95, [(1, "a\n"), (2, "WRONG_LENGTH")]),
    ],
)
def test_a_line_that_is_too_long_is_passed_over(data: bytes, read: list[tuple[int, str]]) -> None:
    assert lines(data, longest=10) == read


def test_what_is_wrong_is_said_in_both_languages() -> None:
    long, latin = (line for line in decoded(BytesIO(b"1234567890\n\xe4\n"), 10) if isinstance(line, BadLine))
    (wide,) = (line for line in decoded(BytesIO(b"\xff\xfea\x00"), 10) if isinstance(line, BadLine))

    assert (english(long), german(long)) == ("The line is longer than 10 bytes.", "Die Zeile ist länger als 10 Byte.")
    assert (english(latin), german(latin)) == (
        "The line is not UTF-8 (probably ISO-8859-1 or Windows-1252); save the file as UTF-8.",
        "Die Zeile ist nicht in UTF-8 (vermutlich ISO-8859-1 oder Windows-1252); bitte die Datei in UTF-8 speichern.",
    )
    assert (english(wide), german(wide)) == (
        "The line is not UTF-8 (probably UTF-16); save the file as UTF-8.",
        "Die Zeile ist nicht in UTF-8 (vermutlich UTF-16); bitte die Datei in UTF-8 speichern.",
    )
