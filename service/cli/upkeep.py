"""`klimakreis rebuild`, `check`, `export` and `migrate`: keeping the record true, and taking it away."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from events.message import plural
from service.bootstrap import bootstrap
from service.check import BrokenInvariant, CheckProgress, check
from service.cli.opened import county_of, on_record
from service.cli.options import CountyOption, JsonOption, terminal
from service.cli.output import write
from service.cli.terminal import Exit
from service.codec import DECIDERS
from service.export import export
from service.problems import InvalidInput
from service.rebuild import rebuild
from service.record import Record
from service.revisions import newest_revision
from service.settings import Settings


def rebuild_states(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="Only entities of this kind, such as municipality; may be repeated (Art)."),
    ] = None,
    county: CountyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rebuild all states and claims from the events, while the service runs (Zustände neu bilden).

    Without --county, for every county of the database. Only states that differ are written; missing texts are
    restored.
    """
    screen = terminal(context, as_json)

    async def body(record: Record) -> None:
        for each in kind or ():
            if each not in DECIDERS:
                raise InvalidInput(
                    "There is no kind {kind}; there are {kinds}.",
                    ("kind",),
                    kind=each,
                    kinds=tuple(DECIDERS),
                )
        told = []
        for at, key in await _counties(record, county):
            events = written = 0
            with screen.progress("Rebuilding", await record.head(at)) as bar:
                async for progress in rebuild(record.pool, at, kind):
                    events, written = progress.events, progress.written
                    bar.reach(events)
            told.append({"county": at, "events": events, "written": written})
            screen.say(
                "{key}: {events} events read again, {written} states differed and were written.",
                key=key,
                events=events,
                written=written,
            )
        screen.result(told)

    on_record(screen, body)


def check_record(context: typer.Context, county: CountyOption = None, as_json: JsonOption = False) -> None:
    """Check all stored data against the rules of the record (Prüfung des Verzeichnisses).

    Positions must run from 1 to the head without gaps, versions without gaps in the order of positions; states and
    claims must follow from the events; hashes, outcomes of commands and texts must match; every event needs an actor.
    Without --county, for every county. The exit code is 1 if something is wrong.
    """
    screen = terminal(context, as_json)

    async def body(record: Record) -> bool:
        told: list[dict[str, Any]] = []
        for at, key in await _counties(record, county):
            findings: list[BrokenInvariant] = []
            with screen.progress("Checking", None) as bar:
                async for found in check(record.pool, at):
                    if isinstance(found, CheckProgress):
                        bar.reach(found.events, found.of)
                    else:
                        findings.append(found)
            screen.table(
                key,
                (screen.phrase("Rule"), screen.phrase("Where"), screen.phrase("What is wrong")),
                [(finding.rule, finding.where, finding.what) for finding in findings],
            )
            head = await record.head(at)
            if findings:
                screen.warn(plural(len(findings), "{key}: one finding.", "{key}: {count} findings.", key=key))
            else:
                screen.say(
                    plural(
                        head, "{key}: one event, nothing is wrong.", "{key}: {count} events, nothing is wrong.", key=key
                    )
                )
            told.append(
                {
                    "county": at,
                    "position": head,
                    "findings": [{"rule": each.rule, "where": each.where, "what": each.what} for each in findings],
                }
            )
        screen.result(told)
        return any(each["findings"] for each in told)

    if on_record(screen, body):
        raise typer.Exit(Exit.REFUSED)


def export_events(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", dir_okay=False, help="The file to write; without it, standard output (Zieldatei)."
        ),
    ] = None,
    after: Annotated[int, typer.Option("--after", min=0, help="Only events after this position (nach Position).")] = 0,
    county: CountyOption = None,
) -> None:
    """Write a county's events as JSON Lines: one event a line, with its canonical envelope (Export).

    Sealed texts stay sealed. The file is written completely or not at all.
    """
    screen = terminal(context)

    async def body(record: Record) -> None:
        at = await county_of(record, county)
        lines = export(record.pool, at, after)
        total = max(0, await record.head(at) - after)
        with screen.progress("Writing", total) as bar:
            written = await write(lines, file, bar)
        if file is not None:
            screen.say(
                plural(written, "One event written to {file}.", "{count} events written to {file}.", file=str(file))
            )

    on_record(screen, body)


def migrate_database(context: typer.Context, as_json: JsonOption = False) -> None:
    """Bring the database's tables up to date, as `serve` does at its start (Migration).

    Needs DATABASE_OWNER_URL where DATABASE_URL is set.
    """
    screen = terminal(context, as_json)
    with screen.reporting():
        settings = Settings.from_environment()
        if not settings.embedded:
            settings.owner_url()
        asyncio.run(_stand(settings))
    screen.say("The tables are at revision {revision}.", revision=newest_revision())
    screen.result({"revision": newest_revision()})


async def _stand(settings: Settings) -> None:
    async with bootstrap(settings):
        pass


async def _counties(record: Record, key: str | None) -> Sequence[tuple[UUID, str]]:
    """The counties that are meant, each with its newest key."""
    if key is not None:
        return [(await county_of(record, key), key)]
    return [(county, keys[-1]) for county, keys in (await record.counties()).items()]
