"""`klimakreis import values`: a table of values of goals into the record, shown before anything is written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from events.goal.state import GoalValue
from events.message import plural
from events.policy import Role
from service.actors import ActorKind
from service.cli.opened import acting, county_of, on_record
from service.cli.options import CountyOption, JsonOption, ReasonOption, terminal
from service.cli.terminal import Exit, Terminal
from service.imports.values import Finding, Outcome, Preview, carry_out, preview, told
from service.imports.values.told import counted
from service.imports.values.written import Written
from service.record import Record
from service.viewer import Viewer

SHOWN = 40
"""So many rows of each kind are shown to a person; a program gets all."""


def values(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            help="The table: CSV or XLSX with the columns of the list of values (Tabelle der Messwerte).",
        ),
    ],
    county: CountyOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written, and write nothing (Probelauf).")
    ] = False,
    skip_invalid: Annotated[
        bool,
        typer.Option("--skip-invalid", help="Leave wrong rows out instead of refusing the whole file (überspringen)."),
    ] = False,
    reason: ReasonOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before writing (ohne Rückfrage).")] = False,
    as_json: JsonOption = False,
) -> None:
    """Import values measured for goals (Messwerte) from CSV or XLSX.

    The columns are those of the list of values and of its template, in German or English and in any order. A goal is
    named by its id, or by its title if no other goal has it. A row without a series belongs to the method that applies
    today. Rows without a value are skipped.

    Shows what is new, changed and wrong before anything is written. A changed value is a correction and needs --reason.
    If a row is wrong, nothing is written, unless --skip-invalid leaves such rows out. Importing the same table again
    writes nothing.
    """
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        await _import(record, screen, await county_of(record, county), file, dry_run, skip_invalid, reason, yes)

    on_record(screen, body)


async def _import(
    record: Record,
    screen: Terminal,
    county: UUID,
    file: Path,
    dry_run: bool,
    skip_invalid: bool,
    reason: str | None,
    yes: bool,
) -> None:
    with file.open("rb") as stream:
        shown = await preview(record, Viewer(county, None, Role.ADMIN), stream, file.name, reason)
    _show(shown, screen)
    written = Written(list(shown.findings), shown.comparison.blank, shown.position)
    if shown.wrong and not skip_invalid:
        screen.warn("Nothing was written.")
        screen.result(told(written, screen.language, dry_run))
        raise typer.Exit(Exit.REFUSED)
    if dry_run or not shown.writes:
        screen.result(told(written, screen.language, dry_run))
        return
    screen.confirm("Write this into the record?", yes)
    viewer = await acting(record, county, ActorKind.IMPORT)
    with screen.progress("Writing", shown.writes) as bar:
        written = await carry_out(shown, record, viewer, reason, bar.advance)
    refused = written.refused(shown.findings)
    _show_wrong(refused, screen)
    screen.say(plural(written.events, "One event written.", "{count} events written."))
    screen.result(told(written, screen.language, dry_run))
    if refused:
        raise typer.Exit(Exit.PARTLY if written.events else Exit.REFUSED)


# --- What is shown


def _show(shown: Preview, screen: Terminal) -> None:
    def of(outcome: Outcome) -> list[Finding]:
        return [finding for finding in shown.findings if finding.outcome is outcome]

    line, goal, period = screen.phrase("Line"), screen.phrase("Goal"), screen.phrase("Period")
    new, changed = of(Outcome.NEW), of(Outcome.CHANGED)
    screen.table(
        screen.phrase("New: {number}", number=len(new)),
        (line, goal, period, screen.phrase("Value")),
        [(*_named(finding, screen), _value(finding.value, screen)) for finding in new],
        SHOWN,
    )
    screen.table(
        screen.phrase("Changed: {number}", number=len(changed)),
        (line, goal, period, screen.phrase("Before"), screen.phrase("After")),
        [
            (*_named(finding, screen), _value(finding.before, screen), _value(finding.value, screen))
            for finding in changed
        ],
        SHOWN,
    )
    _show_wrong(of(Outcome.WRONG), screen)
    count = counted(shown.findings, shown.comparison.blank)
    screen.say("{new} new, {same} the same, {changed} changed, {wrong} wrong, {blank} without a value.", **count)


def _show_wrong(wrong: Sequence[Finding], screen: Terminal) -> None:
    screen.table(
        screen.phrase("Wrong: {number}", number=len(wrong)),
        (screen.phrase("Line"), screen.phrase("What is wrong")),
        [(str(finding.line), screen.phrase(finding.problem.message) if finding.problem else "") for finding in wrong],
        SHOWN,
    )


def _named(finding: Finding, screen: Terminal) -> tuple[str, ...]:
    value = finding.value
    assert value is not None
    period = screen.phrase("{since} to {until}", since=value.period.since, until=value.period.until)
    return str(finding.line), finding.title or "", period


def _value(value: GoalValue | None, screen: Terminal) -> str:
    if value is None:
        return "-"
    return screen.phrase(
        "{value} ({quality}; {source})", value=value.value, quality=value.quality.value, source=value.source
    )
