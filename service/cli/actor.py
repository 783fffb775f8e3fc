"""`klimakreis actor`: who may come in, and as whom."""

from typing import Annotated, Any
from uuid import UUID

import typer

from events.municipality.view import view as municipality_on
from events.policy import Role
from service.actors import ActorKind, ActorRow
from service.cli.opened import acting, county_of, on_record
from service.cli.options import CountyOption, JsonOption, terminal
from service.commands import now
from service.problems import InvalidInput, NotFound
from service.record import Record
from service.refs import split
from service.sealing import open_sealed

app = typer.Typer(no_args_is_help=True, help="People and programs that may use the record (Akteure).")


@app.command()
def create(
    context: typer.Context,
    label: Annotated[
        str,
        typer.Argument(metavar="LABEL", help="What the actor is called, such as a name; it is sealed (Bezeichnung)."),
    ],
    role: Annotated[Role, typer.Option("--role", help="What the actor may see and do; not PUBLIC or SYSTEM (Rolle).")],
    kind: Annotated[ActorKind, typer.Option("--kind", help="The kind of actor (Art des Akteurs).")] = ActorKind.PERSON,
    acts_for: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="ENTITY",
            help="For whom the actor acts: the AGS of a municipality; otherwise a kind, a colon and an id, "
            "such as partner:01920000-0000-7000-8000-000000000000 (handelt für). "
            "Needed for MUNICIPALITY and PARTNER.",
        ),
    ] = None,
    county: CountyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Create an actor: a person or program that may use the record, once it has a token (Akteur anlegen)."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        if role in (Role.PUBLIC, Role.SYSTEM):
            raise InvalidInput(
                "The role {role} is given to nobody: it applies without a token, or to the service itself.",
                ("role",),
                role=role,
            )
        at = await county_of(record, county)
        whom = None if acts_for is None else await entity(record, at, acts_for)
        actor = await record.actors(at).create(label, role, kind, whom)
        screen.say("{label} takes part as {role}, with the id {actor}.", label=label, role=role, actor=str(actor))
        screen.result({"actor": actor, "role": role, "kind": kind, "actsFor": whom})

    on_record(screen, body)


@app.command(name="list")
def list_actors(context: typer.Context, county: CountyOption = None, as_json: JsonOption = False) -> None:
    """List the actors of a county (Akteure)."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        at = await county_of(record, county)
        rows = [(row, await label_of(record, at, row)) for row in await record.actors(at).every()]
        screen.table(
            screen.phrase("Actors"),
            ("Id", screen.phrase("Role"), screen.phrase("Kind"), screen.phrase("Label"), screen.phrase("For")),
            [
                (str(row.id), screen.told(row.role), screen.told(row.kind), label or "-", row.acts_for or "")
                for row, label in rows
            ],
        )
        screen.result([_told(row, label) for row, label in rows])

    on_record(screen, body)


def _told(row: ActorRow, label: str | None) -> dict[str, Any]:
    return {
        "actor": row.id,
        "role": row.role,
        "kind": row.kind,
        "label": label,
        "actsFor": row.acts_for,
        "createdAt": row.created_at.isoformat(),
    }


async def label_of(record: Record, county: UUID, row: ActorRow) -> str | None:
    """What an actor is called; None once that was erased."""
    key = await record.tenant(county).key_of(f"actor:{row.id}")
    return None if key is None else open_sealed(key.secret, row.label)


async def entity(record: Record, county: UUID, text: str) -> str:
    """The ref of an entity that is named by its AGS, or by its kind, a colon and its id. Raises `NotFound`."""
    viewer = await acting(record, county)
    async with record.read(viewer) as reading:
        if text.isdigit():
            today = now().date()
            for each in await reading.every("municipality"):
                if municipality_on(each.state, today).ags == text:
                    return each.ref
        elif (ref := _ref(text)) is not None and await reading.get(ref) is not None:
            return ref
    raise NotFound(
        "The record holds no {given}. Give the AGS of a municipality; for all others the kind (county, "
        "coordination_office, municipal_association or partner), a colon and the id.",
        ("for",),
        given=text,
    )


def _ref(text: str) -> str | None:
    try:
        split(text)
    except ValueError:
        return None
    return text
