"""The official list of municipalities (Gemeindeverzeichnis GV100AD) of the Statistisches Bundesamt.

Fixed width, 220 characters a record; the first two tell its type: 10 Land, 20 Regierungsbezirk, 30 Region, 40 Kreis,
50 Gemeindeverband, 60 Gemeinde. `gv100ad-py` splits a record into fields; what it lets pass is checked here.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from gv100ad import GV100ADReader, MunicipalAssociation, MunicipalAssociationType, Municipality, MunicipalityType

from events.message import message
from events.municipality.state import Designation
from service.imports.fields import Unreadable, read_day, read_key, read_name, read_number
from service.imports.lines import read_lines
from service.imports.listing import AssociationRow, Flaw, FlawCode, Listing, MunicipalityRow
from service.sheets.lines import SheetLine

WIDTH = 220
_KEY_LENGTHS = {"10": 2, "20": 3, "30": 4, "40": 5, "50": 5, "60": 8}

DESIGNATIONS = {
    MunicipalityType.MARKT: Designation.MARKET,
    MunicipalityType.KREISFREIE_STADT: Designation.URBAN_DISTRICT,
    MunicipalityType.STADTKREIS: Designation.URBAN_DISTRICT,
    MunicipalityType.STADT: Designation.TOWN,
    MunicipalityType.KREISANGEHOERIGE_GEMEINDE: Designation.MUNICIPALITY,
    MunicipalityType.GEMEINDEFREIES_GEBIET_BEWOHNT: Designation.UNINCORPORATED,
    MunicipalityType.GEMEINDEFREIES_GEBIET_UNBEWOHNT: Designation.UNINCORPORATED,
    MunicipalityType.GROSSE_KREISSTADT: Designation.TOWN,
}


class _Lines:
    """The lines of a list that can be split into fields, handed to the reader one by one; the others are noted."""

    def __init__(self, stream: BinaryIO, listing: Listing) -> None:
        self._lines = read_lines(stream)
        self._listing = listing
        self.line = SheetLine(0, "")

    def readline(self) -> str:
        for line in self._lines:
            flaw = line if isinstance(line, Flaw) else _flaw_of(line)
            if flaw is None and isinstance(line, SheetLine):
                self.line = line
                return line.text
            if flaw is not None:
                self._listing.note(flaw)
        return ""


def read(stream: BinaryIO, county: str, on: date | None = None) -> Listing:
    """The municipalities and associations of a county in the list, and the flaws of all its lines.

    The list says for which day it holds; `on` says otherwise.
    """
    listing = Listing(county)
    lines = _Lines(stream, listing)
    reader = GV100ADReader(lines)
    # A record numbered 50 with code 50 only says that a municipality belongs to no association.
    free: set[str] = set()
    for record in _records(reader, lines, listing):
        key = _key_of(lines.line)
        try:
            _take(record, lines.line, key, listing, free)
        except Unreadable as fault:
            listing.note(Flaw(lines.line.number, fault.code, fault.message, key))
    _release(listing, free)
    return listing.finish(on)


def _records(reader: GV100ADReader, lines: _Lines, listing: Listing) -> Iterator[Any]:
    while True:
        try:
            yield from reader.read()
        except ValueError:
            # The reader's generator ends with the fault; a new one goes on with the next line.
            line = lines.line
            listing.note(
                Flaw(
                    line.number,
                    FlawCode.BAD_CODE,
                    message("The line cannot be read: it has a code that GV100AD does not define."),
                    _key_of(line),
                )
            )
        else:
            return


def _key_of(line: SheetLine) -> str | None:
    """The key of the municipality or association that a line is about, if it can be read."""
    try:
        match line.text[:2]:
            case "60":
                return read_key(line.text[10:18], 8)
            case "50":
                return read_key(line.text[10:15] + line.text[18:22], 9)
            case "40":
                return read_key(line.text[10:15], 5)
            case _:
                # Records above a county say nothing of what is in it.
                return line.text[10:15].strip() or None
    except Unreadable:
        return None


def _flaw_of(line: SheetLine) -> Flaw | None:
    kind = line.text[:2]
    if kind not in _KEY_LENGTHS:
        return Flaw(
            line.number,
            FlawCode.UNKNOWN_RECORD_TYPE,
            message("The record type “{kind}” is unknown; known are {known}.", kind=kind, known=tuple(_KEY_LENGTHS)),
        )
    if len(line.text) != WIDTH:
        return Flaw(
            line.number,
            FlawCode.WRONG_LENGTH,
            message("The line has {found} characters instead of {wanted}.", found=len(line.text), wanted=WIDTH),
            _key_of(line),
        )
    try:
        read_day(line.text[2:10])
        _check_key(line.text, kind)
        if kind == "60":
            _check_numbers(line.text)
    except Unreadable as fault:
        return Flaw(line.number, fault.code, fault.message, _key_of(line))
    return None


def _check_key(text: str, kind: str) -> None:
    digits = _KEY_LENGTHS[kind]
    key = text[10 : 10 + digits]
    # Whatever is shorter than a county's key is checked as one: the same first digits, the same limits.
    if kind != "30":
        read_key(key.ljust(5, "0") if digits < 5 and key.strip() == key else key, max(digits, 5))
    if kind in ("50", "60"):
        read_key(text[10:15] + text[18:22], 9)


def _check_numbers(text: str) -> None:
    # The package would take "-0000000004" and "1_0" for numbers.
    read_number(text[128:139], message("Area"))
    read_number(text[139:150], message("Number of inhabitants"))
    read_number(text[150:161], message("Number of male inhabitants"))


def _take(record: Any, line: SheetLine, key: str | None, listing: Listing, free: set[str]) -> None:
    if listing.day is None:
        listing.day = record.timestamp
    if record.timestamp != listing.day:
        raise Unreadable(
            FlawCode.OTHER_DATE,
            message(
                "The line is for {day}, the lines before it are for {other}.", day=record.timestamp, other=listing.day
            ),
        )
    if isinstance(record, MunicipalAssociation):
        association = _association(record, line)
        if record.type is MunicipalAssociationType.VERBANDSFREIE_GEMEINDE:
            if association.key.startswith(listing.county):
                free.add(association.key)
        else:
            _keep(listing.associations, association.key, association, listing)
    elif isinstance(record, Municipality):
        municipality = _municipality(record, line)
        _keep(listing.municipalities, municipality.ags, municipality, listing)


def _keep(rows: dict[str, Any], key: str, row: Any, listing: Listing) -> None:
    if not key.startswith(listing.county):
        return
    first = rows.get(key)
    if first is not None:
        raise Unreadable(
            FlawCode.DUPLICATE,
            message("The key {key} is already in line {line}.", key=key, line=first.line),
        )
    rows[key] = row


def _association(record: MunicipalAssociation, line: SheetLine) -> AssociationRow:
    if record.type is MunicipalAssociationType.NONE:
        raise Unreadable(FlawCode.BAD_CODE, message("The code of the kind of association is missing."))
    return AssociationRow(
        line=line.number,
        key=record.regional_code + record.association,
        name=read_name(record.name),
        kind=record.type.value,
    )


def _municipality(record: Municipality, line: SheetLine) -> MunicipalityRow:
    if record.type not in DESIGNATIONS:
        raise Unreadable(FlawCode.BAD_CODE, message("The code of the kind of municipality is missing."))
    ags = record.regional_code
    return MunicipalityRow(
        line=line.number,
        ags=ags,
        ars=ags[:5] + record.association + ags[5:],
        name=read_name(record.name),
        designation=DESIGNATIONS[record.type],
        population=record.inhabitants,
        population_on=record.timestamp,
        association=ags[:5] + record.association,
    )


def _release(listing: Listing, free: set[str]) -> None:
    """Take the municipalities of no association (amtsfrei, verbandsfrei) out of the ones that are none."""
    for ags, row in listing.municipalities.items():
        if row.association in free or (row.association or "").endswith("0000"):
            listing.municipalities[ags] = MunicipalityRow(
                row.line,
                row.ags,
                row.ars,
                row.name,
                row.designation,
                row.population,
                row.population_on,
                None,
            )
