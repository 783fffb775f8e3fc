"""A decision's whole life over GraphQL: voted in a meeting, by circulation, in silence; seen by those who may see."""

from typing import Any

import pytest

from events.policy import Role
from schema.moments import decode_id, encode_id
from tests.schema.edge import Client, Edge
from tests.schema.test_mutations import Story, municipality, names

SINCE = "2018-06-01"
RULE: dict[str, Any] = {
    "preset": "SIMPLE",
    "modes": ["MEETING", "CIRCULAR", "SILENT"],
    "quorum": {"share": {"numerator": 1, "denominator": 2}, "of": "STATUTORY", "strict": True},
    "secondQuorum": {"members": 1},
    "proxies": True,
    "circularConsent": {"numerator": 1, "denominator": 2},
}
DRAFT: dict[str, Any] = {
    "title": "Haushalt 2024", "text": "Der Haushalt wird beschlossen.", "matter": "budget", "on": "2024-01-10"
}  # fmt: skip


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county open to the public, whose steering group is competent for the budget: two municipalities, a partner and
    one person without a party have a vote in it; nothing of it counts as told."""
    told = Story(edge.coordinator)
    tell, ids = told.tell, told.ids
    ids["county"] = encode_id(edge.county.ref)
    for number, name in enumerate("abc", 1):
        await municipality(told, name, number)
    await tell("works", "registerPartner", name="Stadtwerke", sector="ENERGY", region="Kreis", since="2000-01-01")
    await tell("county", "addMatter", code="budget", de="Haushalt", en="Budget")
    await tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    made = {"of": ids["county"], "form": "STEERING_GROUP", "name": "Lenkungsgruppe", "on": SINCE, "statutory": 4}
    ids["group"] = (await told.client.done("establishBody", "body { id }", **made))["body"]["id"]
    for name, party in (("ada", "a"), ("ben", "b"), ("cem", "works"), ("dora", None)):
        await tell(name, "registerPerson", name=f"{name} Muster")
        more = {} if party is None else {"party": ids[party]}
        await tell("group", "appointMember", person=ids[name], since=SINCE, chair=name == "ada", **more)
    await tell("group", "adoptDecisionRule", on=SINCE, terms=RULE)
    assigned = {"holder": ids["county"], "matter": "budget", "body": ids["group"], "since": SINCE}
    await told.client.done("assignCompetence", **assigned)
    agreed = {"title": "Vertrag", "purpose": "Z.", "form": "INFORMAL", "when": {"earliest": "2015-01-01"}}
    await tell("agreement", "draftAgreement", **agreed)
    held = {"title": "Lenkungsgruppe", "starts": "2024-03-01T18:00:00+01:00", "on": "2024-02-01"}
    await tell("meeting", "scheduleMeeting", body=ids["group"], **held)
    await tell("meeting", "inviteToMeeting", on="2024-02-10")
    told.client = await edge.client(Role.ADMIN)
    await tell("county", "openToPublic")
    told.client = edge.coordinator
    told.called.clear()
    return told


async def submitted(story: Story, of: str = "decision", *, public: bool = True, **more: Any) -> None:
    subjects = [{"of": story.ids["agreement"]}]
    given = {**DRAFT, "body": story.ids["group"], "subjects": subjects, "public": public, **more}
    await story.tell(of, "draftDecision", **given)
    await story.tell(of, "submitDecision", on="2024-02-01")


async def adopted(story: Story, of: str = "decision", **more: Any) -> None:
    """Voted on by all four in a meeting, one of them against it."""
    await submitted(story, of, **more)
    await story.tell(of, "openVoting", mode="MEETING", on="2024-03-01", meeting=story.ids["meeting"])
    await story.tell(of, "recordPresence", members=[1, 2, 3, 4])
    for member, vote in enumerate(("YES", "YES", "NO", "YES"), 1):
        await story.tell(of, "castVote", member=member, vote=vote)
    await story.tell(of, "closeVoting", on="2024-03-01")


async def test_every_mutation_of_a_decision(story: Story) -> None:
    tell, ids = story.tell, story.ids
    draft = {**DRAFT, "body": ids["group"], "public": True}
    await story.refused("NOT_LISTED", "draftDecision", **{**draft, "matter": "x"})
    await tell("decision", "draftDecision", **draft)
    decision = {"id": ids["decision"]}
    subjects = [{"of": ids["agreement"]}, {"of": ids["group"]}]
    revised = {"title": "Haushalt 2025", "text": "Neuer Text.", "matter": "budget", "public": True}
    again = await tell("decision", "reviseDecision", **revised, subjects=subjects)
    await tell("decision", "addFollowUp", what="Bericht an den Kreistag", party=ids["a"], due="2024-06-01")
    await story.refused("NOT_SUBMITTED", "openVoting", **decision, mode="MEETING", on="2024-02-01")
    await tell("decision", "submitDecision", on="2024-02-01")

    # The first meeting lacks the quorum, the second one decides.
    await story.refused("DEADLINE_MISSING", "openVoting", **decision, mode="SILENT", on="2024-03-01")
    await tell("decision", "openVoting", mode="MEETING", on="2024-03-01")
    await tell("decision", "recordPresence", members=[1, 2])
    await story.refused("NOT_PRESENT", "castVote", **decision, member=3, vote="YES")
    await tell("decision", "castVote", member=1, vote="YES")
    await tell("decision", "closeVoting", on="2024-03-01")
    await story.refused("CLOSED", "castVote", **decision, member=2, vote="YES")
    await tell("decision", "resubmitDecision", on="2024-03-10")
    await tell("decision", "openVoting", mode="MEETING", on="2024-03-15", secondOf=1)
    await tell("decision", "recordPresence", members=[1, 2, 3])
    await story.refused("NOT_ENTITLED", "castVote", **decision, member=5, vote="YES")
    await tell("decision", "declareConflict", member=3)
    await story.refused("CONFLICT", "castVote", **decision, member=3, vote="NO")
    await tell("decision", "giveProxy", principal=4, proxy=2)
    await tell("decision", "revokeProxy", principal=4)
    await tell("decision", "giveProxy", principal=4, proxy=1)
    await tell("decision", "castVote", member=4, vote="NO", proxy=1)
    await story.refused("PROXY_VOTED", "castVote", **decision, member=4, vote="YES")
    await tell("decision", "castVote", member=1, vote="YES")
    await tell("decision", "castVote", member=2, vote="NO")
    await tell("decision", "castVote", member=2, vote="YES")
    await tell("decision", "closeVoting", on="2024-03-15")
    await _read(story)

    await tell("decision", "completeFollowUp", number=1, on="2024-05-01")
    await tell("decision", "implementDecision", on="2024-05-02")
    instead = {"reviseDecision": {**decision, **revised, "title": "Haushalt 2024", "subjects": subjects}}
    acts = [{"event": again["events"][0]["id"], "instead": instead}]
    await tell("decision", "correctDecision", acts=acts, reason="Verschrieben")
    await _others(story)
    assert story.called == names("decision")


async def _read(story: Story) -> None:
    query = """query($id: ID!) { county { decision(id: $id) {
        title text status effective adopted submitted body { name } holder { __typename } matter public
        subjects { of { __typename } number } about { __typename } aboutBodies { name } result
        outcome { result reason statutory entitled conflicted present yes no abstain quorum quorumNeeded base needed }
        voting { number } followUps { number what party { ... on Municipality { name } } completed }
        votings { number mode opened closed secondOf attendance conflicts
            ballots { member vote } proxies { principal proxy } outcome { result }
            rule { preset threshold { share { numerator denominator } base strict } }
            electorate { statutory seats { member person { name { text } } party { __typename } chair } } }
        steps { status on }
    } } }"""
    told = (await story.client.data(query, id=story.ids["decision"]))["county"]["decision"]
    first, second = told.pop("votings")
    steps = [(step["status"], step["on"]) for step in told.pop("steps")]
    assert told == {
        "title": "Haushalt 2025",
        "text": "Neuer Text.",
        "status": "ADOPTED",
        "effective": True,
        "adopted": "2024-03-15",
        "submitted": "2024-03-10",
        "body": {"name": "Lenkungsgruppe"},
        "holder": {"__typename": "County"},
        "matter": "budget",
        "public": True,
        "subjects": [
            {"of": {"__typename": "Agreement"}, "number": None}, {"of": {"__typename": "Body"}, "number": None}
        ],
        "about": [{"__typename": "Agreement"}],
        "aboutBodies": [{"name": "Lenkungsgruppe"}],
        "result": "ADOPTED",
        "outcome": {
            "result": "ADOPTED",
            "reason": "ENOUGH",
            "statutory": 4,
            "entitled": 3,
            "conflicted": 1,
            "present": 3,
            "yes": 2,
            "no": 1,
            "abstain": 0,
            "quorum": "SECOND_MEETING",
            "quorumNeeded": 1,
            "base": 3,
            "needed": 2,
        },
        "voting": None,
        "followUps": [
            {"number": 1, "what": "Bericht an den Kreistag", "party": {"name": "Gemeinde 1"}, "completed": None}
        ],
    }  # fmt: skip
    assert (first["outcome"], first["attendance"]) == ({"result": "NO_QUORUM"}, [1, 2])
    assert (second["secondOf"], second["conflicts"], second["proxies"]) == (1, [3], [{"principal": 4, "proxy": 1}])
    assert [(each["member"], each["vote"]) for each in second["ballots"]] == [(1, "YES"), (2, "YES"), (4, "NO")]
    half = {"numerator": 1, "denominator": 2}
    assert second["rule"] == {"preset": "SIMPLE", "threshold": {"share": half, "base": "YES_NO", "strict": True}}
    assert second["electorate"]["statutory"] == 4
    seats = second["electorate"]["seats"]
    assert seats[0] == {
        "member": 1, "person": {"name": {"text": "ada Muster"}}, "party": {"__typename": "Municipality"}, "chair": True
    }  # fmt: skip
    assert seats[3]["party"] is None
    assert [status for status, _ in steps] == [
        "DRAFT", "SUBMITTED", "VOTING", "DEFERRED", "SUBMITTED", "VOTING", "ADOPTED"
    ]  # fmt: skip


async def _others(story: Story) -> None:
    """What is done to decisions that take another course."""
    tell, ids = story.tell, story.ids
    await adopted(story, "old")
    await story.refused("REASON_REQUIRED", "overrideOutcome", id=ids["old"], result="REJECTED", on="2024-04-01")
    await story.refused("REASON_REQUIRED", "revokeDecision", id=ids["old"], on="2024-04-01")
    await story.refused("ITSELF", "supersedeDecision", id=ids["old"], by=ids["old"], on="2024-04-01")
    await tell("old", "supersedeDecision", by=ids["decision"], on="2024-04-01")
    await adopted(story, "overridden")
    await tell("overridden", "overrideOutcome", result="REJECTED", on="2024-04-01", reason="Beanstandung")
    await adopted(story, "revoked")
    await tell("revoked", "revokeDecision", on="2024-04-01", reason="Haushaltssperre")
    await submitted(story, "late")
    await story.refused("REASON_REQUIRED", "deferDecision", id=ids["late"], on="2024-03-01")
    await tell("late", "deferDecision", on="2024-03-01", reason="Beratungsbedarf")
    await tell("late", "lapseDecision", on="2024-04-01")
    await submitted(story, "withdrawn")
    await tell("withdrawn", "withdrawDecision", on="2024-03-01")

    await submitted(story, "circular")
    await tell("circular", "openVoting", mode="CIRCULAR", on="2024-03-01", deadline="2024-03-15", secret=True)
    for member in (1, 2):
        await tell("circular", "agreeToCircular", member=member, on="2024-03-10")
    count = {"yes": 2, "no": 1, "present": 3}
    await story.refused("SECRET", "castVote", id=ids["circular"], member=1, vote="YES", on="2024-03-10")
    await tell("circular", "recordCount", count=count)
    await tell("circular", "closeVoting", on="2024-03-15")
    await submitted(story, "silent")
    await tell("silent", "openVoting", mode="SILENT", on="2024-03-01", deadline="2199-12-30")
    await tell("silent", "raiseObjection", member=2, on="2024-03-10")

    query = (
        """{ county { decisions { nodes { title status result supersededBy { id } supersedes { nodes { id } } } } } }"""
    )
    decisions = (await story.client.data(query))["county"]["decisions"]["nodes"]
    assert sorted(each["status"] for each in decisions) == sorted(
        ["IMPLEMENTED", "SUPERSEDED", "REJECTED", "REVOKED", "LAPSED", "WITHDRAWN", "ADOPTED", "VOTING"]
    )
    (old,) = (each for each in decisions if each["status"] == "SUPERSEDED")
    (new,) = (each for each in decisions if each["status"] == "IMPLEMENTED")
    assert old["supersededBy"] == {"id": ids["decision"]}
    assert new["supersedes"] == {"nodes": [{"id": ids["old"]}]}


async def test_silence_is_read_the_same_before_it_is_recorded_and_recorded_before_the_next_command(
    story: Story,
) -> None:
    await submitted(story)
    await story.tell("decision", "openVoting", mode="SILENT", on="2024-03-01", deadline="2024-03-15")
    query = """query($id: ID!, $on: Date) { county(on: $on) { decision(id: $id) {
        status adopted voting { deadline } outcome { reason objections } } } }"""

    async def read(on: str) -> Any:
        return (await story.client.data(query, id=story.ids["decision"], on=on))["county"]["decision"]

    before = [await read(on) for on in ("2024-03-15", "2024-03-16")]
    assert before == [
        {"status": "VOTING", "adopted": None, "voting": {"deadline": "2024-03-15"}, "outcome": None},
        {
            "status": "ADOPTED",
            "adopted": "2024-03-16",
            "voting": None,
            "outcome": {"reason": "NO_OBJECTION", "objections": 0},
        },
    ]
    late = {"id": story.ids["decision"], "member": 2, "on": "2024-03-15"}
    await story.refused("CLOSED", "raiseObjection", **late)
    told = await story.client.done("implementDecision", id=story.ids["decision"], on="2024-04-01")
    assert [event["type"] for event in told["events"]] == ["DecisionImplemented"]
    assert [await read(on) for on in ("2024-03-15", "2024-03-16")] == before
    history = """query($id: ID!) { county { decision(id: $id) { history { nodes { type actor { role } } } } } }"""
    events = (await story.client.data(history, id=story.ids["decision"]))["county"]["decision"]["history"]["nodes"]
    assert [(each["type"], each["actor"]["role"]) for each in events[-2:]] == [
        ("SilentVotingEnded", "SYSTEM"), ("DecisionImplemented", "COORDINATOR")
    ]  # fmt: skip


async def test_what_is_still_to_be_answered_or_done_is_found(story: Story) -> None:
    await adopted(story)
    for party, due in (("a", "2024-07-01"), ("works", "2024-06-01")):
        await story.tell("decision", "addFollowUp", what="Bericht", party=story.ids[party], due=due)
    await submitted(story, "asked")
    await story.tell("asked", "openVoting", mode="SILENT", on="2024-03-01", deadline="2199-12-31")
    query = """query($a: ID!, $b: ID!) { county {
        due: decisions(filter: { followUpDue: { until: "2024-06-01" } }) { nodes { followUpDue } }
        asked: decisions(filter: { deadline: { isNull: false } }, orderBy: [{ field: DEADLINE }]) {
            nodes { deadline voting { mode } }
        }
        a: municipality(id: $a) { decisionsToFollow { nodes { owedBy { __typename } } } }
        b: municipality(id: $b) { decisionsToFollow { totalCount } }
    } }"""
    owing = [{"__typename": "Municipality"}, {"__typename": "Partner"}]
    assert (await story.client.data(query, a=story.ids["a"], b=story.ids["b"]))["county"] == {
        "due": {"nodes": [{"followUpDue": "2024-06-01"}]},
        "asked": {"nodes": [{"deadline": "2199-12-31", "voting": {"mode": "SILENT"}}]},
        "a": {"decisionsToFollow": {"nodes": [{"owedBy": owing}]}},
        "b": {"decisionsToFollow": {"totalCount": 0}},
    }


async def test_decisions_are_found_below_bodies_holders_subjects_and_meetings(story: Story) -> None:
    await adopted(story)
    query = """query($group: ID!, $agreement: ID!, $meeting: ID!) { county {
        decisions(filter: { status: { equals: ADOPTED } }) { totalCount }
        body(id: $group) { decisions { nodes { title } } decisionsAbout { totalCount } }
        agreement(id: $agreement) { decisions { nodes { status } } }
        meeting(id: $meeting) { votedOn { nodes { result } } }
    } }"""
    ids = {name: story.ids[name] for name in ("group", "agreement", "meeting")}
    assert (await story.client.data(query, **ids))["county"] == {
        "decisions": {"totalCount": 1},
        "body": {"decisions": {"nodes": [{"title": "Haushalt 2024"}]}, "decisionsAbout": {"totalCount": 0}},
        "agreement": {"decisions": {"nodes": [{"status": "ADOPTED"}]}},
        "meeting": {"votedOn": {"nodes": [{"result": "ADOPTED"}]}},
    }


# --- Who sees and does what ------------------------------------------------------------------------------------

SEEN = """{ county { decisions { nodes {
    title status votings { attendance ballots { member } } history { nodes { type } }
} } } }"""


def _ref(story: Story, name: str) -> str:
    return decode_id(story.ids[name], ()).ref


async def _told(client: Client) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await client.data(SEEN))["county"]["decisions"]["nodes"]
    return nodes


async def test_one_that_is_not_public_is_seen_by_those_only_whom_it_concerns(edge: Edge, story: Story) -> None:
    await adopted(story, public=False)
    for client in (
        edge.coordinator,
        await edge.client(Role.AUDITOR),
        await edge.client(Role.MUNICIPALITY, _ref(story, "a")),
        await edge.client(Role.PARTNER, _ref(story, "works")),
    ):
        (told,) = await _told(client)
        assert told["votings"][0]["attendance"] == [1, 2, 3, 4]
        assert len(told["history"]["nodes"]) == 9
    for client in (edge.public(), await edge.client(Role.MUNICIPALITY, _ref(story, "c"))):
        assert await _told(client) == []
    listed = "query($id: ID!) { county { body(id: $id) { decisions { totalCount } } } }"
    counted = (await edge.public().data(listed, id=story.ids["group"]))["county"]["body"]["decisions"]
    assert counted == {"totalCount": 0}


async def test_of_a_public_one_who_was_there_is_not_for_everyone_and_the_draft_neither(
    edge: Edge, story: Story
) -> None:
    await adopted(story)
    (own,) = await _told(await edge.client(Role.PARTNER, _ref(story, "works")))
    assert own["votings"][0]["attendance"] == [1, 2, 3, 4]
    (shown,) = await _told(edge.public())
    assert shown["votings"] == [{"attendance": [], "ballots": [{"member": n} for n in (1, 2, 3, 4)]}]
    events = [event["type"] for event in shown["history"]["nodes"]]
    assert events == ["DecisionSubmitted", "VotingOpened", *["VoteCast"] * 4, "VotingClosed"]
    draft = {**DRAFT, "body": story.ids["group"], "public": True}
    await story.tell("draft", "draftDecision", **draft)
    assert len(await _told(edge.public())) == 1
    assert len(await _told(await edge.client(Role.MUNICIPALITY, _ref(story, "c")))) == 2


async def test_those_whom_members_represent_vote_for_them_and_for_no_other(edge: Edge, story: Story) -> None:
    await submitted(story)
    await story.tell("decision", "openVoting", mode="CIRCULAR", on="2024-03-01")
    decision = {"id": story.ids["decision"]}
    own = await edge.client(Role.MUNICIPALITY, _ref(story, "a"))
    works = await edge.client(Role.PARTNER, _ref(story, "works"))
    stranger = await edge.client(Role.MUNICIPALITY, _ref(story, "c"))

    await own.done("agreeToCircular", **decision, member=1)
    await own.done("castVote", **decision, member=1, vote="YES")
    await works.done("castVote", **decision, member=3, vote="NO")
    await own.done("castVote", **decision, member=1, vote="NO")
    assert (await own.problem("castVote", **decision, member=2, vote="NO"))["code"] == "NOT_YOURS"
    assert (await works.problem("castVote", **decision, member=4, vote="NO"))["code"] == "NOT_YOURS"
    assert (await own.problem("closeVoting", **decision, on="2024-04-01"))["code"] == "NOT_YOURS"
    assert (await works.problem("closeVoting", **decision, on="2024-04-01"))["code"] == "FORBIDDEN"
    assert (await stranger.problem("castVote", **decision, member=1, vote="NO"))["code"] == "FORBIDDEN"
    acts = [{"event": story.events["decision"], "withdrawn": True}]
    assert (await own.problem("correctDecision", **decision, acts=acts))["code"] == "FORBIDDEN"


async def test_a_municipality_records_the_decisions_of_its_own_council(edge: Edge, story: Story) -> None:
    made = {"of": story.ids["a"], "form": "MUNICIPAL_COUNCIL", "name": "Rat", "on": SINCE, "statutory": 1}
    council = (await story.client.done("establishBody", "body { id }", **made))["body"]["id"]
    assigned = {"holder": story.ids["a"], "matter": "budget", "body": council, "since": SINCE}
    await story.client.done("assignCompetence", **assigned)
    draft = {**DRAFT, "body": council, "public": True}
    own = await edge.client(Role.MUNICIPALITY, _ref(story, "a"))
    decision = (await own.done("draftDecision", "decision { id }", **draft))["decision"]["id"]
    await own.done("submitDecision", id=decision, on="2024-02-01")
    other = await edge.client(Role.MUNICIPALITY, _ref(story, "b"))
    assert (await other.problem("draftDecision", **draft))["code"] in ("NOT_YOURS", "FORBIDDEN")
    assert (await other.problem("withdrawDecision", id=decision, on="2024-02-01"))["code"] == "FORBIDDEN"
    await own.done("withdrawDecision", id=decision, on="2024-02-01")
