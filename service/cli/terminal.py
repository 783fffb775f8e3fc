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

from events.message import Message, Value, message, plural
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
    Exit.DONE: "Done, or there was nothing to do.",
    Exit.REFUSED: "Refused, or problems were found; nothing was written.",
    Exit.USAGE: "An argument, an option or a setting is invalid.",
    Exit.UNAVAILABLE: "The database cannot be started, reached or brought up to date; repeat the command later.",
    Exit.ADDRESS: "`serve` and `demo`: they cannot listen on the address or port; another program may use it.",
    Exit.WORKERS: "`serve` and `demo`: the workers failed to start.",
    Exit.PARTLY: "Part was written and part was refused; repeating the command tries only the rest.",
    Exit.FAULT: "An internal error of the program.",
    Exit.INTERRUPTED: "Interrupted from the keyboard; repeating the command continues from there.",
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

    def phrase(self, text: str | Message, /, **values: Value) -> str:
        """A text with its values in the language asked for."""
        return say(message(text, **values), self.language)

    def told(self, value: Value) -> str:
        """A day, a member of an enum or any other value in the language asked for."""
        return say(value, self.language)

    def show(self, words: str) -> None:
        """Show a person something as it is; a program is not shown it."""
        if not self.as_json:
            self.out.print(escape(words), soft_wrap=True)

    def say(self, text: str | Message, /, **values: Value) -> None:
        """Tell a person something; a program is not told."""
        self.show(self.phrase(text, **values))

    def warn(self, text: str | Message, /, **values: Value) -> None:
        """Tell a person something beside the result."""
        if not self.as_json:
            self.err.print(f"[yellow]{escape(self.phrase(text, **values))}[/yellow]", soft_wrap=True)

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
            self.say(plural(len(rows) - most, "… and one more", "… and {count} more"))
        self.out.print()

    def confirm(self, question: str, yes: bool) -> None:
        """Ask a person before something is written; nobody is asked where nobody sits. Raises `Declined`."""
        if yes or self.as_json or not sys.stdin.isatty():
            return
        if not typer.confirm(self.phrase(question), err=True):
            raise Declined

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator["Bar"]:
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
            yield Bar(progress, self.phrase(what), total)

    def fail(self, exit_code: Exit, code: str, said: Message, path: Sequence[str] = ()) -> NoReturn:
        """Say why the command ends here, and end it."""
        words = _placed(self.phrase(said), path)
        self.result({"problems": [{"code": code, "message": words, "path": list(path)}]})
        if not self.as_json:
            self.err.print(f"[red]{escape(words)}[/red] ({escape(code)})", soft_wrap=True)
        raise typer.Exit(exit_code)

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """End the command with words and an exit code where something stands against it."""
        try:
            yield
        except typer.Exit:
            raise
        except Declined:
            self.fail(Exit.REFUSED, "DECLINED", message("Nothing was written."))
        except Problem as problem:
            exit_code = Exit.UNAVAILABLE if isinstance(problem, Unavailable) else Exit.REFUSED
            self.fail(exit_code, problem.code, problem.message, problem.path)
        except SettingsError as error:
            self.fail(Exit.USAGE, "SETTINGS", message("A setting cannot be used: {error}.", error=str(error)))
        except (PostgresError, BootstrapFailed) as error:
            self.fail(Exit.UNAVAILABLE, "UNAVAILABLE", message("The database is not ready: {error}.", error=str(error)))
        except LOST as error:
            # Faults of the network may name the address, with its password: only their kind is told.
            said = message("The database cannot be reached ({kind}).", kind=type(error).__name__)
            self.fail(Exit.UNAVAILABLE, "UNAVAILABLE", said)
        except KeyboardInterrupt:
            self.fail(Exit.INTERRUPTED, "INTERRUPTED", message("Interrupted."))
        except Exception as fault:
            traceback.print_exc()
            self.fail(Exit.FAULT, "FAULT", message("A fault of the program: {kind}.", kind=type(fault).__name__))


def _placed(words: str, path: Sequence[str]) -> str:
    """The words as a sentence; those that go on from their field begin with that."""
    return f"{'.'.join(path)}: {words}" if path and words[:1].islower() else words


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
