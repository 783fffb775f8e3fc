"""What rests on a decision: told by it, and of none that may not be seen, in whatever way an event is read."""

import itertools
from collections.abc import AsyncIterator
from datetime import date

import asyncpg
import pytest

from events.authority import ExternalDecision
from events.decision.submission import SubmitDecision
from events.municipality.entry import RenameMunicipality
from events.policy import Role
from schema.moments import encode_id
from service.event_query import EventQuery, statement
from tests.conftest import Database
from tests.schema.decided import effects, open_edge, positions, resting_on
from tests.schema.edge import Client, Edge
from tests.service.chamber import DRAFTED, Chamber, chamber_of


@pytest.fixture
async def edge(database: Database) -> AsyncIterator[Edge]:
    """A county that is open to the public."""
    async with open_edge(database) as edge:
        yield edge


@pytest.fixture
def coordinator(edge: Edge) -> Client:
    return edge.coordinator


@pytest.fixture
async def chamber(edge: Edge) -> Chamber:
    """The council whose decisions are taken."""
    return await chamber_of(edge.county)


# --- Effects


async def test_what_rests_on_a_decision_oldest_first_in_pages_and_as_it_was(
    edge: Edge, chamber: Chamber, coordinator: Client
) -> None:
    county = edge.county
    one, other = await chamber.adopted(), await chamber.adopted(title="Anderer")
    refs = [await county.municipality() for _ in range(3)]
    for n, ref in enumerate(refs * 2):
        await county.rename(ref, f"Name {n}", authority=resting_on(one))
        await county.count(ref, n, authority=resting_on(other))
    await county.count(refs[0], 99)
    await county.rename(refs[0], "Extern", authority=ExternalDecision("Rat", date(2020, 1, 1)))
    id_ = encode_id(one)
    every = [event.position for event in await county.events() if event.authority == resting_on(one)]

    whole = await effects(coordinator, id_)
    assert positions(whole) == every
    assert {node["type"] for node in whole["nodes"]} == {"MunicipalityRenamed"}
    first = await effects(coordinator, id_, first=4)
    assert positions(first) == every[:4]
    assert first["pageInfo"]["hasNextPage"]
    rest = await effects(coordinator, id_, first=4, after=first["pageInfo"]["endCursor"])
    assert positions(rest) == every[4:]
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    assert positions(await effects(coordinator, id_, last=2)) == every[-2:]
    assert positions(await effects(coordinator, id_, filter={"types": ["PopulationRecorded"]})) == []
    assert positions(await effects(coordinator, id_, filter={"types": ["MunicipalityRenamed"]})) == every
    assert len(positions(await effects(coordinator, encode_id(other)))) == 6
    data = await coordinator.data(
        "query($id: ID!, $at: BigInt!) { node(id: $id) { ... on Decision { asOf(at: {position: $at}) { "
        "effects { nodes { position } } } } } }",
        id=id_,
        at=every[1],
    )
    assert positions(data["node"]["asOf"]["effects"]) == every[:2]


async def test_effects_that_may_not_be_seen_are_left_out(edge: Edge, chamber: Chamber, coordinator: Client) -> None:
    county = edge.county
    ref = await chamber.adopted()
    hidden, shown = [await chamber.county.order(chamber.draft(public=public)) for public in (False, True)]
    await county.order(SubmitDecision(hidden.ref, DRAFTED), authority=resting_on(ref))
    public = await county.order(SubmitDecision(shown.ref, DRAFTED), authority=resting_on(ref))

    assert len(positions(await effects(coordinator, encode_id(ref)))) == 2
    assert positions(await effects(edge.public(), encode_id(ref))) == [public.position]


