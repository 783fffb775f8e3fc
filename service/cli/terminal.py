"""What the command line says and how it ends: text for people, JSON for programs, exit codes that mean something."""

import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from service.bootstrap import BootstrapFailed, PostgresError
from service.database import LOST
from service.language import Language, say
from service.problems import Problem, Unavailable
from service.settings import SettingsError


class Exit(IntEnum):
    """How a command ended (Rückgabewert)."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    UNAVAILABLE = 3
    ADDRESS = 4
    WORKERS = 5
    PARTLY = 6
    FAULT = 70
    INTERRUPTED = 130


MEANINGS = {
    Exit.DONE: "Done, or nothing had to be done.",
    Exit.REFUSED: "Refused, or problems were found; nothing was written.",
    Exit.USAGE: "The command line or a setting cannot be used.",
    Exit.UNAVAILABLE: "The database cannot be started, reached or brought up to date; the same command may be given "
    "again.",
    Exit.ADDRESS: "`serve` and `demo`: the address or port cannot be listened on.",
    Exit.WORKERS: "`serve` and `demo`: the workers do not start.",
    Exit.PARTLY: "Part was written and part refused; the same command given again goes on where it can.",
    Exit.FAULT: "A fault of the program.",
    Exit.INTERRUPTED: "Interrupted from the keyboard; the same command given again goes on from there.",
}
"""What each exit code means, for the guide."""


_WIDE = 1_000


class Declined(Exception):
    """A person was asked and said no."""


class Terminal:
    """Where one command says what it has to say: results on standard output, everything else on standard error."""

    def __init__(self, as_json: bool, language: Language = Language.EN) -> None:
        self.as_json = as_json
        self.language = language
        # Whoever reads what is piped wants every line whole.
        self.out = Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDE)
        self.err = Console(highlight=False, stderr=True)

    def words(self, en: str, de: str) -> str:
        """The words in the language asked for."""
        return de if self.language is Language.DE else en

    def say(self, en: str, de: str) -> None:
        """Tell a person something; a program is not told."""
        if not self.as_json:
            self.out.print(escape(self.words(en, de)), soft_wrap=True)

    def warn(self, en: str, de: str) -> None:
        """Tell a person something beside the result."""
        if not self.as_json:
            self.err.print(f"[yellow]{escape(self.words(en, de))}[/yellow]", soft_wrap=True)

    def result(self, value: Any) -> None:
        """Give a program the result; a person has seen it."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
            sys.stdout.flush()

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], most: int = 1000) -> None:
        """Show a person a table of at most so many rows."""
        if self.as_json or not rows:
            return
        # What is cut off is of no use: in a narrow window a cell goes on below, and an id is kept whole.
        heads = (Column(head, overflow="fold", no_wrap=head == "Id") for head in columns)
        table = Table(*heads, box=None, pad_edge=False)
        for row in rows[:most]:
            table.add_row(*(escape(cell) for cell in row))
        self.out.print(f"[bold]{escape(title)}[/bold]", soft_wrap=True)
        self.out.print(table)
        if len(rows) > most:
            self.say(f"… and {len(rows) - most} more", f"… und {len(rows) - most} weitere")
        self.out.print()

    def confirm(self, en: str, de: str, yes: bool) -> None:
        """Ask a person before something is written; nobody is asked where nobody sits. Raises `Declined`."""
        if yes or self.as_json or not sys.stdin.isatty():
            return
        if not typer.confirm(self.words(en, de), err=True):
            raise Declined

    @contextmanager
    def progress(self, en: str, de: str, total: int | None) -> Iterator["Bar"]:
        """Show a person who waits how far it is."""
        progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self.err,
            transient=True,
            disable=self.as_json or not self.err.is_terminal,
        )
        with progress:
            yield Bar(progress, self.words(en, de), total)

    def fail(self, exit_code: Exit, code: str, en: str, de: str, path: Sequence[str] = ()) -> NoReturn:
        """Say why the command ends here, and end it."""
        message = self.words(en, de)
        self.result({"problems": [{"code": code, "message": message, "path": list(path)}]})
        if not self.as_json:
            self.err.print(f"[red]{escape(message)}[/red] ({escape(code)})", soft_wrap=True)
        raise typer.Exit(exit_code)

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """End the command with words and an exit code where something stands against it."""
        try:
            yield
        except typer.Exit:
            raise
        except Declined:
            self.fail(Exit.REFUSED, "DECLINED", "Nothing was written.", "Nichts wurde geschrieben.")
        except Unavailable as problem:
            self.fail(Exit.UNAVAILABLE, problem.code, *_in_both(problem))
        except Problem as problem:
            en, de = (_placed(words, problem.path) for words in _in_both(problem))
            self.fail(Exit.REFUSED, problem.code, en, de, problem.path)
        except SettingsError as error:
            self.fail(Exit.USAGE, "SETTINGS", f"{error}.", f"Eine Einstellung ist nicht brauchbar: {error}.")
        except (PostgresError, BootstrapFailed) as error:
            self.fail(Exit.UNAVAILABLE, "UNAVAILABLE", f"{error}.", f"Die Datenbank steht nicht bereit: {error}.")
        except LOST as error:
            # Faults of the network may name the address, with its password: only their kind is told.
            kind = type(error).__name__
            self.fail(
                Exit.UNAVAILABLE,
                "UNAVAILABLE",
                f"The database cannot be reached ({kind}).",
                f"Die Datenbank ist nicht erreichbar ({kind}).",
            )
        except KeyboardInterrupt:
            self.fail(Exit.INTERRUPTED, "INTERRUPTED", "Interrupted.", "Unterbrochen.")
        except Exception as fault:
            traceback.print_exc()
            kind = type(fault).__name__
            self.fail(Exit.FAULT, "FAULT", f"A fault of the program: {kind}.", f"Ein Programmfehler: {kind}.")


def _placed(message: str, path: Sequence[str]) -> str:
    """The message as a sentence; one that goes on from its field begins with that."""
    return f"{'.'.join(path)}: {message}" if path and message[:1].islower() else message


class Bar:
    """One progress bar."""

    def __init__(self, progress: Progress, description: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(description, total=total)

    def advance(self, by: int = 1) -> None:
        """So much more is done."""
        self._progress.advance(self._task, by)

    def reach(self, done: int, total: int | None = None) -> None:
        """So much is done by now."""
        self._progress.update(self._task, completed=done, total=total)


def _in_both(problem: Problem) -> tuple[str, str]:
    return say(problem.message, Language.EN), say(problem.message, Language.DE)
