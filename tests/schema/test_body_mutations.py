"""Every mutation of a body, and what is read of it: below those whose body it is, those represented, and as it was."""

from typing import Any

import pytest

from events.policy import Role
from schema.moments import decode_id, encode_id
from service.ids import new_id
from tests.schema.edge import Edge
from tests.schema.test_mutations import Story, municipality, names

COUNCIL: dict[str, Any] = {"form": "COUNTY_COUNCIL", "name": "Kreistag", "on": "2018-06-01", "statutory": 49}
BUDGET: dict[str, Any] = {
    "preset": "TWO_THIRDS",
    "modes": ["CIRCULAR", "MEETING"],
    "quorum": {"share": {"numerator": 1, "denominator": 2}, "strict": True},
    "secondQuorum": {"members": 3},
    "abstention": False,
}
RULE = """matter rule { preset threshold { share { numerator denominator } base strict } modes abstention tie
    quorum { members share { numerator denominator } of strict } secondQuorum { members share { numerator } } }"""


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county with a matter, two municipalities and three persons; nothing of it counts as told."""
    told = Story(edge.coordinator)
    told.ids["county"] = encode_id(edge.county.ref)
    await municipality(told, "a", 1)
    await municipality(told, "b", 2)
    for name in ("Ada", "Ben", "Cleo"):
        await told.tell(name, "registerPerson", name=f"{name} Muster")
    await told.tell("county", "addMatter", code="budget", de="Haushalt", en="Budget")
    told.called.clear()
    return told


async def establish(story: Story, known_as: str, **given: Any) -> None:
    """Establish a body; `tell` has an `of` of its own."""
    made = await story.client.done("establishBody", "body { id }", **{**COUNCIL, **given})
    story.called.add("establishBody")
    story.ids[known_as] = made["body"]["id"]


async def council(story: Story) -> None:
    """A county's council: Ada for the first municipality, with the chair, and Ben for the second."""
    of = "body"
    await establish(story, of, of=story.ids["county"])
    ada = {"person": story.ids["Ada"], "party": story.ids["a"], "chair": True}
    await story.tell(of, "appointMember", **ada, since="2018-06-01")
    ben = {"person": story.ids["Ben"], "party": story.ids["b"], "weight": 2, "until": "2023-05-31"}
    await story.tell(of, "appointMember", **ben, since="2018-06-01")


async def test_every_mutation_of_a_body(story: Story) -> None:
    tell, ids = story.tell, story.ids
    await council(story)
    await tell("body", "renameBody", name="Kreistag Musterland", on="2019-01-01")
    changed = {"statutory": 51, "noticeDays": 14, "conflictsReduce": True, "vacanciesReduce": True}
    await tell("body", "changeStatutes", **changed, statutoryWeight=60, on="2020-01-01")
    appointed = {"id": ids["body"], "person": ids["Ada"], "since": "2020-01-01"}
    await story.refused("ALREADY_MEMBER", "appointMember", **appointed)
    await tell("body", "appointMember", person=ids["Cleo"], since="2020-01-01", voting=False)
    await tell("body", "changeMembership", member=3, on="2021-01-01", party=ids["b"], weight=3)
    await story.refused("NOT_A_MEMBER", "appointChair", id=ids["body"], member=3, on="2021-01-01")
    await tell("body", "appointChair", member=4, on="2021-01-01")
    await tell("body", "endChair", until="2021-12-31")
    await tell("body", "endMembership", member=4, until="2022-12-31")
    await tell("body", "adoptDecisionRule", on="2018-06-01", terms={"preset": "SIMPLE"})
    await story.refused("NOT_LISTED", "adoptDecisionRule", id=ids["body"], on="2020-01-01", terms=BUDGET, matter="x")
    await tell("body", "adoptDecisionRule", on="2020-01-01", terms=BUDGET, matter="budget")
    await tell("body", "retireDecisionRule", on="2022-01-01", matter="budget")
    await tell("body", "dissolveBody", on="2025-01-01")
    corrected = {"acts": [{"event": story.events["body"], "withdrawn": True}]}
    await story.refused("REASON_REQUIRED", "correctBody", id=ids["body"], **corrected)
    await tell("body", "correctBody", **corrected, reason="Andere Wahlperiode")
    assert story.called == names("body")


READ = f"""query($id: ID!, $on: Date) {{ county(on: $on) {{ body(id: $id) {{
    name form exists statutory of {{ ... on County {{ name }} }} chair {{ name {{ text }} }}
    parties {{ ... on Municipality {{ name }} }} people {{ name {{ text }} }}
    members {{ number weight voting since until chairs {{ since until }} person {{ name {{ text }} }} }}
    allMembers {{ number }} rules {{ {RULE} }} allRules {{ since matter }}
}} }} }}"""


