"""`klimakreis county`: opening a county's record."""

from datetime import date
from typing import Annotated

import typer

from events.county.state import CountyDesignation
from service.cli.opened import on_record
from service.cli.options import JsonOption, day, terminal
from service.imports.founding import establish
from service.record import Record

app = typer.Typer(no_args_is_help=True, help="Open a county's record and list the counties (Landkreise).")


@app.command()
def create(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="Its five-digit key, such as 01059 (Kreisschlüssel).")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its official name (Name des Landkreises).")],
    designation: Annotated[
        CountyDesignation,
        typer.Option("--designation", help="Its legal kind, which the key does not show (Art des Kreises)."),
    ] = CountyDesignation.RURAL_DISTRICT,
    since: Annotated[
        date,
        typer.Option(
            "--since", parser=day, metavar="DATE", help="The first day for which it is to be recorded (besteht seit)."
        ),
    ] = date(2000, 1, 1),
    as_json: JsonOption = False,
) -> None:
    """Open a county's record (Verzeichnis eines Landkreises eröffnen). Repeating it changes nothing."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        known = await record.county_of_key(key)
        county = known or await establish(record, key, name, designation, since)
        if known:
            screen.say("A county with the key {key} is recorded already ({county}).", key=key, county=str(county))
        else:
            screen.say("{key} {name} is recorded ({county}).", key=key, name=name, county=str(county))
        screen.result({"county": county, "key": key, "created": known is None})

    on_record(screen, body)


@app.command(name="list")
def list_counties(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the counties of this database with all their keys (Landkreise)."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        counties = await record.counties()
        screen.table(
            screen.phrase("Counties"),
            (screen.phrase("Keys"), "Id"),
            [(", ".join(keys), str(county)) for county, keys in counties.items()],
        )
        if not counties:
            screen.say("There is no county yet; `klimakreis county create` makes one.")
        screen.result([{"county": county, "keys": keys} for county, keys in counties.items()])

    on_record(screen, body)
