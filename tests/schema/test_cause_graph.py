"""Causes and effects as graphs: what is in them, in what order, in which language, and what is not for whom."""

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from events.policy import Visibility
from schema.moments import encode_id
from service.command_envelope import CommandEnvelope
from service.ids import new_id
from service.sealing import Clear
from tests.conftest import Database
from tests.schema.edge import Client, Edge
from tests.schema.rulings import (
    HoldSitting,
    SetUpBoard,
    ShowRuling,
    TakeRuling,
    Vote,
    resting_on,
    ruled_edge,
    ruling,
)


@pytest.fixture
async def edge(database: Database) -> AsyncIterator[Edge]:
    """A county, open to the public, in which rulings are taken."""
    async with ruled_edge(database) as edge:
        yield edge


@pytest.fixture
def coordinator(edge: Edge) -> Client:
    return edge.coordinator


GRAPH = "graph { nodes { key kind label node { id } } edges { from to kind } }"


async def _decided(edge: Edge) -> tuple[str, str]:
    """A municipality renamed twice on a decision of a board, voted on in two sittings, one of them hidden."""
    county = edge.county
    board = (await county.order(SetUpBoard("Klimarat"))).ref
    sittings = [
        (await county.order(HoldSitting(f"{level.value} Sitzung", level))).ref
        for level in (Visibility.PUBLIC, Visibility.CONFIDENTIAL)
    ]
    votes = (Vote(None), *(Vote(each) for each in sittings), Vote(sittings[0]))
    taken = TakeRuling("Umbenennung", board=board, votes=votes, note=Clear("Frau Muster war dafür."))
    decision = (await county.order(taken)).ref
    ref = await county.municipality(1, "Alt")
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


async def test_the_graph_of_causes(edge: Edge, coordinator: Client) -> None:
    ref, _ = await _decided(edge)
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
        ("BODY", "Klimarat"),
        ("MEETING", "PUBLIC Sitzung"),
        ("MEETING", "CONFIDENTIAL Sitzung"),
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
        ("Umbenennung", "TAKEN_BY", "Klimarat"),
        ("Umbenennung", "TAKEN_IN", "PUBLIC Sitzung"),
        ("Umbenennung", "TAKEN_IN", "CONFIDENTIAL Sitzung"),
        *renamed,
        ("A municipality entered the county's record", "CAUSED", "Neuer"),
        ("A municipality entered the county's record", "RECORDED_BY", office),
    ]
    again = await coordinator.answer(query, {"id": encode_id(ref)}, {"Accept-Language": "en"})
    assert again["data"]["node"]["why"]["graph"] == graph
    assert "Muster" not in json.dumps(graph)


async def test_the_graph_of_effects_in_german_for_the_public(edge: Edge) -> None:
    _, decision = await _decided(edge)
    board = (await edge.county.order(SetUpBoard(), authority=resting_on(decision))).ref
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on Decision {{ effects {{ {GRAPH} }} }} }} }}"
    answer = await edge.public().answer(query, {"id": encode_id(decision)}, {"Accept-Language": "de"})
    nodes, edges = drawn(answer["data"]["node"]["effects"]["graph"])

    assert board
    assert nodes == [
        ("DECISION", "Umbenennung"),
        ("BODY", "Klimarat"),
        ("MEETING", "PUBLIC Sitzung"),
        ("EVENT", "Umbenennung"),
        ("ENTITY", "Neuer"),
        ("ACTOR", "Klimaschutzkoordination"),
        ("EVENT", "Umbenennung"),
        ("EVENT", "Rat eingesetzt"),
        ("BODY", "Rat"),
    ]
    assert ("Rat eingesetzt", "ABOUT", "Rat") in edges
    assert ("Umbenennung", "ABOUT", "Neuer") in edges
    assert ("Umbenennung", "RESTS_ON", "Umbenennung") in edges


async def test_without_effects_the_graph_is_the_decision(edge: Edge, coordinator: Client) -> None:
    decision = await ruling(edge.county, "Allein")
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on Decision {{ effects {{ {GRAPH} }} }} }} }}"
    data = await coordinator.data(query, id=encode_id(decision))
    assert drawn(data["node"]["effects"]["graph"]) == ([("DECISION", "Allein")], [])


async def test_what_brought_an_event_about_stands_before_it_if_it_may_be_seen(edge: Edge, coordinator: Client) -> None:
    county = edge.county
    hidden = (await county.order(TakeRuling("Geheim", Visibility.CONFIDENTIAL))).events[0]
    shown = (await county.order(TakeRuling("Offen"))).events[0]
    decision = await ruling(county, "Alt")
    for title, before in (("Neu", shown), ("Neuer", hidden)):
        envelope = CommandEnvelope(
            ShowRuling(decision, Visibility.PUBLIC, title), new_id(), causation_id=before.event_id
        )
        await county.record.commands.handle(county.coordinator, envelope)
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on Decision {{ why(field: TITLE) {{ {GRAPH} }} }} }} }}"

    async def caused(client: Client) -> list[str]:
        graph = (await client.data(query, id=encode_id(decision)))["node"]["why"]["graph"]
        events = {node["key"] for node in graph["nodes"] if node["kind"] == "EVENT"}
        between = [edge for edge in graph["edges"] if edge["kind"] == "CAUSED" and edge["to"] in events]
        return [edge["from"] for edge in between]

    assert await caused(coordinator) == [encode_id(f"event:{each.event_id}") for each in (hidden, shown)]
    assert await caused(edge.public()) == [encode_id(f"event:{shown.event_id}")]


async def test_what_has_no_title_is_called_what_it_is(edge: Edge) -> None:
    county = edge.county
    decision = await ruling(county)
    await county.order(SetUpBoard(), authority=resting_on(decision))
    person = await county.person("Ada Muster")
    label = "graph { nodes { kind label } }"
    query = f"""query($id: ID!, $person: ID!) {{
        ruling: node(id: $id) {{ ... on Decision {{ effects {{ {label} }} }} }}
        person: node(id: $person) {{ ... on Person {{ why(field: NAME) {{ {label} }} }} }}
    }}"""
    variables = {"id": encode_id(decision), "person": encode_id(person)}
    for language, board, whom in (("en", "Body", "Person"), ("de", "Rat", "Ansprechperson")):
        data = (await edge.coordinator.answer(query, variables, {"Accept-Language": language}))["data"]
        assert {"kind": "BODY", "label": board} in data["ruling"]["effects"]["graph"]["nodes"]
        assert data["person"]["why"]["graph"]["nodes"][0] == {"kind": "ENTITY", "label": whom}
        assert "Muster" not in json.dumps(data)