async def test_a_body_on_a_day_with_its_members_and_rules(story: Story) -> None:
    await council(story)
    await story.tell("body", "adoptDecisionRule", on="2018-06-01", terms={"preset": "SIMPLE"})
    await story.tell("body", "adoptDecisionRule", on="2020-01-01", terms=BUDGET, matter="budget")

    async def read(on: str) -> dict[str, Any]:
        found: dict[str, Any] = (await story.client.data(READ, id=story.ids["body"], on=on))["county"]["body"]
        return found

    body = await read("2020-06-01")
    assert (body["name"], body["form"], body["exists"], body["statutory"]) == ("Kreistag", "COUNTY_COUNCIL", True, 49)
    assert body["chair"] == {"name": {"text": "Ada Muster"}}
    assert body["parties"] == [{"name": "Gemeinde 1"}, {"name": "Gemeinde 2"}]
    assert [each["name"]["text"] for each in body["people"]] == ["Ada Muster", "Ben Muster"]
    ada, ben = body["members"]
    assert ada["chairs"] == [{"since": "2018-06-01", "until": None}]
    assert (ben["number"], ben["weight"], ben["voting"], ben["until"]) == (2, 2, True, "2023-05-31")
    general, budget = body["rules"]
    assert (general["matter"], general["rule"]["preset"], general["rule"]["modes"]) == (None, "SIMPLE", ["MEETING"])
    assert budget["matter"] == "budget"
    assert budget["rule"] == {
        "preset": "TWO_THIRDS",
        "threshold": {"share": {"numerator": 2, "denominator": 3}, "base": "STATUTORY", "strict": False},
        "modes": ["MEETING", "CIRCULAR"],
        "abstention": False,
        "tie": "REJECTED",
        "quorum": {"members": None, "share": {"numerator": 1, "denominator": 2}, "of": "STATUTORY", "strict": True},
        "secondQuorum": {"members": 3, "share": None},
    }
    later = await read("2024-06-01")
    assert ([each["number"] for each in later["members"]], len(later["allMembers"])) == ([1], 2)
    before = await read("2018-05-31")
    assert (before["exists"], before["chair"], before["members"], before["rules"]) == (False, None, [], [])


async def test_bodies_are_found_below_those_that_have_them_those_represented_and_their_members(
    edge: Edge, story: Story
) -> None:
    await council(story)
    await establish(story, "other", of=story.ids["b"], form="MUNICIPAL_COUNCIL")
    before = (await edge.coordinator.data("{ position }"))["position"]
    await edge.coordinator.done("mergeMunicipality", id=story.ids["b"], into=story.ids["a"], on="2023-03-01")
    query = """query($a: ID!, $b: ID!, $ada: ID!, $ben: ID!, $on: Date, $at: MomentInput) { county(on: $on, at: $at) {
        own: bodies(filter: { form: { equals: COUNTY_COUNCIL } }) { totalCount }
        bodies(orderBy: [{ field: NAME, direction: ASC }]) { totalCount }
        a: municipality(id: $a) { bodies { totalCount } representedIn { totalCount } }
        b: municipality(id: $b) { bodies { totalCount } representedIn { totalCount } }
        ada: person(id: $ada) { bodies { totalCount } } ben: person(id: $ben) { bodies { totalCount } }
    } }"""

    async def found(on: str, at: Any = None) -> list[int]:
        ids = {name.lower(): story.ids[name] for name in ("a", "b", "Ada", "Ben")}
        county = (await edge.coordinator.data(query, **ids, on=on, at=at))["county"]
        assert (county.pop("own")["totalCount"], county.pop("bodies")["totalCount"]) == (1, 2)
        return [each["totalCount"] for of in county.values() for each in of.values()]

    assert await found("2020-01-01") == [0, 1, 1, 1, 1, 1]
    # The successor has its body, and is represented in its place.
    assert await found("2023-03-01") == [1, 1, 1, 1, 1, 1]
    assert await found("2023-03-01", {"position": before}) == [0, 1, 1, 1, 1, 1], "that was not recorded yet"
    assert await found("2024-01-01") == [1, 1, 1, 0, 1, 0], "its term is over"


async def test_what_was_recorded_is_read_as_of_then(story: Story) -> None:
    await council(story)
    before = (await story.client.data("{ position }"))["position"]
    await story.tell("body", "endMembership", member=1, until="2019-12-31")
    query = """query($id: ID!, $at: MomentInput) { county(at: $at, on: "2020-06-01") {
        body(id: $id) { members { number } }
    } }"""

    async def numbers(at: Any) -> list[int]:
        found = await story.client.data(query, id=story.ids["body"], at=at)
        return [each["number"] for each in found["county"]["body"]["members"]]

    assert (await numbers({"position": before}), await numbers(None)) == ([1, 2], [2])


