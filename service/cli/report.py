"""`klimakreis report`: the yearly report of a county, or of one agreement, as one file."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from events.agreement import AGREEMENT
from events.policy import Role
from service.cli.opened import county_of, on_record
from service.cli.options import CountyOption, day, terminal
from service.cli.output import write
from service.language import Language
from service.pages.asked import moment_of, today
from service.pages.report.day import day_told
from service.pages.report.gathered import ReportRequest, read_report
from service.record import Record
from service.refs import join
from service.viewer import Viewer


def print_report(
    context: typer.Context,
    year: Annotated[int, typer.Option("--year", help="The year of the report, not a future one (Berichtsjahr).")],
    agreement: Annotated[
        UUID | None,
        typer.Option("--agreement", metavar="ID", help="Report only on this agreement, by its id (Vereinbarung)."),
    ] = None,
    county: CountyOption = None,
    language: Annotated[
        Language | None,
        typer.Option(
            "--language",
            case_sensitive=False,
            help="The language of the report; without it, that of the command line (Sprache).",
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="POSITION|TIME",
            help="As the record stood at a position, or at a time with its zone (Stand des Verzeichnisses).",
        ),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=day,
            metavar="DATE",
            help="The day of that year to show; without it, 31 December, or today in an unfinished year (Stichtag).",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            dir_okay=False,
            help="The file to write; without it, standard output (Zieldatei).",
        ),
    ] = None,
) -> None:
    """Write the yearly report of the county, or of one agreement, as one HTML file (Jahresbericht).

    It contains everything recorded except sealed texts, also what is not public, and needs no scripts or other files.
    The file is written completely or not at all.
    """
    screen = terminal(context)

    async def body(record: Record) -> None:
        asked = ReportRequest(
            year=year,
            on=day_told(year, today(), on),
            language=language or screen.language,
            at=None if at is None else moment_of(at),
            agreement=None if agreement is None else join(AGREEMENT.kind, agreement),
        )
        viewer = Viewer(await county_of(record, county), None, Role.SYSTEM)
        async with record.read(viewer) as reading:
            text = await read_report(reading, asked)
        await write(_whole(text), output)
        if output is not None:
            screen.say("The report of {year} was written to {file}.", year=year, file=str(output))

    on_record(screen, body)


async def _whole(text: str) -> AsyncIterator[bytes]:
    yield text.encode()
