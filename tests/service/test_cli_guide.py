"""Every command, argument and option is explained, and docs/command-line.md says so."""

from typing import Any

import pytest

from service.cli.guide import GUIDE, commands, guide, parameters
from service.cli.terminal import MEANINGS, Exit

COMMANDS = list(commands())


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_a_command_and_all_it_takes_are_explained(path: str, command: Any) -> None:
    assert len((command.help or "").split()) > 3
    for parameter in parameters(command):
        assert len((parameter.help or "").split()) > 2, f"{path} {parameter.name}"


def test_every_command_of_the_issue_is_there() -> None:
    assert {path.removeprefix("klimakreis ") for path, _ in COMMANDS} >= {
        "demo",
        "serve",
        "county create",
        "import municipalities",
        "municipality succeed",
        "actor create",
        "actor list",
        "token create",
        "token list",
        "token rotate",
        "token revoke",
        "rebuild",
        "check",
        "export",
    }


def test_every_exit_code_means_something() -> None:
    assert set(MEANINGS) == set(Exit)


def test_the_guide_is_current() -> None:
    assert GUIDE.read_text(encoding="utf-8") == guide(), "run `python -m service.cli.guide`"
