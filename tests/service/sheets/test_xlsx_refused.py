"""What is no XLSX, or one that was made to do harm."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from service.problems import InvalidInput
from service.sheets import Media, read_table, table
from tests.service.sheets.files import SHEET, STRINGS, changed, column, refused, rows_of, sheet_of, text

BOOK = sheet_of(
    column(*(f'<c t="s"><v>{number}</v></c>' for number in (0, 1))), "<si><t>Name</t></si><si><t>Öl</t></si>"
)
PARTS = zipfile.ZipFile(BytesIO(BOOK)).namelist()
# What openpyxl passes on, or over, without reading it.
UNREAD = {"_rels/.rels", "docProps/app.xml", "xl/theme/theme1.xml"}

UNREADABLE = (
    "BAD_TABLE",
    "The file cannot be read as XLSX; open it in a spreadsheet and save it anew.",
    "Die Datei ist nicht als XLSX lesbar; bitte in einer Tabellenkalkulation öffnen und neu speichern.",
)
LARGE = (
    "TOO_MUCH",
    "The file is larger than 1 MiB when unpacked, or has more than 1000 parts.",
    "Die Datei ist ausgepackt größer als 1 MiB oder hat mehr als 1000 Teile.",
)

BOMB = """<!DOCTYPE bomb [
  <!ENTITY a "{0}">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
"""
OUTSIDE = '<!DOCTYPE outside [<!ENTITY b SYSTEM "file:///etc/hostname">]>\n'


def test_the_workbook_itself_is_read() -> None:
    assert rows_of(BOOK, Media.XLSX) == rows_of(changed(BOOK, {}), Media.XLSX) == [["Öl"]]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"Name;Wert\r\n1;2\r\n",
        b"PK\x03\x04" + b"\x00" * 100,
        BOOK[:-30],
        BOOK[: len(BOOK) // 2],
        b"%PDF-1.7\n",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
)
def test_what_is_no_archive(data: bytes) -> None:
    assert refused(data, Media.XLSX) == UNREADABLE


def test_an_archive_of_something_else() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document/>")

    assert refused(stream.getvalue(), Media.XLSX) == UNREADABLE


def test_an_old_workbook_or_one_with_a_password() -> None:
    assert refused(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504, Media.XLSX) == (
        "BAD_TABLE",
        "The file is an old XLS file or has a password; save it as XLSX without one.",
        "Die Datei ist eine alte XLS-Datei oder hat ein Kennwort; bitte als XLSX ohne Kennwort speichern.",
    )


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
@pytest.mark.parametrize(
    "broken",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace("</", "<", 1),
        lambda _: "nonsense",
        lambda _: " ",
    ],
)
def test_broken_xml(part: str, broken: Callable[[str], str]) -> None:
    assert refused(changed(BOOK, {part: broken}), Media.XLSX) == UNREADABLE


@pytest.mark.parametrize(
    "cell",
    [
        "<c><v>12,5</v></c>",
        "<c><v>zwölf</v></c>",
        '<c t="s"><v>0</v></c>',
        '<c t="d"><v>gestern</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="AAAA1"><v>1</v></c>',
        '<c s="x"><v>1</v></c>',
        f"<c><v>{'9' * 5_000}</v></c>",
    ],
)
def test_a_cell_that_makes_no_sense(cell: str) -> None:
    assert refused(sheet_of(column(text("A"), cell)), Media.XLSX) == UNREADABLE


@pytest.mark.parametrize(
    "declared", [BOMB.format("x"), BOMB.format("x" * 10_000), OUTSIDE, "<!DOCTYPE x [<!ENTITY b 'y'>]>"]
)
@pytest.mark.parametrize("part", sorted(set(PARTS) - UNREAD))
def test_entities_are_refused_wherever_they_are_declared(part: str, declared: str) -> None:
    def declaring(xml: str) -> str:
        head, _, rest = xml.rpartition("?>")
        return (head + "?>" if head else "") + declared + rest

    assert refused(changed(BOOK, {part: declaring}), Media.XLSX) == UNREADABLE


@pytest.mark.parametrize("part", sorted(UNREAD))
def test_parts_that_are_not_read_do_no_harm(part: str) -> None:
    assert rows_of(changed(BOOK, {part: BOMB.format("x") + "<a>&b;</a>"}), Media.XLSX) == [["Öl"]]


def test_an_entity_does_not_become_text() -> None:
    data = changed(BOOK, {STRINGS: lambda xml: BOMB.format("x") + xml.replace("Öl", "&b;")})

    assert refused(data, Media.XLSX) == UNREADABLE


def test_a_workbook_that_is_too_large_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BYTES_MOST", 1 << 20)
    unpacked = sum(part.file_size for part in zipfile.ZipFile(BytesIO(BOOK)).infolist())
    room = (1 << 20) - unpacked

    assert rows_of(changed(BOOK, {"xl/media/image1.bin": "0" * room}), Media.XLSX) == [["Öl"]]
    large = changed(BOOK, {"xl/media/image1.bin": "0" * (room + 1)})
    assert len(large) < 10_000
    assert refused(large, Media.XLSX) == LARGE


def test_a_workbook_of_very_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BYTES_MOST", 1 << 20)
    many = {f"xl/media/image{number}.bin": "0" for number in range(1_000 - len(PARTS))}

    assert rows_of(changed(BOOK, many), Media.XLSX) == [["Öl"]]
    assert refused(changed(BOOK, {**many, "xl/media/last.bin": "0"}), Media.XLSX) == LARGE


def test_an_archive_that_says_less_than_it_holds() -> None:
    data = sheet_of(column(text("A"), *(f"<c><v>{number}</v></c>" for number in range(10_000))))
    size = zipfile.ZipFile(BytesIO(data)).getinfo(SHEET).file_size
    # In the entry itself and in the directory at the end.
    assert data.count(size.to_bytes(4, "little")) >= 1
    lying = data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))

    assert len(rows_of(data, Media.XLSX)) == 10_000
    assert refused(lying, Media.XLSX) == UNREADABLE


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_packed_in_a_way_that_no_spreadsheet_uses(packed: int) -> None:
    assert refused(changed(BOOK, {}, packed), Media.XLSX) == UNREADABLE


def test_an_archive_that_is_not_packed_at_all() -> None:
    assert rows_of(changed(BOOK, {}, zipfile.ZIP_STORED), Media.XLSX) == [["Öl"]]


def test_an_archive_whose_parts_are_locked() -> None:
    data = bytearray(changed(BOOK, {}))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part in archive.infolist():
            data[part.header_offset + 6] |= 1
        start = archive.start_dir
    for _ in PARTS:
        data[start + 8] |= 1
        start += 46 + sum(int.from_bytes(data[start + at : start + at + 2], "little") for at in (28, 30, 32))

    assert refused(bytes(data), Media.XLSX) == UNREADABLE


def test_what_is_wrong_further_down_is_told_when_it_is_reached() -> None:
    cells = ["<c><v>1</v></c>"] * 250

    read = read_table(BytesIO(sheet_of(column(text("A"), *cells, "<c><v>x</v></c>"))), Media.XLSX)

    assert [next(read)[0] for _ in range(150)] == list(range(2, 152))
    with pytest.raises(InvalidInput, match="cannot be read as XLSX"):
        list(read)
