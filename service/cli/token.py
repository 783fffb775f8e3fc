"""`klimakreis token`: what an actor shows to come in."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import typer

from service.actors import TokenRow
from service.cli.opened import county_of, on_record
from service.cli.options import CountyOption, JsonOption, day, terminal
from service.commands import now
from service.record import Record

app = typer.Typer(no_args_is_help=True, help="The tokens with which actors get access (Zugangstoken).")


class TokenState(StrEnum):
    """Whether a token still lets in (Zustand)."""

    VALID = "VALID"
    """It lets in (gültig)."""
    EXPIRED = "EXPIRED"
    """Its time is over (abgelaufen)."""
    REVOKED = "REVOKED"
    """It was ended (widerrufen)."""


Expires = Annotated[
    date | None,
    typer.Option(
        "--expires",
        parser=day,
        metavar="DATE",
        help="The first day on which the token is no longer valid, from midnight UTC (läuft ab am). Without it, a new "
        "token does not expire, and a rotated one expires when the old one would have.",
    ),
]
TokenId = Annotated[UUID, typer.Argument(metavar="TOKEN", help="The id of the token, from `token list` (Token-Id).")]


@app.command()
def create(
    context: typer.Context,
    actor: Annotated[UUID, typer.Argument(metavar="ACTOR", help="The id of the actor, from `actor list` (Akteur).")],
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Let it read but change nothing (nur lesend).")
    ] = False,
    expires: Expires = None,
    county: CountyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Create a token for an actor. It is shown only now, because only its hash is stored (Token ausstellen)."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        actors = record.actors(await county_of(record, county))
        moment = _moment(expires)
        token_id, token = await actors.issue(actor, not read_only, moment)
        if moment is not None and moment <= now():
            screen.warn("This token has expired already.")
        screen.say("Token {id}, shown this once:\n{token}", id=str(token_id), token=token)
        screen.result({"id": token_id, "token": token, "actor": actor})

    on_record(screen, body)


@app.command(name="list")
def list_tokens(
    context: typer.Context,
    actor: Annotated[
        UUID | None, typer.Option("--actor", help="Only the tokens of this actor, by its id (Akteur).")
    ] = None,
    county: CountyOption = None,
    as_json: JsonOption = False,
) -> None:
    """List tokens by their ids; the tokens themselves are not stored (Token auflisten)."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        rows = await record.actors(await county_of(record, county)).tokens(actor)
        scopes = {True: screen.phrase("reads and writes"), False: screen.phrase("reads")}
        screen.table(
            screen.phrase("Tokens"),
            (
                "Id",
                screen.phrase("Actor"),
                screen.phrase("Scope"),
                screen.phrase("State"),
                screen.phrase("Ends"),
            ),
            [
                (
                    str(row.id),
                    str(row.actor),
                    scopes[row.writes],
                    screen.told(_state(row)),
                    screen.told(row.expires_at) or "-",
                )
                for row in rows
            ],
        )
        if not rows:
            screen.say("There are no tokens; `klimakreis token create` makes one.")
        screen.result([_told(row) for row in rows])

    on_record(screen, body)


@app.command()
def rotate(
    context: typer.Context,
    token: TokenId,
    expires: Expires = None,
    county: CountyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Replace a token by a new one with the same actor and scope; the old one ends at once (Token erneuern)."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        actors = record.actors(await county_of(record, county))
        token_id, new = await actors.rotate(token, _moment(expires))
        screen.say("Token {id}, shown this once:\n{token}", id=str(token_id), token=new)
        screen.result({"id": token_id, "token": new, "replaces": token})

    on_record(screen, body)


@app.command()
def revoke(context: typer.Context, token: TokenId, county: CountyOption = None, as_json: JsonOption = False) -> None:
    """End a token at once (Token widerrufen)."""
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        await record.actors(await county_of(record, county)).revoke(token)
        screen.say("Token {id} is revoked.", id=str(token))
        screen.result({"id": token, "revoked": True})

    on_record(screen, body)


def _moment(expires: date | None) -> datetime | None:
    return None if expires is None else datetime.combine(expires, time(), UTC)


def _state(row: TokenRow) -> TokenState:
    if row.revoked_at is not None:
        return TokenState.REVOKED
    expired = row.expires_at is not None and row.expires_at <= now()
    return TokenState.EXPIRED if expired else TokenState.VALID


def _told(row: TokenRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "actor": row.actor,
        "writes": row.writes,
        "state": _state(row),
        "createdAt": row.created_at.isoformat(),
        "expiresAt": row.expires_at and row.expires_at.isoformat(),
    }
