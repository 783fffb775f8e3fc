"""`klimakreis serve` and `demo`: what stays until it is told to stop."""

from pathlib import Path
from typing import Annotated

import typer

from service import serve as serving
from service.cli.options import terminal
from service.cli.terminal import Terminal
from service.demo import FILE, DemoTokens, serve_demo
from service.demo.queries import QUERIES
from service.logs import set_up
from service.settings import Settings

Port = Annotated[
    int | None,
    typer.Option(
        "--port", min=0, max=65535, help="The port to listen on; 0 takes a free one (Port). Without it, PORT or 8000."
    ),
]
DEMO = Path(".data/demo")
Host = Annotated[str | None, typer.Option("--host", help="The address to listen on (Adresse).")]


def serve(
    context: typer.Context,
    host: Host = None,
    port: Port = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=64, help="How many processes serve (Anzahl der Prozesse).")
    ] = None,
) -> None:
    """Serve the record over HTTP until it is stopped (Dienst starten).

    Options that are not given come from the settings, see `klimakreis settings`. Without DATABASE_URL, it runs a
    PostgreSQL of its own in the data directory.
    """
    with terminal(context).reporting():
        settings = _given(Settings.from_environment(), host=host, port=port, workers=workers)
    set_up(settings.log_level, settings.log_format)
    raise typer.Exit(int(serving.run(settings)))


def demo(
    context: typer.Context,
    port: Port = None,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            file_okay=False,
            help="The directory of its database and of demo.json (Datenverzeichnis). Without it, .data/demo.",
        ),
    ] = None,
    host: Host = None,
) -> None:
    """Serve a demonstration: Kreis Schleswig-Flensburg with its municipalities (Vorführung).

    Creates an embedded PostgreSQL in the data directory, fills it on the first start, and prints the address, a token
    for each role and queries to paste; demo.json contains the same. Later starts use the same data.
    """
    screen = terminal(context)
    with screen.reporting():
        settings = _given(Settings.from_environment(), host=host, port=port, data=data or DEMO)
    # What the demonstration has to say is for the one who tries it out, not for a log.
    settings = settings.having(log_level="WARNING", log_format="text")
    set_up(settings.log_level, settings.log_format)

    def announce(url: str, access: DemoTokens) -> None:
        _announce(screen, url, access, settings.data / FILE)

    raise typer.Exit(int(serve_demo(settings, announce)))


def _announce(screen: Terminal, url: str, access: DemoTokens, file: Path) -> None:
    screen.say("Klimakreis serves the demonstration at {address}", address=f"{url}/graphql")
    screen.say("\nSend one of these tokens as 'Authorization: Bearer …':")
    for role, token in access.tokens.items():
        screen.show(f"  {role:<12} {token}")
    screen.say("\nQueries worth pasting:")
    for query in QUERIES:
        screen.show(f"\n{query.rstrip()}")
    screen.say("\nAll of this is also in {file}. Ctrl-C ends the demonstration.", file=str(file))


def _given(settings: Settings, **options: object) -> Settings:
    return settings.having(**{name: value for name, value in options.items() if value is not None})
