"""`klimakreis municipality`: what the official list does not tell of a municipality."""

from datetime import date
from typing import Annotated
from uuid import UUID, uuid5

import typer

from events.municipality.merger import MergeMunicipality
from events.municipality.view import view as municipality_on
from service.cli.opened import acting, county_of, on_record
from service.cli.options import CountyOption, JsonOption, ReasonOption, day, terminal
from service.command_envelope import CommandEnvelope
from service.entity_snapshot import EntitySnapshot
from service.problems import NotFound
from service.record import Record
from service.viewer import Viewer

app = typer.Typer(no_args_is_help=True, help="Record what official lists do not say of municipalities (Gemeinden).")


@app.callback()
def municipality() -> None:
    """Record what official lists do not say of municipalities (Gemeinden)."""


@app.command()
def succeed(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The AGS of the former municipality (bisherige).")],
    new: Annotated[
        str,
        typer.Argument(metavar="NEW", help="The AGS of the municipality that it became part of (Rechtsnachfolgerin)."),
    ],
    on: Annotated[
        date,
        typer.Option(
            "--on", parser=day, metavar="DATE", help="The first day on which the old one no longer exists (Stichtag)."
        ),
    ],
    county: CountyOption = None,
    reason: ReasonOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record that a municipality became part of another (Eingemeindung, Zusammenschluss).

    Both must be recorded already. Repeating it changes nothing.
    """
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        viewer = await acting(record, await county_of(record, county))
        async with record.read(viewer) as reading:
            stored = await reading.every("municipality")
        gone, heir = _find(stored, old, on, "old"), _find(stored, new, on, "new")
        outcome = await record.commands.handle(
            viewer,
            CommandEnvelope(
                MergeMunicipality(id=gone.ref, into=heir.ref, on=on),
                command_id=_command_id(viewer, gone, heir, on),
                expected_version=gone.version,
                reason=reason,
            ),
        )
        names = [municipality_on(each.state, on).name for each in (gone, heir)]
        if outcome.events:
            screen.say("{old} is part of {new} from {on} on.", old=names[0], new=names[1], on=on)
        else:
            screen.say("This is recorded already.")
        screen.result({"old": gone.ref, "new": heir.ref, "on": on, "events": len(outcome.events)})

    on_record(screen, body)


def _find(stored: list[EntitySnapshot], ags: str, on: date, field: str) -> EntitySnapshot:
    for each in stored:
        if municipality_on(each.state, on).ags == ags:
            return each
    raise NotFound(
        "No municipality with the AGS {ags} is recorded for {on}.",
        (field,),
        ags=ags,
        on=on,
    )


def _command_id(viewer: Viewer, gone: EntitySnapshot, heir: EntitySnapshot, on: date) -> UUID:
    return uuid5(viewer.county, f"succeed {gone.ref} {gone.version} {heir.ref} {on}")
