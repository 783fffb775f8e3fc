"""`klimakreis list`: goals, values, projects and monitoring as tables for spreadsheets."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from events.policy import Role
from service.cli.opened import county_of, on_record
from service.cli.options import AtOption, CountyOption, LanguageOption, OnOption, terminal
from service.cli.output import write
from service.pages.asked import moment_of, today
from service.pages.lists.catalogue import Form, List, file, sheets
from service.pages.lists.routes import party_named
from service.pages.overview import overview
from service.record import Record
from service.viewer import Viewer


def print_list(
    context: typer.Context,
    name: Annotated[List, typer.Argument(metavar="LIST", help="Which list (Liste).")],
    output: Annotated[
        Path | None,
        typer.Option("--output", dir_okay=False, help="The file to write; without it, standard output (Zieldatei)."),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="The format; without it, that of the file name, or else csv (Format)."),
    ] = None,
    language: LanguageOption = None,
    of: Annotated[
        str | None,
        typer.Option("--of", help="Only what concerns this municipality (AGS or id), association or partner (id)."),
    ] = None,
    on: OnOption = None,
    at: AtOption = None,
    county: CountyOption = None,
) -> None:
    """Write goals, values, projects or monitoring as a table, with German or English headings (Liste ausgeben).

    The list `values-template` is a table to fill in and import with `klimakreis import values`.
    """
    screen = terminal(context, language=language)
    form = form or (Form.XLSX if output is not None and output.suffix.lower() == ".xlsx" else Form.CSV)

    async def body(record: Record) -> None:
        viewer = Viewer(await county_of(record, county), None, Role.SYSTEM)
        async with record.read(viewer) as reading:
            seen = await overview(reading, on or today(), screen.language, None if at is None else moment_of(at))
        party = None if of is None else party_named(seen, of)
        tables = await asyncio.to_thread(sheets, name, form, seen, party)
        await write(file(tables, form, screen.language), output)
        if output is not None:
            screen.say("Written to {file}.", file=str(output))

    on_record(screen, body)
