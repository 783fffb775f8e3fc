"""Acts told again through the API: what stands, what each read says then and now, what a preview tells."""

from typing import Any

import pytest

from events.policy import Role
from schema.moments import decode_id, encode_id
from service.rebuild import rebuild
from tests.schema.edge import Client, Edge

MADE = {"name": "Stadtwerke", "sector": "ENERGY", "region": "Flensburg", "since": "2010-01-01"}
NAMES = "query($id: ID!) { node(id: $id) { ... on Partner { name version names { since name } } } }"


class Partner:
    """A partner that was renamed by mistake, with the ids of its events."""

    def __init__(self, client: Client, id_: str, registered: str, renamed: str) -> None:
        self.client = client
        self.id = id_
        self.registered = registered
        self.renamed = renamed

    async def correct(self, *acts: Any, **more: Any) -> dict[str, Any]:
        """The payload of a correction."""
        given = {"id": self.id, "acts": list(acts), "reason": "Verlesen", **more}
        return await self.client.do("correctPartner", "partner { name } changes { field before after }", **given)

    def rename(self, name: str, on: str) -> dict[str, Any]:
        """The renaming as it should have been."""
        return {"event": self.renamed, "instead": {"renamePartner": {"id": self.id, "name": name, "on": on}}}

    async def read(self) -> dict[str, Any]:
        """How it reads now."""
        found: dict[str, Any] = (await self.client.data(NAMES, id=self.id))["node"]
        return found


@pytest.fixture
async def partner(edge: Edge) -> Partner:
    made = await edge.coordinator.done("registerPartner", "partner { id }", **MADE)
    renamed = await edge.coordinator.done("renamePartner", id=made["partner"]["id"], name="Stadtwerk", on="2015-01-01")
    return Partner(edge.coordinator, made["partner"]["id"], made["events"][0]["id"], renamed["events"][0]["id"])


async def test_an_act_told_again_reads_as_if_it_had_been_recorded_right(edge: Edge, partner: Partner) -> None:
    payload = await partner.correct(partner.rename("Stadtwerke neu", "2016-01-01"))

    assert payload["problems"] == []
    assert [each["type"] for each in payload["events"]] == ["PartnerCorrected"]
    names = [{"since": "2010-01-01", "name": "Stadtwerke"}, {"since": "2016-01-01", "name": "Stadtwerke neu"}]
    assert await partner.read() == {"name": "Stadtwerke neu", "version": 3, "names": names}
    async for _ in rebuild(edge.county.record.pool, edge.county.id):
        pass
    assert (await partner.read())["names"] == names
    before = "query($id: ID!, $at: MomentInput) { node(id: $id) { ... on Partner { asOf(at: $at) { name } } } }"
    at = {"position": payload["position"] - 1}
    assert (await partner.client.data(before, id=partner.id, at=at))["node"]["asOf"] == {"name": "Stadtwerk"}


async def test_an_act_withdrawn_is_gone_and_its_event_tells_so(partner: Partner) -> None:
    await partner.correct({"event": partner.renamed, "withdrawn": True})

    assert (await partner.read())["names"] == [{"since": "2010-01-01", "name": "Stadtwerke"}]
    told = await partner.client.data(
        """query($id: ID!) { node(id: $id) { ... on Partner {
            history { nodes { type corrected {
                withdrawn stands { id type } correction { type reason { text } } event { id }
            } ... on PartnerCorrected { acts { event { id } withdrawn } } } }
            why(field: NAME) { causes { event { type } } }
        } } }""",
        id=partner.id,
    )
    first, second, third = told["node"]["history"]["nodes"]
    assert first == {"type": "PartnerRegistered", "corrected": None}
    assert second["corrected"] == {
        "withdrawn": True,
        "stands": [],
        "correction": {"type": "PartnerCorrected", "reason": {"text": "Verlesen"}},
        "event": {"id": partner.renamed},
    }
    assert third["acts"] == [{"event": {"id": partner.renamed}, "withdrawn": True}]
    causes = [each["event"]["type"] for each in told["node"]["why"]["causes"]]
    assert causes == ["PartnerCorrected", "PartnerRenamed", "PartnerRegistered"]


async def test_what_stands_can_be_asked_for_by_its_id(partner: Partner) -> None:
    payload = await partner.correct(partner.rename("Neu", "2016-01-01"))

    query = """query($id: ID!) { node(id: $id) { ... on PartnerCorrected { acts { stands {
        id type position ... on PartnerRenamed { name on }
    } } } } }"""
    (act,) = (await partner.client.data(query, id=payload["events"][0]["id"]))["node"]["acts"]
    (standing,) = act["stands"]
    assert standing | {"id": ""} == {
        "id": "", "type": "PartnerRenamed", "position": payload["position"], "name": "Neu", "on": "2016-01-01",
    }  # fmt: skip
    again = "query($id: ID!) { node(id: $id) { id ... on PartnerRenamed { name } } }"
    assert (await partner.client.data(again, id=standing["id"]))["node"] == {"id": standing["id"], "name": "Neu"}


