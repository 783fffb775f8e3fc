"""Options and arguments that several commands share."""

from datetime import date
from typing import Annotated

import typer

from service.cli.terminal import Terminal
from service.language import Language


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


LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--language",
        case_sensitive=False,
        help="The language of the list; without it, that of the command line (Sprache).",
    ),
]
OnOption = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="DATE", help="The day that is asked about; without it, today (Stichtag)."),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="MOMENT",
        help="What the record knew at a position, or at a time with its zone; without it, now (Stand).",
    ),
]


def terminal(context: typer.Context, as_json: bool = False, language: Language | None = None) -> Terminal:
    """The terminal of a command, in the language that was asked for."""
    spoken = context.obj if isinstance(context.obj, Language) else Language.EN
    return Terminal(as_json, language or spoken)
