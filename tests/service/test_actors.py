"""Actors and their tokens: what one may be called, who is let in by none, what the command line says of them."""

import pytest

from events.policy import Role
from service.actors import ActorKind
from service.effects import SYSTEM
from service.problems import InvalidInput
from tests.conftest import Database
from tests.service.command_line import CommandLine
from tests.service.county import County


@pytest.mark.parametrize("label", ["", "  ", "A" * 201, "zwei\nZeilen", "unsicht\u202ebar"])
async def test_a_label_is_a_line_that_says_something(county: County, label: str) -> None:
    actors = county.record.actors(county.id)
    before = await actors.every()

    with pytest.raises(InvalidInput) as refused:
        await actors.create(label, Role.AUDITOR, ActorKind.PERSON)

    assert refused.value.path == ("label",)
    assert await actors.every() == before


async def test_the_service_itself_is_let_in_by_no_token(county: County) -> None:
    actors = county.record.actors(county.id)

    with pytest.raises(InvalidInput):
        await actors.issue(SYSTEM)

    assert await actors.tokens(SYSTEM) == []


def test_a_person_is_told_where_there_is_nothing_yet(database: Database) -> None:
    klimakreis = CommandLine.on(database)
    assert "no county yet" in klimakreis("county", "list").stdout

    klimakreis.county("01098")
    klimakreis.county("01098", "Ein anderer Name")

    assert "Ein anderer Name" not in klimakreis("county", "create", "01098", "Ein anderer Name").stdout
    assert "01098: one event, nothing is wrong" in klimakreis("check").stdout
    assert "Es gibt keine Zugangstoken" in klimakreis("--language", "de", "token", "list").stdout


def test_a_person_sees_what_a_token_allows_and_that_it_has_ended(database: Database) -> None:
    klimakreis = CommandLine.on(database)
    klimakreis.county("01098")
    actor = klimakreis.json("actor", "create", "Prüfung", "--role", "AUDITOR")["actor"]

    made = klimakreis("token", "create", actor, "--read-only", "--expires", "2020-01-01")
    klimakreis("token", "create", actor)

    assert "has expired already" in made.stderr
    shown = [" ".join(line.split()[2:]) for line in klimakreis("token", "list").stdout.splitlines()[2:4]]
    assert shown == ["reads expired 1 January 2020, 01:00", "reads and writes valid -"]