async def test_a_preview_tells_what_would_read_otherwise_and_changes_nothing(partner: Partner) -> None:
    before = await partner.read()

    payload = await partner.correct(partner.rename("Neu", "2016-01-01"), preview=True)

    assert payload["events"] == []
    assert payload["partner"] is None
    first = {"since": "2010-01-01", "name": "Stadtwerke"}
    assert payload["changes"] == [
        {"field": "name", "before": "Stadtwerk", "after": "Neu"},
        {
            "field": "names",
            "before": [first, {"since": "2015-01-01", "name": "Stadtwerk"}],
            "after": [first, {"since": "2016-01-01", "name": "Neu"}],
        },
    ]
    assert await partner.read() == before


async def test_what_is_told_again_the_same_changes_nothing(partner: Partner) -> None:
    payload = await partner.correct(partner.rename("Stadtwerk", "2015-01-01"))

    assert (payload["problems"], payload["events"], payload["changes"]) == ([], [], None)


async def test_problems_name_the_field_within_the_act(partner: Partner) -> None:
    async def problem(*acts: Any, **more: Any) -> tuple[str, list[str]]:
        (found,) = (await partner.correct(*acts, **more))["problems"]
        return found["code"], found["path"]

    told = ["acts", "0", "instead", "renamePartner"]
    assert await problem(partner.rename("x" * 201, "2016-01-01")) == ("INVALID_INPUT", [*told, "name"])
    assert await problem(partner.rename("Neu", "2009-01-01")) == ("BEFORE_BEGINNING", [*told, "on"])
    assert await problem(partner.rename("Neu", "2016-01-01"), reason=None) == ("REASON_REQUIRED", ["reason"])
    assert await problem({"event": partner.renamed}) == ("INVALID_INPUT", ["acts", "0", "instead"])
    both = partner.rename("Neu", "2016-01-01") | {"withdrawn": True}
    assert await problem(both) == ("INVALID_INPUT", ["acts", "0", "instead"])
    assert await problem({"event": partner.id, "withdrawn": True}) == ("NOT_FOUND", ["acts", "0", "event"])
    reasoned = partner.rename("Neu", "2016-01-01")
    reasoned["instead"]["renamePartner"]["reason"] = "Darum"
    assert await problem(reasoned) == ("INVALID_INPUT", [*told, "reason"])
    other = partner.rename("Neu", "2016-01-01")
    other["instead"]["renamePartner"]["id"] = encode_id("partner:01920000-0000-7000-8000-000000000000")
    assert await problem(other) == ("INVALID_INPUT", [*told, "id"])


async def test_the_later_event_that_stands_against_it_is_named(partner: Partner) -> None:
    ended = await partner.client.done("endPartnership", id=partner.id, until="2019-12-31")
    begun = {"registerPartner": {**MADE, "since": "2020-06-01"}}
    query = """mutation($input: CorrectPartnerInput!) { correctPartner(input: $input) {
        problems { code message(language: EN) ... on Rejected { event { id type } } }
    } }"""
    given = {
        "id": partner.id, "reason": "Verlesen",
        "acts": [{"event": partner.registered, "instead": begun}, {"event": partner.renamed, "withdrawn": True}],
    }  # fmt: skip

    (problem,) = (await partner.client.data(query, input=given))["correctPartner"]["problems"]

    assert problem["code"] == "CANNOT_FOLLOW"
    assert problem["event"] == {"id": ended["events"][0]["id"], "type": "PartnershipEnded"}
    assert "A partner takes part no more after a day" in problem["message"]


async def test_only_the_office_corrects_a_partner(edge: Edge, partner: Partner) -> None:
    partner.client = await edge.client(Role.PARTNER, decode_id(partner.id).ref)

    (problem,) = (await partner.correct({"event": partner.renamed, "withdrawn": True}))["problems"]
    assert problem["code"] == "FORBIDDEN"


async def test_the_same_correction_sent_again_is_carried_out_once(partner: Partner) -> None:
    given = {"commandId": "0192d3a8-7c1b-7e55-9e3a-2f6d1c0b9a87"}
    first = await partner.correct(partner.rename("Neu", "2016-01-01"), **given)
    again = await partner.correct(partner.rename("Neu", "2016-01-01"), **given)

    assert (again["repeated"], again["events"]) == (True, first["events"])
    (problem,) = (await partner.correct({"event": partner.renamed, "withdrawn": True}, **given))["problems"]
    assert problem["code"] == "COMMAND_ID_REUSED"
