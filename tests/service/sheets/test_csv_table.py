"""CSV as others write it."""

from io import BytesIO

import pytest

from service.sheets import Media, csv_table, read_table, table
from service.sheets.csv_table import separator_of
from tests.service.sheets.files import numbered, refused, rows_of

EXCEL = '\ufeffSchlüssel;Name;Größe\r\n01059120;"Müller; ""Öl""";1234,5\r\n;"zwei\nZeilen";\r\n'


def read(text: str, encoding: str = "utf-8") -> list[list[object]]:
    """The cells of each row below the headings."""
    return [list(row) for row in rows_of(text.encode(encoding), Media.CSV)]


def test_what_a_german_spreadsheet_writes() -> None:
    assert list(read_table(BytesIO(EXCEL.encode()), Media.CSV)) == [
        (2, {"Schlüssel": "01059120", "Name": 'Müller; "Öl"', "Größe": "1234,5"}),
        (3, {"Schlüssel": None, "Name": "zwei\nZeilen", "Größe": None}),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_separators_and_ends_of_lines(separator: str, end: str, encoding: str) -> None:
    lines = [["Name", "Größe"], ["Öl", "5"], [f'"a{separator}b"', ""]]
    text = end.join(separator.join(line) for line in lines)

    assert read(text, encoding) == read(text + end, encoding) == [["Öl", "5"], [f"a{separator}b", None]]


def test_quoted_line_breaks_of_all_kinds_are_one_kind() -> None:
    assert read('A;B\n"a\r\nb\nc\rd";1\n') == [["a\nb\nc\nd", "1"]]


def test_the_apostrophe_before_what_is_no_formula_is_taken_off_and_no_other() -> None:
    cells = ["'=1", "''=1", "'-5", "' +a", "=1", "-5", "'1", "'", "''", "Rock'n'Roll", "'@"]

    assert read("A\n" + "\n".join(cells)) == [
        [cell] for cell in ["=1", "'=1", "-5", " +a", "=1", "-5", "'1", "'", "''", "Rock'n'Roll", "@"]
    ]


@pytest.mark.parametrize(
    ("headings", "separator"),
    [
        ("Name", ";"),
        ("Name;Wert", ";"),
        ("Name,Wert", ","),
        ("Name\tWert", "\t"),
        ("Name, Vorname;Wert;Tag", ";"),
        ('"a;b;c",Wert', ","),
        ('"a,b";"c,d"', ";"),
        ('"a""b;;",Wert', ","),
        ('"a;\nb;c",Wert', ","),
    ],
)
def test_the_headings_tell_what_separates(headings: str, separator: str) -> None:
    assert separator_of(headings) == separator


@pytest.mark.parametrize("heading", ['"Größe\n(in m²)"', '"a;b\n\nc;d;e"', '"Größe ""netto""\n"'])
def test_a_heading_of_several_lines(heading: str) -> None:
    lines = heading.count("\n") + 1

    assert numbered(f"{heading},Wert\na,1\nb,2".encode(), Media.CSV) == [
        (lines + 1, ["a", "1"]),
        (lines + 2, ["b", "2"]),
    ]


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    text = '\n  \n\r\n\nName;Wert\na;1\n\n;;;\n"b\n\nb";2\n \nc;3'

    assert [line for line, _ in numbered(text.encode(), Media.CSV)] == [6, 9, 13]
    assert read(text) == [["a", "1"], ["b\n\nb", "2"], ["c", "3"]]


def test_lines_of_separators_above_the_headings_are_blank() -> None:
    assert numbered(b";;\n;;\nName;Wert;\na;1;\n", Media.CSV) == [(4, ["a", "1"])]


def test_what_is_not_utf_8_is_told_with_its_line() -> None:
    assert refused("Name;Wert\nOel;1\nÖl;2\n".encode("cp1252"), Media.CSV) == (
        "BAD_TABLE",
        "Line 3: The line is not UTF-8 (probably ISO-8859-1 or Windows-1252); save the file as UTF-8.",
        "Zeile 3: Die Zeile ist nicht in UTF-8 (vermutlich ISO-8859-1 oder Windows-1252); "
        "bitte die Datei in UTF-8 speichern.",
    )
    assert refused("\ufeffName\tWert\n".encode("utf-16-le"), Media.CSV) == (
        "BAD_TABLE",
        "Line 1: The line is not UTF-8 (probably UTF-16); save the file as UTF-8.",
        "Zeile 1: Die Zeile ist nicht in UTF-8 (vermutlich UTF-16); bitte die Datei in UTF-8 speichern.",
    )


@pytest.mark.parametrize("text", ["\n\nÖ;Wert", 'Name;"a\nÖ";b', "Name;Wert\n1;Ö"])
def test_another_encoding_is_found_wherever_it_shows(text: str) -> None:
    code, en, _ = refused(text.encode("iso-8859-1"), Media.CSV)

    line = text[: text.index("Ö")].count("\n") + 1
    assert (code, en.partition(":")[0]) == ("BAD_TABLE", f"Line {line}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Name;Wert\ra;1\rb;2", 1),
        ('Name;"Wert\na;1\nb;2', 1),
        ('\n\nName;Wert\na;1\n"b;2\nc;3\n', 5),
        ('Name;Wert\n"a" b;1', 2),
        ('Name;Wert\n"a\nb\nc"d;1', 2),
    ],
)
def test_what_is_no_csv(text: str, line: int) -> None:
    assert refused(text.encode(), Media.CSV) == (
        "BAD_TABLE",
        f"Line {line} is not valid CSV; check its quotation marks and line breaks.",
        f"Zeile {line} ist kein gültiges CSV; bitte ihre Anführungszeichen und Zeilenumbrüche prüfen.",
    )


def test_a_cell_longer_than_any_is_no_csv() -> None:
    text = "Name\na\n" + '"' + ("x" * 1_000 + "\n") * 140 + '"'

    assert refused(text.encode(), Media.CSV)[:2] == (
        "BAD_TABLE",
        "Line 3 is not valid CSV; check its quotation marks and line breaks.",
    )


def test_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "_LINE_MOST", 20)

    assert read("Name\n" + "x" * 18 + "\n") == [["x" * 18]]
    assert refused(b"Name\n" + b"x" * 20 + b"\n", Media.CSV) == (
        "BAD_TABLE",
        "Line 2: The line is longer than 20 bytes.",
        "Zeile 2: Die Zeile ist länger als 20 Byte.",
    )


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BYTES_MOST", 1 << 20)
    line = "ä" * 511 + "\r\n"
    text = "Name\r\n" + line * 1023 + "x" * 1018

    assert len(text.encode()) == 1 << 20
    assert len(read(text)) == 1024
    assert refused((text + "x").encode(), Media.CSV) == (
        "TOO_MUCH",
        "The table is larger than 1 MiB.",
        "Die Tabelle ist größer als 1 MiB.",
    )