async def test_whatever_else_is_asked_for_goes_with_it(edge: Edge, chamber: Chamber) -> None:
    """The authority and any other filter, forwards and backwards: as if every event were held against them."""
    county = edge.county
    other = await county.viewer(Role.ADMIN)
    decisions = [await chamber.adopted(), await chamber.adopted(title="Anderer")]
    refs = [await county.municipality() for _ in range(2)]
    first = await county.head() + 1
    for n in range(12):
        authority = resting_on(decisions[n % 2]) if n % 3 else None
        command = RenameMunicipality(refs[n % 2 if n < 6 else 0], f"Name {n}", date(2020, 1, 1 + n))
        await county.order(command, other if n % 4 else None, authority=authority)
        await county.count(refs[1], n, authority=authority)
    events = await county.events()
    since = events[first + 7].recorded_at
    async with county.record.read(county.coordinator) as reading:
        for ref, kinds, types, actor, moment, backwards in itertools.product(
            (None, refs[0]),
            (None, frozenset({"municipality"})),
            (None, frozenset({"MunicipalityRenamed", "VotingClosed"})),
            (None, other.actor),
            (None, since),
            (False, True),
        ):
            query = EventQuery(ref, kinds, types, actor, moment, moment and events[-3].recorded_at, decisions[0])
            found = await reading.history(query, after=first, before=first + 22, limit=4, backwards=backwards)
            expected = [
                event
                for event in events[first : first + 21]
                if event.authority == resting_on(decisions[0])
                and (ref is None or event.ref == ref)
                and (types is None or event.type in types)
                and (actor is None or event.actor == actor)
                and (moment is None or moment <= event.recorded_at <= events[-3].recorded_at)
            ]
            assert found == expected[:: -1 if backwards else 1][:4], query


# --- Why, through decisions


async def test_a_decision_is_asked_why_in_its_turn(edge: Edge, chamber: Chamber, coordinator: Client) -> None:
    county = edge.county
    first = await chamber.adopted(title="Erster")
    second = await chamber.adopted(title="Zweiter", authority=resting_on(first))
    ref = await county.municipality(name="Alt")
    await county.rename(ref, "Neu", date(2020, 1, 1), authority=resting_on(second))
    await county.rename(ref, "Ganz neu", date(2021, 1, 1), authority=ExternalDecision("Rat", date(2020, 12, 1), "7"))
    data = await coordinator.data(
        """query($id: ID!) { node(id: $id) { ... on Municipality { why(field: NAME) { causes {
            decision { title why(field: TITLE) { causes { event { type } decision { title } } } }
            externalDecision { body on paper }
        } } } } }""",
        id=encode_id(ref),
    )
    assert data["node"]["why"]["causes"] == [
        {"decision": None, "externalDecision": {"body": "Rat", "on": "2020-12-01", "paper": "7"}},
        {
            "decision": {
                "title": "Zweiter",
                "why": {"causes": [{"event": {"type": "DecisionDrafted"}, "decision": {"title": "Erster"}}]},
            },
            "externalDecision": None,
        },
        {"decision": None, "externalDecision": None},
    ]


# --- At size


async def test_the_index_is_used_whatever_the_size(edge: Edge, chamber: Chamber, database: Database) -> None:
    county = edge.county
    decision = await chamber.adopted()
    ref = await county.municipality()
    await county.order(RenameMunicipality(ref, "Neu", date(2020, 1, 1)), authority=resting_on(decision))
    long = ExternalDecision("ü" * 200, date(2020, 1, 1), "ü" * 200, "https://a.example/" + "ü" * 1900)
    await county.rename(ref, "Extern", date(2021, 1, 1), authority=long)
    owner = await asyncpg.connect(database.admin_url)
    try:
        await owner.execute(
            "INSERT INTO events SELECT county_id, position + 1000 * n, kind, gen_random_uuid(), 1, gen_random_uuid(), "
            "type, body, body_hash, recorded_at, actor_id, reason, CASE WHEN n % 100 = 0 THEN authority "
            'WHEN n % 2 = 0 THEN convert_to(\'{"recorded":{"decision":"decision:\' || gen_random_uuid() || \'"}}\', '
            "'UTF8') END, visibility, concerns, command_id, correlation_id, causation_id "
            "FROM events, generate_series(1, 20000) n WHERE type = 'MunicipalityRenamed' AND authority IS NOT NULL "
            "AND length(authority) < 100"
        )
    finally:
        await owner.close()
    sql, arguments = statement(EventQuery(authority=decision), county.id, 0, 10**9, 100, False)
    service = await asyncpg.connect(database.service_url)
    try:
        async with service.transaction():
            await service.execute(f"SET LOCAL klimakreis.county = '{county.id}'")
            rows = await service.fetch(f"EXPLAIN {sql}", *arguments)
            found = await service.fetch(sql, *arguments)
    finally:
        await service.close()
    plan = "\n".join(row[0] for row in rows)
    assert "events_by_authority" in plan, plan
    assert len(found) == 100
