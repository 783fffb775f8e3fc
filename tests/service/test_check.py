"""A check finds what is broken, whatever it is; a rebuild mends what can be derived."""

from typing import Any

import asyncpg
import pytest

from service.rebuild import rebuild
from tests.conftest import Database
from tests.service.county import County


class Vandal:
    """Whoever has the server itself and no scruples."""

    def __init__(self, database: Database, county: County) -> None:
        self._database = database
        self._county = county

    async def does(self, *statements: str) -> None:
        connection: Any = await asyncpg.connect(self._database.admin_url)
        try:
            async with connection.transaction():
                await connection.execute("SET LOCAL session_replication_role = replica")
                for statement in statements:
                    done = await connection.execute(statement.replace(":county", f"'{self._county.id}'"))
                    assert not done.endswith(" 0"), statement
        finally:
            await connection.close()


@pytest.fixture
async def filled(county: County) -> County:
    """A county of two municipalities with some history, and a person."""
    first, second = await county.municipality(), await county.municipality()
    for number in range(3):
        await county.count(first, number)
    await county.rename(second, "Neustadt", reason="Beschluss")
    await county.person("Ø. Ørsted")
    assert await county.findings() == []
    return county


@pytest.fixture
def vandal(filled: County, database: Database) -> Vandal:
    return Vandal(database, filled)


async def _rules(county: County) -> set[str]:
    return {finding.rule for finding in await county.findings()}


STATE = "kind = 'municipality' AND until_position IS NULL AND version = 4"


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("positions", "DELETE FROM events WHERE position = 4"),
        ("positions", "DELETE FROM events WHERE position = 8"),
        ("positions", "UPDATE heads SET position = 9"),
        ("positions", "UPDATE heads SET position = 7"),
        ("moments", "UPDATE events SET recorded_at = recorded_at - interval '1 day' WHERE position = 5"),
        (
            "hashes",
            "UPDATE events SET body = convert_to('{\"count\":7}', 'UTF8') WHERE position = 5",
        ),
        ("hashes", "UPDATE events SET body_hash = sha256('') WHERE position = 5"),
        (
            "bodies",
            "UPDATE events SET body = x.body, body_hash = sha256(x.body) "
            "FROM (SELECT convert_to(replace(convert_from(body, 'UTF8'), ',', ', '), 'UTF8') AS body "
            "FROM events WHERE position = 5) x WHERE position = 5",
        ),
        ("types", "UPDATE events SET type = 'NeverHeardOf' WHERE position = 8"),
        ("folds", "UPDATE events SET type = 'NeverHeardOf' WHERE position = 8"),
        ("types", "UPDATE events SET type = 'MunicipalityRenamed' WHERE position = 8"),
        ("kinds", "UPDATE events SET kind = 'never_heard_of' WHERE position = 8"),
        ("versions", "UPDATE events SET version = 9 WHERE position = 6"),
        ("actors", "UPDATE events SET actor_id = gen_random_uuid() WHERE position = 5"),
        ("states", f"DELETE FROM states WHERE {STATE}"),
        ("states", f"UPDATE states SET body = jsonb_set(body, '{{contact}}', '\"person:x\"') WHERE {STATE}"),
        ("states", f"UPDATE states SET visibility = 2 WHERE {STATE}"),
        ("states", f"UPDATE states SET concerns = '{{}}' WHERE {STATE}"),
        ("states", f"UPDATE states SET recorded_at = now() WHERE {STATE}"),
        ("states", f"UPDATE states SET fold = 77 WHERE {STATE}"),
        ("states", "UPDATE states SET until_position = 8 WHERE kind = 'municipality' AND version = 1"),
        ("states", "UPDATE states SET version = 9 WHERE kind = 'person'"),
        (
            "strangers",
            "INSERT INTO states SELECT county_id, kind, gen_random_uuid(), version, fold, position, until_position, "
            f"recorded_at, visibility, concerns, body FROM states WHERE {STATE}",
        ),
        ("claims", "DELETE FROM claims WHERE claim LIKE 'ags:%'"),
        ("claims", "INSERT INTO claims VALUES (:county, 'ags:01059999', 'municipality', gen_random_uuid())"),
        ("claims", "UPDATE claims SET id = gen_random_uuid() WHERE claim = 'ags:01059001'"),
        ("outcomes", "UPDATE command_outcomes SET position = position + 1 WHERE position = 3"),
        ("outcomes", "UPDATE command_outcomes SET events = 2 WHERE position = 3"),
    ],
)
async def test_what_is_broken_is_found(filled: County, vandal: Vandal, rule: str, statement: str) -> None:
    await vandal.does(statement)

    assert rule in await _rules(filled)


async def test_two_who_hold_one_claim_are_found(filled: County, vandal: Vandal) -> None:
    # An event is forged so that both municipalities have the key, its hash with it.
    await vandal.does(
        "UPDATE events SET body = x.body, body_hash = sha256(x.body) "
        "FROM (SELECT convert_to(replace(convert_from(body, 'UTF8'), '01059002', '01059001'), 'UTF8') AS body "
        "FROM events WHERE position = 3) x WHERE position = 3"
    )

    findings = await filled.findings()

    assert any(finding.rule == "claims" and "held by" in finding.what for finding in findings)


async def test_a_finding_tells_where_and_what_and_no_text_of_a_person(filled: County, vandal: Vandal) -> None:
    await vandal.does("DELETE FROM states WHERE kind = 'person'")

    (finding,) = await filled.findings()

    assert finding.rule == "states"
    assert finding.where.startswith("person:")
    assert finding.where.endswith("version 1")


MENDED = [
    f"DELETE FROM states WHERE {STATE}",
    "DELETE FROM states",
    f"UPDATE states SET body = '{{}}' WHERE {STATE}",
    "UPDATE states SET visibility = 2, concerns = '{}', fold = 77",
    "UPDATE states SET until_position = position + 1 WHERE until_position IS NULL",
    "INSERT INTO states SELECT county_id, kind, id, 9, fold, 99, 100, recorded_at, visibility, concerns, body "
    "FROM states WHERE kind = 'person'",
    "DELETE FROM claims",
    "UPDATE claims SET claim = 'ags:01059999' WHERE claim = 'ags:01059001'",
    "INSERT INTO claims SELECT county_id, 'ags:01059999', kind, id FROM claims WHERE claim = 'ags:01059001'",
    "INSERT INTO claims VALUES (:county, 'ags:01059999', 'municipality', gen_random_uuid())",
    "INSERT INTO states SELECT county_id, kind, gen_random_uuid(), version, fold, position, until_position, "
    f"recorded_at, visibility, concerns, body FROM states WHERE {STATE}",
]


@pytest.mark.parametrize("statement", MENDED)
async def test_a_rebuild_mends_states_and_claims(filled: County, vandal: Vandal, statement: str) -> None:
    await vandal.does(statement)
    assert await _rules(filled)

    async for _ in rebuild(filled.record.pool, filled.id):
        pass

    assert await filled.findings() == []


async def test_a_rebuild_leaves_events_as_they_are(filled: County, vandal: Vandal) -> None:
    before = await filled.events()
    await vandal.does("DELETE FROM states", "DELETE FROM claims")

    async for _ in rebuild(filled.record.pool, filled.id):
        pass

    assert await filled.events() == before
    assert (await filled.count(before[1].ref, 77)).version == 5
