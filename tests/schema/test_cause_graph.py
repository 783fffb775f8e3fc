"""Causes and effects as graphs: what is in them, in what order, in which language, and what is not for whom."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.body.state import BodyKind
from events.body.statutes import EstablishBody
from events.competence.assignments import AssignCompetence
from events.county.lists import AddMatter
from events.decision.drafting import ReviseDecision
from events.decision.presence import RecordPresence
from events.decision.submission import DeferDecision, ResubmitDecision, SubmitDecision
from events.decision.voting import OpenVoting
from events.meeting.invitation import InviteToMeeting
from events.meeting.scheduling import ScheduleMeeting
from events.voting.rule import VotingMode
from schema.moments import encode_id
from service.command_envelope import CommandEnvelope
from service.ids import new_id
from tests.conftest import Database
from tests.schema.decided import open_edge, resting_on
from tests.schema.edge import Client, Edge
from tests.service.chamber import DRAFTED, SINCE, VOTED, Chamber, chamber_of


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


STARTS = datetime(2024, 1, 15, 18, tzinfo=UTC)
GRAPH = "graph { nodes { key kind label node { id } } edges { from to kind } }"


async def _decided(chamber: Chamber) -> tuple[str, str]:
    """A municipality renamed twice on a decision of the council, voted on in two meetings, one of them hidden."""
    county = chamber.county
    decision = await chamber.drafted(title="Umbenennung")
    for public, title in ((True, "Offene Sitzung"), (False, "Geschlossene Sitzung")):
        planned = ScheduleMeeting(chamber.body, title, STARTS, DRAFTED, public=public)
        meeting = (await county.order(planned)).ref
        await county.order(InviteToMeeting(meeting, DRAFTED))
        await county.order(OpenVoting(decision, VotingMode.MEETING, VOTED, meeting=meeting))
        await county.order(RecordPresence(decision, tuple(range(1, chamber.members + 1))))
        if public:
            await county.order(DeferDecision(decision, VOTED), reason="Frau Muster war dagegen.")
            await county.order(ResubmitDecision(decision, VOTED))
    await chamber.adopt(decision)
    ref = await county.municipality(name="Alt")
    await county.rename(ref, "Neu", date(2020, 1, 1), authority=resting_on(decision))
    await county.rename(ref, "Neuer", date(2021, 1, 1), authority=resting_on(decision))
    return ref, decision


def drawn(graph: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """A graph by its labels."""
    labels = {node["key"]: node["label"] for node in graph["nodes"]}
    assert len(labels) == len(graph["nodes"])
    assert all(node["node"]["id"] for node in graph["nodes"])
    edges = [(labels[edge["from"]], edge["kind"], labels[edge["to"]]) for edge in graph["edges"]]
    assert len({(edge["from"], edge["to"], edge["kind"]) for edge in graph["edges"]}) == len(edges)
    return [(node["kind"], node["label"]) for node in graph["nodes"]], edges


async def test_the_graph_of_causes(chamber: Chamber, coordinator: Client) -> None:
    ref, _ = await _decided(chamber)
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on Municipality {{ why(field: NAME) {{ {GRAPH} }} }} }} }}"
    answer = await coordinator.answer(query, {"id": encode_id(ref)}, {"Accept-Language": "en"})
    graph = answer["data"]["node"]["why"]["graph"]
    nodes, edges = drawn(graph)
    office = "The county's climate coordination"

    assert nodes == [
        ("ENTITY", "Neuer"),
        ("EVENT", "A municipality bears another name from a day on"),
        ("ACTOR", office),
        ("DECISION", "Umbenennung"),
        ("BODY", "Gemeindevertretung"),
        ("MEETING", "Offene Sitzung"),
        ("MEETING", "Geschlossene Sitzung"),
        ("EVENT", "A municipality bears another name from a day on"),
        ("EVENT", "A municipality entered the county's record"),
    ]
    renamed = [
        ("A municipality bears another name from a day on", "CAUSED", "Neuer"),
        ("A municipality bears another name from a day on", "RECORDED_BY", office),
        ("A municipality bears another name from a day on", "RESTS_ON", "Umbenennung"),
    ]
    assert edges == [
        *renamed,
        ("Umbenennung", "TAKEN_BY", "Gemeindevertretung"),
        ("Umbenennung", "TAKEN_IN", "Offene Sitzung"),
        ("Umbenennung", "TAKEN_IN", "Geschlossene Sitzung"),
        *renamed,
        ("A municipality entered the county's record", "CAUSED", "Neuer"),
        ("A municipality entered the county's record", "RECORDED_BY", office),
    ]
    again = await coordinator.answer(query, {"id": encode_id(ref)}, {"Accept-Language": "en"})
    assert again["data"]["node"]["why"]["graph"] == graph
    assert "Muster" not in json.dumps(graph)


async def test_the_graph_of_effects_in_german_for_the_public(edge: Edge, chamber: Chamber) -> None:
    _, decision = await _decided(chamber)
    founding = EstablishBody(chamber.holder, BodyKind.OTHER, "Klimabeirat", SINCE, statutory=5)
    await edge.county.order(founding, authority=resting_on(decision))
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on Decision {{ effects {{ {GRAPH} }} }} }} }}"
    answer = await edge.public().answer(query, {"id": encode_id(decision)}, {"Accept-Language": "de"})
    nodes, edges = drawn(answer["data"]["node"]["effects"]["graph"])

    assert nodes == [
        ("DECISION", "Umbenennung"),
        ("BODY", "Gemeindevertretung"),
        ("MEETING", "Offene Sitzung"),
        ("EVENT", "Umbenennung"),
        ("ENTITY", "Neuer"),
        ("ACTOR", "Klimaschutzkoordination"),
        ("EVENT", "Umbenennung"),
        ("EVENT", "Gremium eingerichtet"),
        ("BODY", "Klimabeirat"),
    ]
    assert ("Gremium eingerichtet", "ABOUT", "Klimabeirat") in edges
    assert ("Umbenennung", "ABOUT", "Neuer") in edges
    assert ("Umbenennung", "RESTS_ON", "Umbenennung") in edges


async def test_without_effects_the_graph_is_the_decision_and_its_body(chamber: Chamber, coordinator: Client) -> None:
    decision = await chamber.drafted(title="Allein")
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on Decision {{ effects {{ {GRAPH} }} }} }} }}"
    data = await coordinator.data(query, id=encode_id(decision))
    assert drawn(data["node"]["effects"]["graph"]) == (
        [("DECISION", "Allein"), ("BODY", "Gemeindevertretung")],
        [("Allein", "TAKEN_BY", "Gemeindevertretung")],
    )


async def test_what_brought_an_event_about_stands_before_it_if_it_may_be_seen(
    edge: Edge, chamber: Chamber, coordinator: Client
) -> None:
    county = edge.county
    hidden = (await county.order(chamber.draft(title="Geheim", public=False))).events[0]
    other = (await county.order(chamber.draft(title="Offen"))).ref
    shown = (await county.order(SubmitDecision(other, DRAFTED))).events[0]
    decision = await chamber.drafted(title="Alt")
    for title, before in (("Neu", shown), ("Neuer", hidden)):
        revised = ReviseDecision(decision, title, "Es wird beschlossen.", "heat-planning", public=True)
        envelope = CommandEnvelope(revised, new_id(), causation_id=before.event_id)
        await county.record.commands.handle(county.coordinator, envelope)
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on Decision {{ why(field: TITLE) {{ {GRAPH} }} }} }} }}"

    async def caused(client: Client) -> list[str]:
        graph = (await client.data(query, id=encode_id(decision)))["node"]["why"]["graph"]
        events = {node["key"] for node in graph["nodes"] if node["kind"] == "EVENT"}
        between = [edge for edge in graph["edges"] if edge["kind"] == "CAUSED" and edge["to"] in events]
        return [edge["from"] for edge in between]

    assert await caused(coordinator) == [encode_id(f"event:{each.event_id}") for each in (hidden, shown)]
    assert await caused(edge.public()) == [encode_id(f"event:{shown.event_id}")]


async def test_what_has_no_title_is_called_what_it_is(edge: Edge, chamber: Chamber) -> None:
    county = edge.county
    decision = await chamber.adopted()
    await county.order(AddMatter(county.ref, "traffic", "Verkehr", "Traffic"))
    exercised = AssignCompetence(chamber.holder, "traffic", chamber.body, SINCE)
    await county.order(exercised, authority=resting_on(decision))
    person = await county.person("Ada Muster")
    label = "graph { nodes { kind label } }"
    query = f"""query($id: ID!, $person: ID!) {{
        decision: node(id: $id) {{ ... on Decision {{ effects {{ {label} }} }} }}
        person: node(id: $person) {{ ... on Person {{ why(field: NAME) {{ {label} }} }} }}
    }}"""
    variables = {"id": encode_id(decision), "person": encode_id(person)}
    for language, competences, whom in (("en", "Competence", "Person"), ("de", "Zuständigkeiten", "Ansprechperson")):
        data = (await edge.coordinator.answer(query, variables, {"Accept-Language": language}))["data"]
        assert {"kind": "ENTITY", "label": competences} in data["decision"]["effects"]["graph"]["nodes"]
        assert data["person"]["why"]["graph"]["nodes"][0] == {"kind": "ENTITY", "label": whom}
        assert "Muster" not in json.dumps(data)
