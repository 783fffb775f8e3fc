"""The command line `klimakreis`: setting a county up, importing, looking after the record, serving it."""

from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from service.cli import actor, county, imports, lists, municipality, reference, report, serving, token, upkeep
from service.language import Language

app = typer.Typer(
    name="klimakreis",
    no_args_is_help=True,
    add_completion=False,
    # Paragraphs are filled to the width of the window, whatever their lines in the source.
    rich_markup_mode="markdown",
    # A trace with local variables could show tokens and texts.
    pretty_exceptions_enable=False,
    help="The shared, provable record of a county's climate cooperation (Klimakreis).",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        try:
            typer.echo(version("klimakreis"))
        except PackageNotFoundError:
            typer.echo("not installed")
        raise typer.Exit


@app.callback()
def klimakreis(
    context: typer.Context,
    language: Annotated[
        Language,
        typer.Option(
            "--language",
            case_sensitive=False,
            envvar="KLIMAKREIS_LANGUAGE",
            help="The language of messages and lists (Sprache).",
        ),
    ] = Language.EN,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version (Version).")
    ] = False,
) -> None:
    """The shared, provable record of a county's climate cooperation (Klimakreis)."""
    context.obj = language


app.command()(serving.demo)
app.command()(serving.serve)
app.add_typer(county.app, name="county")
app.add_typer(imports.app, name="import")
app.add_typer(municipality.app, name="municipality")
app.add_typer(actor.app, name="actor")
app.add_typer(token.app, name="token")
app.command(name="list")(lists.print_list)
app.command(name="report")(report.print_report)
app.command(name="rebuild")(upkeep.rebuild_states)
app.command(name="check")(upkeep.check_record)
app.command(name="export")(upkeep.export_events)
app.command(name="migrate")(upkeep.migrate_database)
app.command(name="policy")(reference.print_policy)
app.command(name="settings")(reference.print_settings)
