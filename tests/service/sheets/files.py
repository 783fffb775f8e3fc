"""Tables as files, made by the program, by openpyxl or by hand, and what is read of them."""

import re
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from events.values import FIRST_DAY, LAST_DAY, Money
from service.language import Language
from service.problems import InvalidInput
from service.sheets import Cell, Media, Row, Sheet, csv_file, read_table, xlsx_file
from tests.said import english, german

DE, EN = Language.DE, Language.EN
MARKS = {DE: ",", EN: "."}

FORMULAS = [
    start + sign + rest
    for sign in "=+-@＝＋－＠"
    for start in ("", " ", "  ", "\t", "\n", "\r", "\r\n", "\u00a0", "\u3000", "'", "''", "' ", "'\t")
    for rest in ("", "1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.org";"Wärme")', "5 Grad")
]
"""What a spreadsheet might take for a formula, or for a mark of its own before one."""

ACTIVE = re.compile(r"\s*[=+\-@＝＋－＠]")
"""How a text begins that a spreadsheet might reckon with."""

TEXTS = [
    "Wärme, Öl & Größe",
    "ÄÖÜäöüß „Anführung“ – Øster Ørsted, Čadca, 日本, 🌍",
    "01059120",
    "0",
    "010595990120",
    "1234,50",
    "1.234,50",
    "1,234.50",
    "1E5",
    "31.12.2020",
    "2020-12-31",
    "1/2",
    "12:30",
    "TRUE",
    "WAHR",
    "#N/A",
    "#NV",
    "#DIV/0!",
    "'",
    "''",
    "'Rückenwind'",
    "'1",
    "a'=1",
    "a=1+1",
    '"',
    '"=1+1"',
    'Contracting "light"; Teil 1, 2',
    ";",
    ",",
    "a\tb",
    "erste Zeile\nzweite Zeile",
    "\nmit Leerzeile\n\n",
    " vorn und hinten ",
    "<b>&amp;</b> ]]>",
    "x" * 32_767,
]
"""What is easily taken for something else, or lost."""

signs = st.sampled_from(list("=+-@＝＋－＠'\"\t\r\n ;,.0aä#\u00a0\u2028\x00\x1f\x85\ufffe\ud800"))
texts = st.one_of(st.text(max_size=20), st.lists(signs, max_size=8).map("".join), st.sampled_from(FORMULAS))
"""Any texts, those with signs that mean something somewhere more often."""
numbers = st.integers(0, 6).flatmap(lambda places: st.decimals(-(10**15), 10**15, places=places))
"""Numbers of up to 15 digits before the point and 6 after it."""
money = st.builds(Money, st.integers(0, 10**15))
days = st.dates(FIRST_DAY, LAST_DAY)
whole = st.integers(-(10**24), 10**24)
languages = st.sampled_from(Language)


def kept(text: str) -> str:
    """What a cell keeps of a text: all of it, but that every line break is \\n and what XML cannot hold is U+FFFD."""
    return "".join(sign if _held(ord(sign)) else "\ufffd" for sign in text.replace("\r\n", "\n").replace("\r", "\n"))


def _held(code: int) -> bool:
    # XML 1.0, production 2.
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


async def joined(parts: AsyncIterator[bytes]) -> bytes:
    """A file from its parts."""
    return b"".join([part async for part in parts])


async def csv_of(headings: Sequence[str], *rows: Row, language: Language = DE) -> bytes:
    """A table as CSV by the program."""
    return await joined(csv_file(Sheet("Werte", headings, rows), language))


async def xlsx_of(headings: Sequence[str], *rows: Row, language: Language = DE) -> bytes:
    """A table as XLSX by the program."""
    return await joined(xlsx_file([Sheet("Werte", headings, rows)], language))


def opened(data: bytes) -> Workbook:
    """The workbook as openpyxl reads it, formulas as formulas."""
    return load_workbook(BytesIO(data))


def page(data: bytes) -> Any:
    """Its first sheet."""
    return opened(data).worksheets[0]


def saved(book: Workbook) -> bytes:
    """A workbook as openpyxl writes it."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(*rows: Sequence[Any]) -> bytes:
    """A workbook of one sheet as openpyxl writes it."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return saved(book)


def changed(data: bytes, parts: Mapping[str, str | Callable[[str], str]], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with parts of its archive put in the place of others, or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", packed) as new:
        for name in [*old.namelist(), *(parts.keys() - set(old.namelist()))]:
            part = parts.get(name) or (lambda text: text)
            new.writestr(name, part if isinstance(part, str) else part(old.read(name).decode()))
    return stream.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS_ARE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def sheet_of(rows: str, strings: str = "") -> bytes:
    """A workbook whose sheet and shared strings are spelled by hand."""
    told = f'<Override PartName="/{STRINGS}" ContentType="{_STRINGS_ARE}"/></Types>'
    return changed(
        book_of(),
        {
            "[Content_Types].xml": lambda xml: xml.replace("</Types>", told),
            SHEET: f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
            STRINGS: f'<sst xmlns="{_MAIN}">{strings}</sst>',
        },
    )


def text(said: str) -> str:
    """A cell of a sheet that is spelled by hand."""
    return f'<c t="inlineStr"><is><t>{said}</t></is></c>'


def column(*cells: str) -> str:
    """Rows of a sheet that is spelled by hand, of a cell each."""
    return "".join(f"<row>{cell}</row>" for cell in cells)


def numbered(data: bytes, media: Media) -> list[tuple[int, list[Cell]]]:
    """What the program reads: the cells of each row, with the number of its line."""
    return [(line, list(row.values())) for line, row in read_table(BytesIO(data), media)]


def rows_of(data: bytes, media: Media) -> list[list[Cell]]:
    """What the program reads: the cells of each row."""
    return [row for _, row in numbered(data, media)]


def refused(data: bytes, media: Media) -> tuple[str, str, str]:
    """Why the program does not read it: the code, in English, in German."""
    with pytest.raises(InvalidInput) as caught:
        list(read_table(BytesIO(data), media))
    return caught.value.code, english(caught.value), german(caught.value)


def day(text: str) -> date:
    """A day by its ISO form."""
    return date.fromisoformat(text)
