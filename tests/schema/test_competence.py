"""Every mutation of competences, and who is competent on a day, as holders, bodies, agreements and everyone read it."""

from collections.abc import Mapping
from typing import Any

import pytest

from events.policy import Role
from schema.moments import decode_id, encode_id
from service.ids import new_id
from tests.schema.edge import Client, Edge
from tests.schema.test_mutations import Story, municipality, names

BUDGET = {"matter": "budget"}
ANSWER = """reason matter theme on since until limit assignment transfer holder { id } body { name } agreement { title }
    transfers { number standing to { name } receiver { __typename } agreement { title } }"""


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county with a matter and a theme, two municipalities with a council each, the county's council, and an
    agreement by which they delegate to the county, in force since 3 May 2016; nothing of it counts as told."""
    told = Story(edge.coordinator)
    tell, ids = told.tell, told.ids
    ids["county"] = encode_id(edge.county.ref)
    await municipality(told, "a", 1)
    await municipality(told, "b", 2)
    await tell("county", "addMatter", code="budget", de="Haushalt", en="Budget")
    await tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    for known_as, of, name in (("council", "a", "Rat A"), ("other", "b", "Rat B"), ("kreistag", "county", "Kreistag")):
        given = {"of": ids[of], "form": "OTHER", "name": name, "on": "2010-01-01", "statutory": 9}
        ids[known_as] = (await told.client.done("establishBody", "body { id }", **given))["body"]["id"]
    await _agreement(told)
    told.called.clear()
    return told


async def _agreement(story: Story) -> None:
    of, tell, ids, when = "agreement", story.tell, story.ids, {"earliest": "2016-03-01"}
    await tell(of, "draftAgreement", title="Vertrag", purpose="Z.", form="DELEGATING", when=when)
    parties = (ids["a"], ids["b"], ids["county"])
    wording = {"number": "1", "heading": "Aufgaben", "kind": "OTHER", "text": "Gehen über."}
    for party in parties:
        await tell(of, "addParty", party=party)
    await tell(of, "addClause", wording=wording)
    await tell(of, "agreeTerm", term={"notice": {"months": 6, "to": "YEAR"}})
    await tell(of, "openForSignature", when=when)
    for party in parties:
        await tell(of, "recordSignature", party=party, when=when)
    await tell(of, "fileForApproval", supervisoryAuthority="Ministerium", when=when)
    await tell(of, "grantApproval", when={"earliest": "2016-04-01"})
    await tell(of, "publishAgreement", when={"earliest": "2016-05-02"}, where="Amtsblatt")


async def do(story: Story, mutation: str, holder: str = "a", **given: Any) -> Mapping[str, Any]:
    """Call a mutation on the competences of a holder: they have no id of their own."""
    made = await story.client.done(mutation, "competence { id }", holder=story.ids[holder], **given)
    assert made["events"], f"{mutation} changed nothing"
    story.called.add(mutation)
    story.events[holder] = made["events"][0]["id"]
    told: Mapping[str, Any] = made["competence"]
    return told


async def refused(story: Story, code: str, mutation: str, holder: str = "a", **given: Any) -> None:
    await story.refused(code, mutation, holder=story.ids[holder], **given)


async def moved(story: Story) -> None:
    """The council of the first municipality decides on the budget since 2015, the county's does since July 2016."""
    ids = story.ids
    await do(story, "assignCompetence", **BUDGET, body=ids["council"], since="2015-01-01", limit="bis 50.000 EUR")
    await do(story, "transferCompetence", **BUDGET, to=ids["kreistag"], agreement=ids["agreement"], since="2016-06-01")
    await do(story, "acceptTransfer", number=2, on="2016-07-01")


async def competent(client: Client, holder: str, on: str | None = None, **more: Any) -> dict[str, Any]:
    query = f"""query($id: ID!, $on: Date, $theme: String, $matter: String!) {{ county {{ municipality(id: $id) {{
        competence(matter: $matter, on: $on, theme: $theme) {{ {ANSWER} }} }} }} }}"""
    found = await client.data(query, **{"id": holder, "on": on, "matter": "budget", **more})
    told: dict[str, Any] = found["county"]["municipality"]["competence"]
    return told


