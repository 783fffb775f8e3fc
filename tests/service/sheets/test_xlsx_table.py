"""XLSX as others write it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from service.sheets import Media, decimal_of, xlsx_table
from tests.service.sheets.files import book_of, changed, column, day, numbered, refused, rows_of, saved, sheet_of, text


def read(data: bytes) -> list[list[Any]]:
    """The cells of each row below the headings."""
    return rows_of(data, Media.XLSX)


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        ("Wärme", "Wärme"),
        ("01059120", "01059120"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("'=1", "'=1"),
        (5, 5),
        (-(10**15), -(10**15)),
        (1234.5, Decimal("1234.5")),
        (0.1 + 0.2, Decimal("0.3")),
        (1.1 * 3, Decimal("3.3")),
        (-0.000001, Decimal("-0.000001")),
        (123456789012.345, Decimal("123456789012.345")),
        (1e22, Decimal("1E+22")),
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime(2020, 12, 31), date(2020, 12, 31)),  # noqa: DTZ001
        (date(1900, 1, 1), date(1900, 1, 1)),
        (date(2199, 12, 31), date(2199, 12, 31)),
        (datetime(2020, 12, 31, 13, 45), "2020-12-31 13:45:00"),  # noqa: DTZ001
        (time(13, 45), "13:45:00"),
        (timedelta(hours=36), "1 day, 12:00:00"),
    ],
)
def test_values_of_all_kinds(value: Any, read_as: Any) -> None:
    ((cell,),) = read(book_of(["Wert"], [value]))

    assert (type(cell), cell) == (type(read_as), read_as)


def test_numbers_as_excel_spells_them() -> None:
    values = ["1", "1.1000000000000001", "0.30000000000000004", "1.0E-2", "12345678901234.5", "1E+20", "-7"]

    data = sheet_of(column(text("A"), *(f"<c><v>{value}</v></c>" for value in values)))
    cells = [row[0] for row in read(data)]

    assert cells == [Decimal(text) for text in ("1", "1.1", "0.3", "0.01", "12345678901234.5", "1E+20", "-7")]
    assert [str(decimal_of(cell)) for cell in cells[:4]] == ["1", "1.1", "0.3", "0.01"]


def test_texts_as_excel_spells_them() -> None:
    strings = [
        "<t>Name</t>",
        '<t xml:space="preserve"> Öl </t>',
        "<r><t>Wär</t></r><r><rPr><b/></rPr><t>me</t></r>",
        "<t>eins_x000D_\nzwei</t>",
        "<t>eins&#13;\nzwei</t>",
        "<t>日本</t><rPh sb='0' eb='2'><t>にほん</t></rPh>",
        "<t></t>",
        "<t>&lt;a&gt; &amp; b</t>",
    ]
    cells = [f'<c t="s"><v>{number}</v></c>' for number in range(len(strings))]

    data = sheet_of(column(*cells, text("Ende_x000D_")), "".join(f"<si>{string}</si>" for string in strings))

    assert numbered(data, Media.XLSX) == [
        (2, [" Öl "]),
        (3, ["Wärme"]),
        (4, ["eins\nzwei"]),
        (5, ["eins\nzwei"]),
        (6, ["日本"]),
        (8, ["<a> & b"]),
        (9, ["Ende\n"]),
    ]


def test_of_formulas_is_read_what_came_of_them() -> None:
    formulas = [
        "<c><f>1+1</f><v>2</v></c>",
        '<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>',
        '<c t="b"><f>1=1</f><v>1</v></c>',
        '<c t="str"><f>A1</f><v>=1+1</v></c>',
        # Never reckoned.
        "<c><f>1+2</f></c><c><v>9</v></c>",
    ]
    headings = text("A") + text("B")

    assert [row[0] for row in read(sheet_of(column(headings, *formulas)))] == [2, "ab", "TRUE", "=1+1", None]
    # As openpyxl writes them, with no results.
    assert numbered(book_of(["A", "B"], ["=1+1", 5]), Media.XLSX) == [(2, [None, 5])]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_is_refused_with_its_place(error: str) -> None:
    expected = (
        "BAD_TABLE",
        "Line 3, column B: the cell shows an error.",
        "Zeile 3, Spalte B: Die Zelle zeigt einen Fehler.",
    )

    assert refused(book_of(["A", "B"], [1, 2], [3, error]), Media.XLSX) == expected


@pytest.mark.parametrize(
    "cell", ['<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "<c><v>1E999</v></c>", "<c><v>-1e999</v></c>"]
)
def test_so_is_the_error_of_a_formula_and_what_is_no_number(cell: str) -> None:
    code, en, _ = refused(sheet_of(column(text("A"), cell)), Media.XLSX)

    assert (code, en) == ("BAD_TABLE", "Line 2, column A: the cell shows an error.")


def test_a_number_that_is_no_day_though_it_is_shown_as_one() -> None:
    book = Workbook()
    book.worksheets[0].append(["Tag"])
    book.worksheets[0].append([-5])
    book.worksheets[0]["A2"].number_format = "dd.mm.yyyy"
    book.worksheets[0].append([10**9])
    book.worksheets[0]["A3"].number_format = "dd.mm.yyyy"

    assert refused(saved(book), Media.XLSX)[1] == "Line 3, column A: the cell shows an error."


@pytest.mark.parametrize("form", ["dd.mm.yyyy", "d.m.yy", "[$-407]d. mmmm yyyy", "yyyy-mm-dd", "dd/mm/yyyy;@"])
def test_days_however_they_are_shown(form: str) -> None:
    book = Workbook()
    book.worksheets[0].append(["Tag"])
    book.worksheets[0].append([44196])
    book.worksheets[0]["A2"].number_format = form

    assert read(saved(book)) == [[day("2020-12-31")]]


def test_days_counted_from_1904() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append(["Tag"])
    book.worksheets[0].append([day("2020-12-31")])

    assert read(saved(book)) == [[day("2020-12-31")]]


def test_days_in_iso_form() -> None:
    book = Workbook()
    book.iso_dates = True
    book.worksheets[0].append(["Tag"])
    book.worksheets[0].append([day("2020-12-31")])
    book.worksheets[0].append([datetime(2020, 12, 31, 8)])  # noqa: DTZ001

    assert read(saved(book)) == [[day("2020-12-31")], ["2020-12-31 08:00:00"]]


def test_only_the_first_sheet_is_read() -> None:
    book = Workbook()
    book.worksheets[0].append(["Erstes"])
    book.worksheets[0].append([1])
    other = book.create_sheet("Anderes")
    other.append(["Zweites"])
    other.append(["#N/A"])
    book.active = 1

    assert read(saved(book)) == [[1]]


def test_a_chart_is_no_sheet_of_cells() -> None:
    book = Workbook()
    book.worksheets[0].append(["Erstes"])
    book.worksheets[0].append([1])
    book.create_chartsheet("Bild", 0).add_chart(BarChart())

    assert read(saved(book)) == [[1]]


def test_a_workbook_without_a_sheet() -> None:
    data = changed(
        book_of(["A"]),
        {"xl/workbook.xml": lambda xml: xml[: xml.index("<sheets>")] + "<sheets/>" + xml[xml.index("</sheets>") + 9 :]},
    )

    assert refused(data, Media.XLSX) == ("BAD_TABLE", "The file has no sheet.", "Die Datei hat kein Tabellenblatt.")


def test_a_sheet_with_all_that_is_beside_its_cells() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Ziele", None, None], [], ["Name", "Wert", "Tag"], ["a", 1, day("2020-12-31")], [], ["b", None, None]):
        sheet.append(row)
    sheet.delete_rows(1)
    sheet.merge_cells("A5:B5")
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = "A2:C5"
    sheet["A3"].comment = Comment("Anmerkung", "Jemand")
    sheet["B3"].hyperlink = "http://example.org"
    sheet.row_dimensions[3].hidden = True
    sheet.conditional_formatting.add("A1:A9", CellIsRule("greaterThan", ["1"]))  # type: ignore[no-untyped-call]

    assert numbered(saved(book), Media.XLSX) == [(3, ["a", 1, day("2020-12-31")]), (5, ["b", None, None])]


def test_blank_cells_far_away_are_no_cells() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name"])
    sheet.append(["a"])
    sheet["XFD2"].number_format = "@"
    sheet["B5000"].number_format = "@"
    sheet["A5001"] = "b"

    assert numbered(saved(book), Media.XLSX) == [(2, ["a"]), (5001, ["b"])]


@pytest.mark.parametrize("size", ["A1", "A1:B2", "A1:XFD1048576", ""])
def test_what_a_file_says_of_its_size_need_not_be_true(size: str) -> None:
    data = changed(
        book_of(["A", "B", "C"], [1, 2, 3], [4, 5, 6]),
        {
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                '<dimension ref="A1:C3"/>', size and f'<dimension ref="{size}"/>'
            )
        },
    )

    assert read(data) == [[1, 2, 3], [4, 5, 6]]


def test_rows_and_cells_without_their_places() -> None:
    rows = f"<row>{text('A')}{text('B')}</row><row/><row><c/><c><v>1</v></c></row>"

    assert numbered(sheet_of(rows), Media.XLSX) == [(3, [None, 1])]


def test_a_sheet_that_goes_on_too_far_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "_LINES_MOST", 1_000)
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c></row><row r="{0}"><c r="A{0}"><v>1</v></c></row>'

    assert numbered(sheet_of(rows.format(1_000)), Media.XLSX) == [(1_000, [1])]
    assert refused(sheet_of(rows.format(1_048_576)), Media.XLSX) == (
        "TOO_MUCH",
        "Line 1100: the sheet goes on too far; delete what is blank below and beside the table.",
        "Zeile 1100: Das Tabellenblatt reicht zu weit; bitte leere Zeilen und Spalten unter und neben der Tabelle "
        "löschen.",
    )


def test_a_sheet_that_goes_on_too_far_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "_CELLS_MOST", 100 * 702)

    assert read(sheet_of(column(text("A"), *['<c r="ZZ1"/>'] * 99))) == []
    assert refused(sheet_of(column(text("A"), *['<c r="ZZ1"/>'] * 200)), Media.XLSX)[:2] == (
        "TOO_MUCH",
        "Line 200: the sheet goes on too far; delete what is blank below and beside the table.",
    )
