"""The text of docs/command-line.md: every command, argument and option, from what stands in the code.

`python -m service.cli.guide` writes it; a test says when it is out of date.
"""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from typer.main import get_command

from service.cli import app
from service.cli.terminal import MEANINGS

GUIDE = Path(__file__).parent.parent.parent / "docs" / "command-line.md"


def commands() -> Iterator[tuple[str, Any]]:
    """Every command and group of commands, with the words that call it."""
    yield from _walk("klimakreis", get_command(app))


def _walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _walk(f"{path} {name}", inner)


def parameters(command: Any) -> list[Any]:
    """The arguments and options of a command, without its --help."""
    return [each for each in command.params if "--help" not in each.opts]


def guide() -> str:
    """The text of docs/command-line.md."""
    lines = [
        "# The command line",
        "",
        "`klimakreis` works on the database that the [settings](settings.md) name. Without `DATABASE_URL` that is the "
        "embedded one in `KLIMAKREIS_DATA`: where a `serve` is running on it, it is used as it is; otherwise it is "
        "started for the command and stopped after it. This page is written by `python -m service.cli.guide`.",
        "",
        "Results go to standard output, everything else to standard error. With `--json` the result is one JSON value "
        "for programs, nobody is asked anything, and what stands against a command is told as "
        '`{"problems": [{"code", "message", "path"}]}`.',
        "",
        "## Exit codes",
        "",
        "| Code | Meaning |",
        "|---|---|",
    ]
    lines += [f"| {code:d} | {meaning} |" for code, meaning in MEANINGS.items()]
    for path, command in commands():
        lines += ["", f"{'#' * (2 + path.count(' '))} `{path}`", "", _paragraphs(command.help or "")]
        lines += _table(command)
    return "\n".join(lines).rstrip() + "\n"


def _paragraphs(text: str) -> str:
    """The help, with each paragraph on one line."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _table(command: Any) -> list[str]:
    rows = [f"| {_name(each)} | {_about(each)} |" for each in parameters(command)]
    return ["", "| Argument or option | What it says |", "|---|---|", *rows] if rows else []


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = f"`{(parameter.metavar or parameter.name.upper())}`"
        return name if parameter.required else f"{name} (optional)"
    return ", ".join(f"`{option}`" for option in parameter.opts)


def _about(parameter: Any) -> str:
    about = str(parameter.help)
    kind = parameter.get_runtime_param().annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        about += f" One of {', '.join(f'`{_text(choice)}`' for choice in kind)}."
    if parameter.param_type_name == "option" and parameter.required:
        about += " Required."
    elif parameter.default not in (None, False, ()):
        about += f" Default: `{_text(parameter.default)}`."
    if parameter.envvar:
        about += f" Also from `{parameter.envvar}`."
    return about.replace("|", "\\|")


def _text(value: object) -> str:
    return str(getattr(value, "value", value))


if __name__ == "__main__":
    GUIDE.write_text(guide(), encoding="utf-8")