async def test_every_mutation_of_competences(story: Story) -> None:
    ids = story.ids
    council: dict[str, Any] = {**BUDGET, "body": ids["council"], "since": "2015-01-01"}
    move: dict[str, Any] = {**BUDGET, "to": ids["kreistag"], "agreement": ids["agreement"]}
    await refused(story, "NOT_FOUND", "endCompetence", number=1, until="2019-12-31")
    await refused(story, "NOT_LISTED", "assignCompetence", **{**council, "matter": "war"})
    await refused(story, "NOT_ITS_BODY", "assignCompetence", "b", **council)
    first = await do(story, "assignCompetence", **council)
    limited: dict[str, Any] = {**council, "themes": ["heat"]}
    await refused(story, "OVERLAP", "assignCompetence", **limited)
    await refused(story, "NOT_IN_FORCE", "transferCompetence", **move, since="2016-05-02")
    second = await do(story, "transferCompetence", **move, since="2016-06-01", themes=["heat"])
    await refused(story, "NOT_FOUND", "acceptTransfer", number=1, on="2016-07-01")
    await do(story, "acceptTransfer", number=2, on="2016-07-01")
    accepted = {"event": story.events["a"]}
    await do(story, "revokeTransfer", number=2, on="2018-01-01")
    await do(story, "endCompetence", number=1, until="2019-12-31")
    told: dict[str, Any] = {"holder": ids["a"], "number": 2, "on": "2016-08-01"}
    given: dict[str, Any] = {"id": first["id"], "acts": [{**accepted, "instead": {"acceptTransfer": told}}]}
    await story.refused("REASON_REQUIRED", "correctCompetence", **given)
    of_another = {**accepted, "instead": {"acceptTransfer": {**told, "holder": ids["b"]}}}
    problem = await story.client.problem("correctCompetence", **{**given, "acts": [of_another]}, reason="Falscher Tag")
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", ["acts", "0", "instead", "acceptTransfer", "holder"])
    made = await story.client.done(
        "correctCompetence", "competence { transfers { accepted } }", **given, reason="Falscher Tag"
    )
    assert made["competence"]["transfers"] == [{"accepted": "2016-08-01"}]
    story.called.add("correctCompetence")
    assert story.called == names("competence")
    # One record, made by the first command, under the id of the holder.
    assert first == second
    assert decode_id(first["id"], ()).ref == decode_id(ids["a"], ()).ref.replace("municipality", "competence")


async def test_who_is_competent_on_a_day_and_why(story: Story) -> None:
    await moved(story)
    ids, client = story.ids, story.client
    assert await competent(client, ids["a"], "2016-06-30", theme="heat") == {
        "reason": "ASSIGNED",
        "matter": "budget",
        "theme": "heat",
        "on": "2016-06-30",
        "since": "2015-01-01",
        "until": None,
        "limit": "bis 50.000 EUR",
        "assignment": 1,
        "transfer": None,
        "holder": {"id": ids["a"]},
        "body": {"name": "Rat A"},
        "agreement": None,
        "transfers": [
            {
                "number": 2,
                "standing": "NOT_ACCEPTED",
                "to": {"name": "Kreistag"},
                "receiver": {"__typename": "County"},
                "agreement": {"title": "Vertrag"},
            }
        ],
    }
    now = await competent(client, ids["a"])
    told = {name: now[name] for name in ("reason", "since", "assignment", "transfer", "body", "agreement")}
    assert told == {
        "reason": "TRANSFERRED",
        "since": "2016-07-01",
        "assignment": None,
        "transfer": 2,
        "body": {"name": "Kreistag"},
        "agreement": {"title": "Vertrag"},
    }
    await story.tell("agreement", "terminateAgreement", on="2020-01-01", cause="AGREED")
    for on, reason, body in (("2019-12-31", "TRANSFERRED", "Kreistag"), ("2020-01-01", "TRANSFER_LAPSED", "Rat A")):
        found = await competent(client, ids["a"], on)
        assert (found["reason"], found["body"]["name"]) == (reason, body)
    assert (await competent(client, ids["a"], "2019-12-31"))["until"] == "2019-12-31"
    assert (await competent(client, ids["a"], matter="staff"))["reason"] == "NOT_RECORDED"


async def test_the_county_is_asked_for_each_municipality_and_for_itself(story: Story) -> None:
    await moved(story)
    await do(story, "assignCompetence", "county", **BUDGET, body=story.ids["kreistag"], since="2012-01-01")
    query = """query($of: ID, $on: Date) { county {
        competence(matter: "budget", municipality: $of, on: $on) { reason holder { id } body { name } } } }"""

    async def told(of: str | None, on: str) -> tuple[str, str | None, str | None]:
        found = (await story.client.data(query, of=of, on=on))["county"]["competence"]
        return found["reason"], found["holder"] and found["holder"]["id"], found["body"] and found["body"]["name"]

    ids = story.ids
    assert await told(ids["a"], "2016-06-30") == ("ASSIGNED", ids["a"], "Rat A")
    assert await told(ids["a"], "2016-07-01") == ("TRANSFERRED", ids["a"], "Kreistag")
    assert await told(ids["b"], "2016-07-01") == ("NOT_RECORDED", ids["b"], None)
    assert await told(None, "2016-07-01") == ("ASSIGNED", ids["county"], "Kreistag")
    assert await told(encode_id(f"municipality:{new_id()}"), "2016-07-01") == ("NOT_RECORDED", None, None)
    error = await story.client.error(query, of=ids["council"])
    assert error["message"]


