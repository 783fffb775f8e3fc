"""`klimakreis import`: official lists and values into the record, shown before anything is written."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO
from uuid import UUID

import typer

from events.message import Value, message, plural
from events.policy import Role
from service.actors import ActorKind
from service.berlin import day_of
from service.cli.import_values import values
from service.cli.opened import acting, county_of, on_record
from service.cli.options import CountyOption, JsonOption, day, terminal
from service.cli.terminal import Exit, Terminal
from service.imports import gv100ad, table
from service.imports.carry_out import ImportOutcome, carry_out
from service.imports.comparison import compare
from service.imports.listing import Flaw, FlawCode, Listing
from service.imports.plan import FIELDS, Gone, Item, Plan, RecordedEntity
from service.problems import InvalidInput
from service.record import Record
from service.viewer import Viewer

app = typer.Typer(no_args_is_help=True, help="Bring official lists and values into the record (Import).")

SHOWN = 40
"""So many lines of each kind are shown to a person; a program gets all."""

FATAL = {FlawCode.BAD_HEADER, FlawCode.NO_DAY, FlawCode.NOTHING_FOUND}
"""What no skipping of lines can mend."""


class Format(StrEnum):
    """The form of a list."""

    GV100AD = "gv100ad"
    CSV = "csv"


@app.callback()
def imports() -> None:
    """Bring official lists and values into the record (Import)."""


app.command()(values)


@app.command()
def municipalities(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            help="The list: GV100AD of the Statistisches Bundesamt, or CSV with a header (Gemeindeverzeichnis).",
        ),
    ],
    county: CountyOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing (Probelauf).")
    ] = False,
    skip_invalid: Annotated[
        bool,
        typer.Option(
            "--skip-invalid", help="Leave broken lines out instead of refusing the whole file (überspringen)."
        ),
    ] = False,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=day,
            metavar="DATE",
            help="The day for which the list applies (Gebietsstand). Without it, the day that the list itself names.",
        ),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="The format of the list; without it, it is detected (Format).")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before writing (ohne Rückfrage).")] = False,
    as_json: JsonOption = False,
) -> None:
    """Import the municipalities of a county and their associations (Gemeinden und Gemeindeverbände).

    Shows what is new, changed and gone before anything is written. What is gone is only reported: the list does not
    say what became of it; `klimakreis municipality succeed` records that. If a line is broken, nothing is written,
    unless --skip-invalid leaves such lines out. Importing the same list again writes nothing.

    CSV is UTF-8, separated by commas or semicolons, with a header. The columns ags, ars and name are required;
    designation, population, population_on, association and association_kind are optional.
    """
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        await _import(record, screen, file, county, dry_run, skip_invalid, on, form, yes)

    on_record(screen, body)


async def _import(
    record: Record,
    screen: Terminal,
    file: Path,
    key: str | None,
    dry_run: bool,
    skip_invalid: bool,
    on: date | None,
    form: Format | None,
    yes: bool,
) -> None:
    county = await county_of(record, key)
    keys = (await record.counties())[county]
    key = key or keys[-1]
    with file.open("rb") as stream:
        form = form or _form(stream)
        listing = (gv100ad if form is Format.GV100AD else table).read(stream, key, on)
    told: dict[str, Any] = {
        "county": key,
        "day": listing.day,
        "format": form.value,
        "flaws": [_flaw(flaw, screen) for flaw in listing.flaws],
        "flawCount": listing.flaw_count,
        "dryRun": dry_run,
        "events": 0,
        "problems": [],
    }
    _show_flaws(listing, screen)
    if listing.flaws and (not skip_invalid or any(flaw.code in FATAL for flaw in listing.flaws)):
        screen.warn("Nothing was written.")
        screen.result(told)
        raise typer.Exit(Exit.REFUSED)
    _check_day(listing)
    plan = await _plan(record, county, listing)
    told |= _plan_told(plan, screen)
    _show(plan, listing, screen)
    if dry_run or not plan.items:
        screen.result(told)
        return
    screen.confirm("Write this into the record?", yes)
    viewer = await acting(record, county, ActorKind.IMPORT)
    with screen.progress("Writing", len(plan.items)) as bar:
        report = await carry_out(plan, record.commands, viewer, bar.advance)
    told["events"] = report.events
    told["problems"] = [
        {"key": item.key, "code": problem.code, "message": screen.phrase(problem.message)}
        for item, problem in report.refused
    ]
    _show_report(report, screen)
    screen.result(told)
    if report.refused:
        raise typer.Exit(Exit.PARTLY if report.events else Exit.REFUSED)


def _form(stream: BinaryIO) -> Format:
    start = stream.read(12).removeprefix(b"\xef\xbb\xbf")
    stream.seek(0)
    return Format.GV100AD if start[:8].isdigit() and b"," not in start and b";" not in start else Format.CSV


def _check_day(listing: Listing) -> None:
    today = day_of(datetime.now(UTC))
    if listing.day is not None and listing.day > today:
        raise InvalidInput(
            "The list is for {day}, which is still in the future.",
            ("on",),
            day=listing.day,
        )


async def _plan(record: Record, county: UUID, listing: Listing) -> Plan:
    async with record.read(Viewer(county, None, Role.SYSTEM)) as reading:
        associations, municipalities = [
            [RecordedEntity(stored.ref, stored.version, stored.state) for stored in await reading.every(kind)]
            for kind in ("municipal_association", "municipality")
        ]
    return compare(listing, associations, municipalities)


# --- What is shown


def _flaw(flaw: Flaw, screen: Terminal) -> dict[str, Any]:
    return {"line": flaw.line, "code": flaw.code, "message": screen.phrase(flaw.message), "key": flaw.key}


def _show_flaws(listing: Listing, screen: Terminal) -> None:
    screen.table(
        screen.phrase("Broken lines: {number}", number=listing.flaw_count),
        (screen.phrase("Line"), screen.phrase("What is wrong")),
        [(str(flaw.line or "-"), screen.phrase(flaw.message)) for flaw in listing.flaws],
        SHOWN,
    )


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "key": item.key,
        "name": item.name,
        "changes": [
            {"field": change.field, "before": change.before, "after": change.after} for change in item.differences
        ],
    }


def _plan_told(plan: Plan, screen: Terminal) -> dict[str, Any]:
    return {
        "new": [_item(item) for item in plan.new],
        "changed": [_item(item) for item in plan.changed],
        "unchanged": plan.unchanged,
        "gone": [{"kind": gone.kind, "key": gone.key, "name": gone.name} for gone in plan.gone],
        "unsettled": [
            {"key": each.key, "name": each.name, "line": each.line, "message": screen.phrase(each.message)}
            for each in plan.unsettled
        ],
    }


def _show(plan: Plan, listing: Listing, screen: Terminal) -> None:
    key, name = screen.phrase("Key"), screen.phrase("Name")
    screen.table(
        screen.phrase("New: {counts}", counts=_counted(plan.new)),
        (key, name, screen.phrase("Inhabitants")),
        [
            (item.key, item.name, item.differences[-1].after or "" if item.kind == "municipality" else "")
            for item in plan.new
        ],
        SHOWN,
    )
    screen.table(
        screen.phrase("Changed: {counts}", counts=_counted(plan.changed)),
        (key, name, screen.phrase("What"), screen.phrase("Before"), screen.phrase("After")),
        [
            (item.key, item.name, screen.phrase(FIELDS[change.field]), change.before or "-", change.after or "-")
            for item in plan.changed
            for change in item.differences
        ],
        SHOWN,
    )
    screen.table(
        screen.phrase("Gone, to be settled by hand: {counts}", counts=_counted(plan.gone)),
        (key, name),
        [(gone.key, gone.name) for gone in plan.gone],
        SHOWN,
    )
    screen.table(
        screen.phrase("In contradiction to the record: {number}", number=len(plan.unsettled)),
        (screen.phrase("Line"), key, name, screen.phrase("Why")),
        [(str(each.line), each.key, each.name, screen.phrase(each.message)) for each in plan.unsettled],
        SHOWN,
    )
    if plan.gone and listing.illegible:
        screen.warn("Lines with an unreadable key were left out: what counts as gone may be among them.")
    screen.say(
        "{county} on {day}: {new} new, {changed} changed, {unchanged} unchanged, {gone} gone.",
        county=plan.county,
        day=plan.day,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        gone=len(plan.gone),
    )


def _counted(items: Sequence[Item | Gone]) -> Value:
    """How many there are; where associations are among them, how many of each kind."""
    municipalities = sum(each.kind == "municipality" for each in items)
    associations = len(items) - municipalities
    if not associations:
        return municipalities
    return message(
        "{number} (municipalities: {municipalities}, associations: {associations})",
        number=len(items),
        municipalities=municipalities,
        associations=associations,
    )


def _show_report(report: ImportOutcome, screen: Terminal) -> None:
    screen.table(
        screen.phrase("Refused: {number}", number=len(report.refused)),
        (screen.phrase("Key"), screen.phrase("Name"), screen.phrase("Why")),
        [(item.key, item.name, screen.phrase(problem.message)) for item, problem in report.refused],
        SHOWN,
    )
    screen.say(plural(report.events, "One event written.", "{count} events written."))
