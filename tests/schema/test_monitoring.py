"""Monitoring, duties and commitments over GraphQL: as it was, of what is seen, in a fixed number of statements."""

from typing import Any

import pytest

from events.policy import Role
from schema.moments import decode_id, encode_id
from service.read_session import ReadSession
from tests.schema.edge import Client, Edge
from tests.schema.test_goal_mutations import MEASURED, PROPOSED
from tests.schema.test_mutations import Story, municipality
from tests.service.county import establish

ALL = """{
    on
    goals { status count } attainment { attainment count goals { title } }
    overdue { kind title due overdueSince of { id } party { ... on Municipality { name } } milestone }
    projects { status count blocked } themes { theme count }
    money { planned { amount currency } spent { amount } ownContribution { amount } }
    effects { goal { title } gap expected projects leftOut }
    participation { municipality { name } underWay leading }
    participationCount { inNone inOne leading }
    benefits {
        municipality { name } year outreach answered outreachByKind { kind count } hours money { amount }
        saved { hours money { amount } } takenOver { hours }
    }
}"""


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county of two municipalities and a partner, with an adopted goal that has a value, and a project of both."""
    told = Story(edge.coordinator)
    told.ids["county"] = encode_id(edge.county.ref)
    await municipality(told, "a", 1)
    await municipality(told, "b", 2)
    await told.tell(
        "partner", "registerPartner", name="Stadtwerke", sector="ENERGY", region="Kreis", since="2000-01-01"
    )
    await told.tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    await told.tell("goal", "proposeGoal", **{**PROPOSED, "responsible": told.ids["a"]})
    await told.tell("goal", "adoptGoal", on="2017-01-01")
    await told.tell("goal", "recordGoalValue", **MEASURED)
    await _project(told, "project", "a", "b")
    return told


async def _project(story: Story, of: str, lead: str, other: str) -> None:
    begun = {"on": "2020-01-06"}
    await story.tell(
        of,
        "proposeProject",
        title="Wärmeplan",
        description="Gemeinsam.",
        lead=story.ids[lead],
        themes=["heat"],
        **begun,
    )
    await story.tell(of, "joinProject", party=story.ids[other], since="2020-01-06")
    await story.tell(of, "assignProjectResponsibility", what="Daten", party=story.ids[other], since="2020-01-06")
    await story.tell(of, "approveProject", **begun)
    await story.tell(of, "startProject", **begun)
    await story.tell(of, "planBudget", year=2020, amount={"amount": "1000.10", "currency": "EUR"})
    await story.tell(of, "addMilestone", title="Bestand", due="2020-12-31", party=story.ids[other])
    await story.tell(
        of, "expectEffect", effect={"goal": story.ids["goal"], "fromYear": 2025, "amount": "50", "unit": "t CO2e"}
    )


async def _monitoring(client: Client, at: str = "") -> dict[str, Any]:
    found: dict[str, Any] = (await client.data(f"{{ county{at} {{ monitoring {ALL} }} }}"))["county"]["monitoring"]
    return found


async def test_the_county_on_a_day(story: Story) -> None:
    told = await _monitoring(story.client, '(on: "2024-06-01")')

    assert told["on"] == "2024-06-01"
    assert [each for each in told["attainment"] if each["count"]] == [
        # 2020: 750.25 are expected, 700.25 were measured.
        {"attainment": "ON_TRACK", "count": 1, "goals": [{"title": "Weniger Emissionen"}]}
    ]
    assert [(each["kind"], each["overdueSince"], each["party"]["name"]) for each in told["overdue"]] == [
        ("MILESTONE", "2021-01-01", "Gemeinde 2"),
        ("VALUE", "2024-01-01", "Gemeinde 1"),
    ]
    assert told["money"]["planned"] == {"amount": "1000.10", "currency": "EUR"}
    assert told["effects"] == [
        {"goal": {"title": "Weniger Emissionen"}, "gap": "700.25", "expected": "50", "projects": 1, "leftOut": 0}
    ]
    assert told["participationCount"] == {"inNone": 0, "inOne": 2, "leading": 1}


async def test_it_stands_as_the_record_knew_it(story: Story) -> None:
    before = (await story.client.data("{ position }"))["position"]
    await story.tell("project", "reachMilestone", number=1, on="2020-12-01")
    await story.tell("goal", "abandonGoal", on="2024-01-02", reason="Beispiel")
    await story.tell(
        "outreach", "recordOutreach", way="CALL", on="2024-02-01", municipalities=[story.ids["a"]], subject="Anruf"
    )
    query = """query($at: MomentInput, $goal: ID!, $a: ID!, $b: ID!) { county(at: $at, on: "2024-06-01") {
        goal(id: $goal) { status expectedEffects { year amount projects } projects { totalCount } }
        a: municipality(id: $a) { duties { kind } monitoring { benefits { outreach } } }
        b: municipality(id: $b) { duties { kind } commitments { what project { title } since } }
        outreaches { totalCount }
    } }"""
    given = {"goal": story.ids["goal"], "a": story.ids["a"], "b": story.ids["b"]}

    then = (await story.client.data(query, at={"position": before}, **given))["county"]
    now = (await story.client.data(query, **given))["county"]

    assert (then["goal"]["status"], now["goal"]["status"]) == ("ADOPTED", "ABANDONED")
    assert then["goal"]["expectedEffects"][0] == {"year": 2025, "amount": "50", "projects": 1}
    assert then["goal"]["projects"]["totalCount"] == 1
    assert [each["kind"] for each in then["b"]["duties"]] == ["MILESTONE"]
    assert now["b"]["duties"] == []
    assert [each["kind"] for each in then["a"]["duties"]] == ["VALUE"]
    assert now["a"]["duties"] == []
    assert now["b"]["commitments"] == [{"what": "Daten", "project": {"title": "Wärmeplan"}, "since": "2020-01-06"}]
    assert (then["outreaches"]["totalCount"], now["outreaches"]["totalCount"]) == (0, 1)
    assert (then["a"]["monitoring"]["benefits"], now["a"]["monitoring"]["benefits"]) == ([], [{"outreach": 1}])


async def test_the_public_and_partners_are_told_of_what_they_see_only(edge: Edge, story: Story) -> None:
    await edge.coordinator.done(
        "recordOutreach", way="CALL", on="2024-02-01", municipalities=[story.ids["a"]], subject="Anruf"
    )
    admin = await edge.client(Role.ADMIN)
    await admin.done("openToPublic", id=story.ids["county"])
    # An internal goal that a public project is to do something for.
    hidden = await edge.coordinator.done("proposeGoal", "goal { id }", **{**PROPOSED, "responsible": story.ids["b"]})
    effect = {"goal": hidden["goal"]["id"], "fromYear": 2025}
    await story.tell("project", "expectEffect", effect=effect)
    partner = await edge.client(Role.PARTNER, (await _ref(story, "partner")))

    for client in (edge.public(), partner):
        told = await _monitoring(client, '(on: "2024-06-01")')
        assert {each["status"]: each["count"] for each in told["goals"]}["PROPOSED"] == 0
        assert told["benefits"] == []
        assert [each["goal"] for each in told["effects"]] == [{"title": "Weniger Emissionen"}]
        found = await client.data("{ county { projects { nodes { goals { id title } effects { goal { id } } } } } }")
        assert "null" not in str(found)
        assert hidden["goal"]["id"] not in str(found)
    own = await edge.client(Role.MUNICIPALITY, await _ref(story, "b"))
    told = await _monitoring(own, '(on: "2024-06-01")')
    assert {each["status"]: each["count"] for each in told["goals"]}["PROPOSED"] == 1
    assert [each["municipality"]["name"] for each in told["benefits"]] == ["Gemeinde 1"]


async def _ref(story: Story, of: str) -> str:
    return decode_id(story.ids[of], ("id",)).ref


async def test_nothing_of_another_county_is_counted(edge: Edge, story: Story) -> None:
    other = await establish(edge.county.record, "01060")
    await other.municipality()

    told = await _monitoring(story.client)

    assert [each["municipality"]["name"] for each in told["participation"]] == ["Gemeinde 1", "Gemeinde 2"]


async def test_as_many_statements_whatever_the_size(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    fetch = ReadSession._fetch

    async def counted(self: ReadSession, sql: str, *arguments: Any) -> Any:
        made.append(sql)
        return await fetch(self, sql, *arguments)

    monkeypatch.setattr(ReadSession, "_fetch", counted)
    query = f"""{{ county {{
        monitoring {ALL}
        duties {{ kind title of {{ id }} party {{ ... on Municipality {{ name }} }} }}
        commitments {{ what party {{ ... on Municipality {{ name }} }} project {{ title }} }}
        goals {{ nodes {{
            title expectedEffects {{ year amount }}
            projects {{ nodes {{ title parties {{ ... on Municipality {{ name }} }} lead {{ id }} }} }}
        }} }}
        municipalities {{ nodes {{ goals {{ totalCount }} projects {{ totalCount }} ledProjects {{ totalCount }} }} }}
    }} }}"""

    await story.client.data(query)
    few = len(made)
    for n in range(3, 9):
        await municipality(story, f"m{n}", n)
        await _project(story, f"p{n}", f"m{n}", "a")
        await story.tell(f"g{n}", "proposeGoal", **{**PROPOSED, "responsible": story.ids[f"m{n}"]})
        await story.tell(f"g{n}", "adoptGoal", on="2017-01-01")
    made.clear()
    found = await story.client.data(query)

    assert len(found["county"]["monitoring"]["overdue"]) > 12
    assert len(made) == few <= 12