async def test_a_merged_municipality_is_answered_for_by_its_successor(edge: Edge, story: Story) -> None:
    await moved(story)
    ids = story.ids
    await do(story, "assignCompetence", "b", **BUDGET, body=ids["other"], since="2015-01-01")
    await story.tell("a", "mergeMunicipality", into=ids["b"], on="2018-03-01")
    for on, holder, body in (("2018-02-28", "a", "Kreistag"), ("2018-03-01", "b", "Rat B")):
        found = await competent(story.client, ids["a"], on)
        assert (found["holder"]["id"], found["body"]["name"]) == (ids[holder], body)
    acting = await edge.client(Role.MUNICIPALITY, decode_id(ids["b"], ()).ref)
    await acting.done("endCompetence", holder=ids["a"], number=1, until="2018-02-28")


async def test_competences_stand_below_holders_bodies_and_agreements(story: Story) -> None:
    await moved(story)
    query = """query($a: ID!, $b: ID!, $council: ID!, $kreistag: ID!, $agreement: ID!) { county {
        competences { nodes { holder { id } } }
        a: municipality(id: $a) { competences { nodes {
            assigned { number body { name } limit } transferred { number to { name } accepted }
            assignments { number } transfers { number } } } }
        b: municipality(id: $b) { competences { nodes { id } } }
        council: body(id: $council) { competences { nodes { holder { id } } } }
        kreistag: body(id: $kreistag) { competences { nodes { holder { id } } } }
        agreement(id: $agreement) { competences { nodes { holder { id } } } } } }"""
    ids = story.ids
    asked = {name: ids[name] for name in ("a", "b", "council", "kreistag", "agreement")}
    found = (await story.client.data(query, **asked))["county"]
    mine = {"nodes": [{"holder": {"id": ids["a"]}}]}
    assert found["a"]["competences"]["nodes"] == [
        {
            "assigned": [{"number": 1, "body": {"name": "Rat A"}, "limit": "bis 50.000 EUR"}],
            "transferred": [{"number": 2, "to": {"name": "Kreistag"}, "accepted": "2016-07-01"}],
            "assignments": [{"number": 1}],
            "transfers": [{"number": 2}],
        }
    ]
    assert found["competences"] == mine
    assert found["b"]["competences"]["nodes"] == []
    assert all(found[name]["competences"] == mine for name in ("council", "kreistag", "agreement"))


async def test_who_may_record_and_read(edge: Edge, story: Story) -> None:
    ids = story.ids
    own, other = [await edge.client(Role.MUNICIPALITY, decode_id(ids[of], ()).ref) for of in "ab"]
    council = {**BUDGET, "holder": ids["a"], "body": ids["council"], "since": "2015-01-01"}
    assert (await other.problem("assignCompetence", **council))["code"] == "NOT_YOURS"
    await own.done("assignCompetence", **council)
    move: dict[str, Any] = {
        **BUDGET,
        "holder": ids["a"],
        "to": ids["other"],
        "agreement": ids["agreement"],
        "since": "2016-06-01",
    }
    await own.done("transferCompetence", **move)
    # It receives the matter, so the competences concern it; they are not its own.
    end: dict[str, Any] = {"holder": ids["a"], "number": 1, "until": "2019-12-31"}
    assert (await other.problem("endCompetence", **end))["code"] == "NOT_YOURS"
    accept: dict[str, Any] = {"holder": ids["a"], "number": 2, "on": "2016-07-01"}
    for client in (own, other):
        assert (await client.problem("acceptTransfer", **accept))["code"] == "FORBIDDEN"
    await edge.coordinator.done("acceptTransfer", **accept)
    story.client = await edge.client(Role.ADMIN)
    await story.tell("county", "openToPublic")
    told = await competent(edge.public(), ids["a"], "2016-07-01")
    assert (told["reason"], told["body"]) == ("TRANSFERRED", {"name": "Rat B"})
