"""Options and arguments that several commands share."""

from datetime import date
from typing import Annotated

import typer

from service.cli.terminal import Terminal
from service.problems import Language


def day(text: str | date) -> date:
    """A day as YYYY-MM-DD; a default is one already."""
    try:
        return text if isinstance(text, date) else date.fromisoformat(text)
    except ValueError as fault:
        raise typer.BadParameter(f"{text!r} is no day; write it as YYYY-MM-DD") from fault


JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print one JSON object for programs instead of text for people (maschinenlesbar)."),
]
CountyOption = Annotated[
    str | None,
    typer.Option(
        "--county",
        metavar="KEY",
        envvar="KLIMAKREIS_COUNTY",
        help="The county by its five-digit key (Kreisschlüssel). May be left out where the database holds only one.",
    ),
]
ReasonOption = Annotated[
    str | None,
    typer.Option("--reason", help="Why, in a sentence (Begründung). It is sealed: only those entitled read it."),
]


def terminal(context: typer.Context, as_json: bool = False) -> Terminal:
    """The terminal of a command, in the language that was asked for."""
    language = context.obj if isinstance(context.obj, Language) else Language.EN
    return Terminal(as_json, language)
