"""A list of municipalities as a table: CSV with a header, separated by commas or semicolons, in UTF-8.

Columns, in any order: `ags`, `ars` and `name` are needed; `designation`, `population`, `population_on`, `association`
and `association_kind` may be there. `association` is the association's name, empty for a municipality of none; its key
is the first nine digits of the ARS. `association_kind` is the code of the official list, 51 (Amt) where it is left out.
Lines that begin with `#` say where the list comes from and are passed over.
"""

import csv
from collections.abc import Mapping
from datetime import date
from typing import BinaryIO

from events.message import message
from events.municipality.state import Designation
from service.imports.fields import Unreadable, check_agreement, read_day, read_key, read_name, read_number
from service.imports.lines import read_lines
from service.imports.listing import AssociationRow, Flaw, FlawCode, Listing, MunicipalityRow
from service.sheets.lines import SheetLine

NEEDED = ("ags", "ars", "name")
COLUMNS = (*NEEDED, "designation", "population", "population_on", "association", "association_kind")
AMT = 51
KINDS = range(AMT, 59)


def read(stream: BinaryIO, county: str, on: date | None = None) -> Listing:
    """The municipalities and associations of a county in the table, and the flaws of all its lines.

    `on` is the day for which the table holds; without it, the latest `population_on` in the table is.
    """
    listing = Listing(county)
    columns: list[str] | None = None
    separator = ","
    undated: list[str] = []
    for line in read_lines(stream):
        if isinstance(line, Flaw):
            listing.note(line)
            if columns is None:
                return listing.finish(on)
        elif line.text.startswith("#"):
            continue
        elif columns is None:
            separator = ";" if line.text.count(";") > line.text.count(",") else ","
            columns, flaw = _header(line, separator)
            if flaw is not None:
                listing.note(flaw)
                return listing.finish(on)
        else:
            _take_line(line, columns, separator, listing, undated)
    if on is None and undated and listing.day is None:
        listing.note(
            Flaw(
                0,
                FlawCode.NO_DAY,
                message("The table does not say for which day it is; give the day."),
            )
        )
    day = on or listing.day
    for ags in undated:
        row = listing.municipalities.get(ags)
        if row is not None and day is not None:
            listing.municipalities[ags] = _dated(row, day)
    return listing.finish(on)


def _dated(row: MunicipalityRow, day: date) -> MunicipalityRow:
    return MunicipalityRow(row.line, row.ags, row.ars, row.name, row.designation, row.population, day, row.association)


def _header(line: SheetLine, separator: str) -> tuple[list[str], Flaw | None]:
    columns = [column.strip().lower() for column in next(csv.reader([line.text], delimiter=separator))]
    absent = [column for column in NEEDED if column not in columns]
    unknown = [column for column in columns if column not in COLUMNS]
    if not absent and not unknown and len(set(columns)) == len(columns):
        return columns, None
    return columns, Flaw(
        line.number,
        FlawCode.BAD_HEADER,
        message(
            "The header must name {needed} and may name {others}, each once.",
            needed=NEEDED,
            others=COLUMNS[len(NEEDED) :],
        ),
    )


def _take_line(line: SheetLine, columns: list[str], separator: str, listing: Listing, undated: list[str]) -> None:
    key: str | None = None
    try:
        cells = _cells(line, columns, separator)
        key = read_key(cells["ags"], 8)
        _take(cells, key, line, listing, undated)
    except Unreadable as fault:
        listing.note(Flaw(line.number, fault.code, fault.message, key))


def _cells(line: SheetLine, columns: list[str], separator: str) -> dict[str, str]:
    try:
        values = next(csv.reader([line.text], delimiter=separator, strict=True))
    except csv.Error as fault:
        raise Unreadable(
            FlawCode.BAD_TABLE, message("The line is not valid CSV; check its quotation marks and line breaks.")
        ) from fault
    if len(values) != len(columns):
        raise Unreadable(
            FlawCode.WRONG_LENGTH,
            message("The line has {found} columns instead of {wanted}.", found=len(values), wanted=len(columns)),
        )
    return {column: value.strip() for column, value in zip(columns, values, strict=True)}


def _take(cells: Mapping[str, str], ags: str, line: SheetLine, listing: Listing, undated: list[str]) -> None:
    ars = read_key(cells["ars"], 12)
    check_agreement(ags, ars)
    counted = cells.get("population", "")
    on = cells.get("population_on", "")
    association = cells.get("association", "")
    row = MunicipalityRow(
        line=line.number,
        ags=ags,
        ars=ars,
        name=read_name(cells["name"]),
        designation=_designation(cells.get("designation", "")),
        population=read_number(counted, message("Number of inhabitants")) if counted else None,
        population_on=read_day(on) if on else date.min,
        association=ars[:9] if association else None,
    )
    kind = _kind(cells.get("association_kind", ""))
    if not ags.startswith(listing.county):
        return
    if ags in listing.municipalities:
        raise Unreadable(
            FlawCode.DUPLICATE,
            message("The key {key} is already in line {line}.", key=ags, line=listing.municipalities[ags].line),
        )
    if association:
        _join(AssociationRow(line.number, ars[:9], read_name(association), kind), listing)
    if on:
        listing.day = max(listing.day or row.population_on, row.population_on)
    else:
        undated.append(ags)
    listing.municipalities[ags] = row


def _designation(text: str) -> Designation:
    if not text:
        return Designation.MUNICIPALITY
    try:
        return Designation(text.upper())
    except ValueError as fault:
        raise Unreadable(
            FlawCode.BAD_CODE,
            message(
                "“{text}” is not a designation; known are {known}.",
                text=text,
                known=tuple(each.value for each in Designation),
            ),
        ) from fault


def _kind(text: str) -> int:
    kind = read_number(text, message("Kind of association")) if text else AMT
    if kind not in KINDS:
        raise Unreadable(
            FlawCode.BAD_CODE,
            message(
                "The kind of association {kind} is not between {first} and {last}.",
                kind=kind,
                first=KINDS[0],
                last=KINDS[-1],
            ),
        )
    return kind


def _join(association: AssociationRow, listing: Listing) -> None:
    first = listing.associations.setdefault(association.key, association)
    if (first.name, first.kind) != (association.name, association.kind):
        raise Unreadable(
            FlawCode.DUPLICATE,
            message(
                "The association {key} is given differently in line {line} (“{first}”) and here "
                "(“{second}”); its name and kind must be the same in all lines.",
                key=association.key,
                first=first.name,
                line=first.line,
                second=association.name,
            ),
        )
