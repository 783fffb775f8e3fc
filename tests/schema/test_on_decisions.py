"""Why and effects of what rests on real decisions: of a council, voted on in a meeting, in public or not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.authority import RecordedDecision
from events.county.entry import OpenToPublic
from events.decision.closing import CloseVoting
from events.decision.presence import RecordPresence
from events.decision.subjects import DecisionSubject
from events.decision.votes import CastVote
from events.decision.voting import OpenVoting
from events.goal.course import AbandonGoal
from events.meeting.invitation import InviteToMeeting
from events.meeting.scheduling import ScheduleMeeting
from events.policy import Role
from events.voting.cast import Vote
from events.voting.rule import VotingMode
from schema.moments import encode_id
from tests.schema.edge import Edge
from tests.service.chamber import DRAFTED, VOTED, chamber_of
from tests.service.climate import goal_of

LATER = date(2024, 2, 1)
STARTS = datetime(2024, 1, 15, 18, tzinfo=UTC)


async def abandoned(edge: Edge, public: bool) -> tuple[str, str]:
    """A goal that was abandoned on a council's decision, and the decision."""
    county = edge.county
    chamber, goal = await chamber_of(county), await goal_of(county)
    meeting = (await county.order(ScheduleMeeting(chamber.body, "Januarsitzung", STARTS, DRAFTED))).ref
    await county.order(InviteToMeeting(meeting, DRAFTED))
    decision = await chamber.drafted(DecisionSubject(goal), public=public)
    await county.order(OpenVoting(decision, VotingMode.MEETING, VOTED, meeting=meeting))
    await county.order(RecordPresence(decision, (1, 2, 3)))
    for member in (1, 2, 3):
        await county.order(CastVote(decision, member, Vote.YES))
    await county.order(CloseVoting(decision, VOTED))
    await county.order(AbandonGoal(goal, LATER), reason="Nicht mehr nötig.", authority=RecordedDecision(decision))
    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
    return goal, decision


WHY = """query($id: ID!) { node(id: $id) { ... on Goal { why(field: STATUS) {
    causes(first: 1) { event { type authority { __typename } } decision {
        title status outcome { result } body { name } meetings { title }
        why(field: RESULT) { causes(first: 1) { event { type } } }
        effects { nodes { type } graph { nodes { kind label } edges { kind } } }
    } }
    graph { nodes { kind label } edges { kind } }
} } } }"""


@pytest.mark.parametrize("public", [True, False])
async def test_from_a_goal_to_the_vote_that_ended_it(edge: Edge, public: bool) -> None:
    goal, _ = await abandoned(edge, public)

    told = (await edge.coordinator.data(WHY, id=encode_id(goal)))["node"]["why"]

    (cause,) = told["causes"]
    assert cause["event"] == {"type": "GoalAbandoned", "authority": {"__typename": "RecordedDecision"}}
    decision = cause["decision"]
    assert (decision["status"], decision["outcome"]) == ("ADOPTED", {"result": "ADOPTED"})
    assert (decision["body"], decision["meetings"]) == (
        {"name": "Gemeindevertretung"}, [{"title": "Januarsitzung"}]
    )  # fmt: skip
    assert decision["why"]["causes"] == [{"event": {"type": "VotingClosed"}}]
    assert decision["effects"]["nodes"] == [{"type": "GoalAbandoned"}]
    shown = {node["kind"]: node["label"] for node in told["graph"]["nodes"]}
    assert shown.items() >= {
        "DECISION": "Beschluss", "BODY": "Gemeindevertretung", "MEETING": "Januarsitzung",
        "ENTITY": "Weniger Emissionen",
    }.items()  # fmt: skip
    assert {edge["kind"] for edge in told["graph"]["edges"]} == {
        "CAUSED", "RESTS_ON", "TAKEN_BY", "TAKEN_IN", "RECORDED_BY"
    }  # fmt: skip
    effects = decision["effects"]["graph"]
    assert {edge["kind"] for edge in effects["edges"]} == {
        "ABOUT", "RESTS_ON", "TAKEN_BY", "TAKEN_IN", "RECORDED_BY"
    }  # fmt: skip


async def test_a_decision_taken_in_private_is_in_nothing_that_others_read(edge: Edge) -> None:
    county = edge.county
    goal, decision = await abandoned(edge, public=False)
    stranger = await edge.client(Role.MUNICIPALITY, await county.municipality())

    for client in (edge.public(), stranger):
        told: Any = (await client.data(WHY, id=encode_id(goal)))["node"]["why"]
        assert told["causes"] == [{"event": {"type": "GoalAbandoned", "authority": None}, "decision": None}]
        assert {edge["kind"] for edge in told["graph"]["edges"]} == {"CAUSED", "RECORDED_BY"}
        assert {node["kind"] for node in told["graph"]["nodes"]} == {"ENTITY", "EVENT", "ACTOR"}
        data = await client.data("query($id: ID!) { node(id: $id) { id } }", id=encode_id(decision))
        assert data["node"] is None