async def test_a_municipality_records_its_own_bodies_and_no_others(edge: Edge, story: Story) -> None:
    own = await edge.client(Role.MUNICIPALITY, decode_id(story.ids["a"]).ref)
    other = await edge.client(Role.MUNICIPALITY, decode_id(story.ids["b"]).ref)
    mine = {**COUNCIL, "of": story.ids["a"], "form": "MUNICIPAL_COUNCIL"}
    assert (await other.problem("establishBody", **mine))["code"] == "NOT_YOURS"
    made = await own.done("establishBody", "body { id }", **mine)
    at = {"id": made["body"]["id"], "on": "2020-01-01", "terms": {"preset": "ABSOLUTE"}}
    await own.done("adoptDecisionRule", **at)
    assert (await other.problem("adoptDecisionRule", **at))["code"] == "FORBIDDEN"
    renamed = await own.done("renameBody", id=at["id"], name="Rat", on="2020-01-01")
    withdrawn = {"acts": [{"event": renamed["events"][0]["id"], "withdrawn": True}], "reason": "Verlesen"}
    assert (await other.problem("correctBody", id=at["id"], **withdrawn))["code"] == "FORBIDDEN"
    assert (await own.done("correctBody", "body { name }", id=at["id"], **withdrawn))["body"] == {"name": "Kreistag"}
    # Represented in the county's council, it may see but not change it.
    await council(story)
    at["id"] = story.ids["body"]
    assert (await own.problem("adoptDecisionRule", **at))["code"] == "NOT_YOURS"
    withdrawn = {"acts": [{"event": story.events["body"], "withdrawn": True}], "reason": "Verlesen"}
    assert (await own.problem("correctBody", id=at["id"], **withdrawn))["code"] == "NOT_YOURS"


async def test_bodies_are_public_and_who_sits_in_them_is_not_named(edge: Edge, story: Story) -> None:
    admin = await edge.client(Role.ADMIN)
    await admin.done("openToPublic", id=story.ids["county"])
    await council(story)
    query = "{ county { bodies { nodes { name members { number person { name { text } } } chair { entityId } } } } }"
    (shown,) = (await edge.public().data(query))["county"]["bodies"]["nodes"]
    assert shown["name"] == "Kreistag"
    assert {each["person"] for each in shown["members"]} == {None}
    assert shown["chair"] is None


async def test_sent_again_a_member_is_appointed_once(story: Story) -> None:
    await council(story)
    given = {"id": story.ids["body"], "person": story.ids["Cleo"], "since": "2020-01-01", "commandId": str(new_id())}
    first = await story.client.done("appointMember", **given)
    again = await story.client.done("appointMember", **given)
    assert (first["repeated"], again["repeated"], again["events"]) == (False, True, first["events"])


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"terms": {"preset": "SIMPLE", "quorum": {"members": 10_001}}}, ["terms", "quorum", "members"]),
        ({"terms": {"preset": "SIMPLE", "modes": ["MEETING", "MEETING"]}}, ["terms", "modes"]),
        ({"matter": "Groß"}, ["matter"]),
        ({"on": "1020-01-01"}, ["on"]),
    ],
)
async def test_bad_values_name_their_field(story: Story, change: dict[str, Any], path: list[str]) -> None:
    await council(story)
    given = {"id": story.ids["body"], "on": "2020-01-01", "terms": {"preset": "SIMPLE"}, **change}
    problem = await story.client.problem("adoptDecisionRule", **given)
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", path)


@pytest.mark.parametrize(
    ("terms", "code", "path"),
    [
        ({}, "THRESHOLD_REQUIRED", ["terms", "threshold"]),
        ({"preset": "SIMPLE", "quorum": {}}, "NUMBER_OR_SHARE", ["terms", "quorum"]),
        (
            {"threshold": {"share": {"numerator": 3, "denominator": 2}, "base": "PRESENT"}},
            "NOT_A_SHARE",
            ["terms", "threshold"],
        ),
        (
            {"preset": "SIMPLE", "circularConsent": {"numerator": -1, "denominator": 2}},
            "NOT_A_SHARE",
            ["terms", "circularConsent"],
        ),
    ],
)
async def test_rules_that_cannot_be_name_their_field(
    story: Story, terms: dict[str, Any], code: str, path: list[str]
) -> None:
    await council(story)
    problem = await story.client.problem("adoptDecisionRule", id=story.ids["body"], on="2020-01-01", terms=terms)
    assert (problem["code"], problem["path"]) == (code, path)
