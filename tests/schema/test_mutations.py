"""Every mutation of every aggregate, once with its usual outcome and once against a rule."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from events import AGGREGATES
from events.policy import Role
from schema.moments import encode_id
from schema.mutations import granted, mutation_name
from schema.registry import REGISTRY
from service.contents import Contents
from service.ids import new_id
from tests.schema.edge import Client, Edge

DAY = "2020-01-01"
LATER = "2021-01-01"
UNKNOWN = "01920000-0000-7000-8000-000000000000"
EXTERNAL = {"external": {"body": "Kreistag", "on": "2019-12-01", "paper": "KT 12/2019", "url": "https://kreis.example"}}


class Story:
    """Commands given one after another; knows which mutations have been called, and who they were about."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.called: set[str] = set()
        self.ids: dict[str, str] = {}
        self.events: dict[str, str] = {}

    async def tell(self, of: str, mutation: str, **given: Any) -> dict[str, Any]:
        """Call a mutation on what is known as `of`, or make that."""
        kind = next(
            each.singular
            for each in REGISTRY
            for command in each.decider.commands
            if mutation_name(command) == mutation
        )
        if of in self.ids:
            given = {"id": self.ids[of], **given}
        made = await self.client.done(mutation, f"{kind} {{ id entityId version }}", **given)
        assert made["events"], f"{mutation} changed nothing"
        self.called.add(mutation)
        self.ids[of] = made[kind]["id"]
        self.events[of] = made["events"][0]["id"]
        return made

    async def refused(self, wanted: str, mutation: str, /, **given: Any) -> dict[str, Any]:
        """Call a mutation that meets a problem of this code."""
        problem = await self.client.problem(mutation, **given)
        assert problem["code"] == wanted, problem
        return problem


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A story that has told nothing yet, of a county."""
    told = Story(edge.coordinator)
    told.ids["county"] = encode_id(edge.county.ref)
    return told


def names(of: str) -> set[str]:
    """The mutations of a kind of entity."""
    return {
        mutation_name(command)
        for each in REGISTRY
        if each.kind == of
        for command in each.decider.commands
        if granted(each, command)
    }


async def municipality(story: Story, of: str, number: int, **more: Any) -> None:
    await story.tell(
        of,
        "registerMunicipality",
        **{
            "ags": f"01059{number:03}",
            "ars": f"010590000{number:03}",
            "name": f"Gemeinde {number}",
            "designation": "MUNICIPALITY",
            "since": "2000-01-01",
        }
        | more,
    )


async def test_the_county(edge: Edge, story: Story) -> None:
    problem = await story.refused("FORBIDDEN", "openToPublic", id=story.ids["county"])
    assert problem["__typename"] == "Forbidden"
    story.client = await edge.client(Role.ADMIN)
    tell = story.tell
    await tell("county", "renameCounty", name="Kreis Schleswig-Flensburg", on=DAY)
    await tell("county", "rekeyCounty", key="01060", on=DAY)
    await tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    await tell("county", "renameTheme", code="heat", de="Wärmewende", en="Heat transition")
    await tell("county", "retireTheme", code="heat", on=LATER)
    await tell("county", "addMatter", code="budget", de="Haushalt", en="Budget")
    await tell("county", "renameMatter", code="budget", de="Haushaltsplan", en="Budget plan")
    await tell("county", "retireMatter", code="budget", on=LATER)
    formalities = {"approval": False, "publication": True}
    await tell("county", "changeFormalities", form="MANDATING", formalities=formalities, on=DAY)
    await tell("county", "demandAuthority", act="ADOPT_GOAL", on=DAY)
    await tell("county", "waiveAuthority", act="ADOPT_GOAL", on=LATER)
    await tell("county", "nameSilentProcedure", name="OFFENLEGUNG")
    await tell("county", "openToPublic")
    await tell("county", "closeToPublic")
    await tell(
        "county",
        "correctCounty",
        acts=[{"event": story.events["county"], "withdrawn": True}],
        reason="Blieb öffentlich",
    )
    assert story.called == names("county")
    await story.refused("NOT_LISTED", "renameTheme", id=story.ids["county"], code="cold", de="K", en="C")


async def test_the_coordination_office(story: Story) -> None:
    tell = story.tell
    await municipality(story, "a", 1)
    await tell("person", "registerPerson", name="Ada Muster")
    await tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    story.called.clear()
    proposed: dict[str, Any] = {"name": "Klimaschutz", "form": "STAFF_UNIT", "scope": "ALL_TOPICS", "on": "2015-01-01"}
    await tell("office", "proposeCoordinationOffice", **proposed)
    await story.refused("AUTHORITY_REQUIRED", "resolveCoordinationOffice", id=story.ids["office"], on="2015-06-01")
    await tell("office", "resolveCoordinationOffice", on="2015-06-01", authority=EXTERNAL)
    await tell("office", "fundCoordinationOffice", on="2015-09-01")
    await tell("office", "staffCoordinationOffice", on="2016-01-01")
    await tell("office", "startCoordinationOffice", on="2016-07-01")
    await tell("office", "renameCoordinationOffice", name="Klimaschutzleitstelle", on="2017-01-01")
    await tell("office", "reorganiseCoordinationOffice", form="CENTRAL_DEPARTMENT", on="2017-01-01")
    await tell("office", "rescopeCoordinationOffice", scope="THEMES", themes=["heat"], on="2017-01-01")
    await tell(
        "office",
        "allotOfficeResources",
        weeklyHours={"numerator": 77, "denominator": 2},
        yearlyBudget={"amount": "123456.78"},
        on="2017-01-01",
    )
    await tell(
        "office",
        "grantOfficeFunding",
        funding={
            "programme": "Kommunalrichtlinie 4.1.7",
            "rate": {"numerator": 7, "denominator": 10},
            "granted": {"amount": "586147.00", "currency": "EUR"},
            "since": "2016-07-01",
            "until": "2020-09-30",
            "reference": "03KP0007",
        },
    )
    await tell("office", "serveMunicipalities", municipalities=[story.ids["a"]], since="2016-07-01")
    await tell("office", "takeCommitteeSeat", committee="Umweltausschuss", since="2016-07-01")
    data = await story.client.data(
        """query($id: ID!) { node(id: $id) { ... on CoordinationOffice {
            status weeklyHours { numerator denominator } yearlyBudget { amount currency } municipalities { name }
            fundings { rate { numerator denominator } granted { amount } }
            services { municipality { name coordinationOffices { nodes { name } } } }
            history(filter: { types: [CoordinationOfficeResolved] }) {
              nodes { authority { ... on ExternalDecision { body paper on url document { title } } } }
            }
        } } }""",
        id=story.ids["office"],
    )
    assert data["node"] == {
        "status": "OPERATING",
        "weeklyHours": {"numerator": 77, "denominator": 2},
        "yearlyBudget": {"amount": "123456.78", "currency": "EUR"},
        "municipalities": [{"name": "Gemeinde 1"}],
        "fundings": [{"rate": {"numerator": 7, "denominator": 10}, "granted": {"amount": "586147.00"}}],
        "services": [
            {
                "municipality": {
                    "name": "Gemeinde 1",
                    "coordinationOffices": {"nodes": [{"name": "Klimaschutzleitstelle"}]},
                }
            }
        ],
        "history": {
            "nodes": [
                {
                    "authority": {
                        "body": "Kreistag",
                        "paper": "KT 12/2019",
                        "on": "2019-12-01",
                        "url": "https://kreis.example",
                        "document": None,
                    }
                }
            ]
        },
    }
    await tell("office", "leaveCommitteeSeat", committee="Umweltausschuss", until="2018-12-31")
    await tell("office", "endMunicipalityService", municipalities=[story.ids["a"]], until="2019-12-31")
    await tell("office", "appointOfficeContact", contact=story.ids["person"])
    never = [{"event": story.events["office"], "withdrawn": True}]
    await tell("office", "correctCoordinationOffice", acts=never, reason="Falsch übernommen")
    await tell("office", "endCoordinationOffice", on="2020-12-31", authority=EXTERNAL)
    assert story.called == names("coordination_office")
    await story.refused("INVALID_INPUT", "resolveCoordinationOffice", id=story.ids["office"], on=DAY, authority={
        "external": {"body": "x" * 201, "on": DAY}
    })  # fmt: skip


async def test_municipalities(story: Story) -> None:
    tell = story.tell
    association = {"name": "Amt Eggebek", "form": "AMT", "since": "2000-01-01", "prefix": "010590000"}
    await tell("association", "registerMunicipalAssociation", **association)
    await tell("person", "registerPerson", name="Ada Muster")
    story.called.clear()
    await municipality(story, "a", 1)
    await municipality(story, "b", 2, association=story.ids["association"])
    await tell("a", "renameMunicipality", name="Böxlund", on=DAY)
    await tell("a", "rekeyMunicipality", ags="01059003", ars="010590000003", on=DAY)
    await tell("a", "assignMunicipality", association=story.ids["association"], on=DAY)
    await tell("a", "recordPopulation", count=123, on=DAY)
    await tell("a", "startClimateManagement", on=DAY)
    await tell("a", "endClimateManagement", on=LATER)
    await tell("a", "appointMunicipalityContact", contact=story.ids["person"])
    await tell("a", "mergeMunicipality", into=story.ids["b"], on="2023-03-01")
    await tell(
        "a",
        "correctMunicipality",
        acts=[{"event": story.events["a"], "withdrawn": True}],
        reason="Nie geschehen",
    )
    await tell("b", "transferMunicipality", ags="01001000", ars="010010000000", on=DAY)
    assert story.called == names("municipality")
    a = story.ids["a"]
    await story.refused("IN_THE_FUTURE", "recordPopulation", id=a, count=1, on="2190-01-01")
    problem = await story.refused("TAKEN", "registerMunicipality", ags="01059003", ars="010590000003", name="Andere",
                                  designation="TOWN", since="2000-01-01")  # fmt: skip
    assert problem["__typename"] == "Rejected"
    assert problem["path"] == ["ags"]


async def test_municipal_associations(story: Story) -> None:
    tell = story.tell
    await tell("person", "registerPerson", name="Ada Muster")
    story.called.clear()
    made: dict[str, Any] = {"name": "Amt Eggebek", "form": "AMT", "since": "2000-01-01", "prefix": "010595987"}
    await tell("it", "registerMunicipalAssociation", **made)
    await tell("it", "renameMunicipalAssociation", name="Amt Eggebek neu", on=DAY)
    await tell("it", "rekeyMunicipalAssociation", prefix="010595988", on=DAY)
    await tell("it", "appointAssociationContact", contact=story.ids["person"])
    await tell("it", "dissolveMunicipalAssociation", on=LATER)
    await tell(
        "it",
        "correctMunicipalAssociation",
        acts=[{"event": story.events["it"], "withdrawn": True}],
        reason="Besteht",
    )
    assert story.called == names("municipal_association")
    problem = await story.refused("INVALID_INPUT", "registerMunicipalAssociation", **{**made, "prefix": "17"})
    assert problem["path"] == ["prefix"]


async def test_partners(story: Story) -> None:
    tell = story.tell
    await tell("person", "registerPerson", name="Ada Muster")
    story.called.clear()
    made = {"name": "Stadtwerke", "sector": "ENERGY", "region": "Flensburg", "since": "2010-01-01"}
    await tell("it", "registerPartner", **made)
    await tell("it", "renamePartner", name="Stadtwerke neu", on=DAY)
    await tell("it", "reclassifyPartner", sector="PUBLIC", on=DAY)
    await tell("it", "changePartnerRegion", region="Angeln", on=DAY)
    await tell("it", "appointPartnerContact", contact=story.ids["person"])
    await tell("it", "endPartnership", until="2020-12-31")
    await tell("it", "resumePartnership", since="2021-06-01")
    await tell("it", "correctPartner", acts=[{"event": story.events["it"], "withdrawn": True}], reason="Nie beendet")
    assert story.called == names("partner")
    await story.refused("INVALID_INPUT", "registerPartner", **{**made, "name": "a\u0000b"})


async def test_persons(story: Story) -> None:
    tell = story.tell
    await municipality(story, "a", 1)
    story.called.clear()
    made = {"name": "Ada Muster", "function": "Klimaschutzmanagerin", "email": "ada@example.org", "phone": "04609 1"}
    await tell("it", "registerPerson", **made)
    await tell("it", "reassignPerson", actsFor=story.ids["a"])
    await tell("it", "changePersonDetails", name="Ada Beispiel", email="ada@example.org")
    right = {"changePersonDetails": {"id": story.ids["it"], "name": "Ada Muster", "email": "ada@example.org"}}
    await tell("it", "correctPerson", acts=[{"event": story.events["it"], "instead": right}], reason="Verschrieben")
    query = """query($id: ID!) { node(id: $id) { ... on Person {
        name { text status } function { text } actsFor { ... on Municipality { persons { nodes { entityId } } } }
    } } }"""
    read = (await story.client.data(query, id=story.ids["it"]))["node"]
    assert read == {
        "name": {"text": "Ada Muster", "status": "READABLE"},
        "function": None,
        "actsFor": {"persons": {"nodes": [{"entityId": story.ids["it"]}]}},
    }
    await tell("it", "erasePerson")
    assert story.called == names("person")
    read = (await story.client.data(query, id=story.ids["it"]))["node"]
    assert read["name"] in (None, {"text": None, "status": "ERASED"})
    await story.refused("ERASED", "changePersonDetails", id=story.ids["it"], name="Ada")
    problem = await story.refused("INVALID_INPUT", "registerPerson", name="Ada", email="nowhere")
    assert problem["path"] == ["email"]


async def upload(edge: Edge, text: bytes) -> str:
    """Uploaded bytes' SHA-256."""

    async def body() -> AsyncIterator[bytes]:
        yield text

    contents = Contents(edge.county.record.pool, 1000)
    kept = await contents.keep(edge.county.coordinator, "text/plain", body())
    assert kept.sha256 == hashlib.sha256(text).hexdigest()
    return kept.sha256


async def test_documents(edge: Edge, story: Story) -> None:
    tell = story.tell
    await municipality(story, "a", 1)
    story.called.clear()
    first, second = await upload(edge, b"Eins"), await upload(edge, b"Zwei")
    made = {"to": story.ids["a"], "title": "Vertrag", "content": first, "seenBy": "INTERNAL"}
    await tell("it", "attachDocument", **made)
    await tell("it", "replaceDocument", content=second)
    await tell("it", "retitleDocument", title="Vertrag 2016")
    await tell("it", "changeDocumentVisibility", seenBy="PUBLIC")
    await tell("it", "withdrawDocument")
    await tell("it", "correctDocument", acts=[{"event": story.events["it"], "withdrawn": True}], reason="Doch nicht")
    assert story.called == names("document")
    data = await story.client.data(
        """query($id: ID!) { node(id: $id) { ... on Municipality { documents { totalCount nodes {
            title visibility to { entityId } versions { number content size mediaType } current { contentUrl }
        } } } } }""",
        id=story.ids["a"],
    )
    (document,) = data["node"]["documents"]["nodes"]
    address = document.pop("current")["contentUrl"]
    assert address.startswith("/contents/document/")
    assert address.endswith(f"/{second}")
    assert document == {
        "title": "Vertrag 2016",
        "visibility": "PUBLIC",
        "to": {"entityId": story.ids["a"]},
        "versions": [
            {"number": 1, "content": first, "size": 4, "mediaType": "text/plain"},
            {"number": 2, "content": second, "size": 4, "mediaType": "text/plain"},
        ],
    }
    await story.refused("INVALID_INPUT", "attachDocument", **{**made, "content": "ab"})


def test_no_mutation_is_left_out() -> None:
    """Each aggregate has its story above, or in a file of its own."""
    assert {decider.kind for decider in AGGREGATES} == {
        "agreement",
        "body",
        "competence",
        "coordination_office",
        "county",
        "decision",
        "document",
        "goal",
        "meeting",
        "municipal_association",
        "municipality",
        "outreach",
        "partner",
        "person",
        "project",
        "relief",
    }


# --- The envelope


async def test_sent_again_it_gives_the_first_outcome(coordinator: Client) -> None:
    given = {
        "ags": "01059001", "ars": "010590000001", "name": "Böxlund", "designation": "MUNICIPALITY",
        "since": "2000-01-01", "commandId": str(new_id()),
    }  # fmt: skip
    first = await coordinator.done("registerMunicipality", "municipality { id }", **given)
    again = await coordinator.done("registerMunicipality", "municipality { id }", **given)
    assert not first["repeated"]
    assert again == {**first, "repeated": True}
    problem = await coordinator.problem("registerMunicipality", **{**given, "name": "Anders"})
    assert problem["__typename"] == "CommandIdReused"


async def test_a_stale_version_tells_what_changed(coordinator: Client) -> None:
    made = await coordinator.done(
        "registerMunicipality", "municipality { id }", ags="01059001", ars="010590000001", name="Böxlund",
        designation="MUNICIPALITY", since="2000-01-01",
    )  # fmt: skip
    id_ = made["municipality"]["id"]
    await coordinator.done("renameMunicipality", id=id_, name="Boxlund", on=DAY, expectedVersion=1)
    data = await coordinator.data(
        """mutation($input: RenameMunicipalityInput!) { renameMunicipality(input: $input) {
            municipality { name } events { id } problems {
                code message path
                ... on StaleVersion { currentVersion changes { type ... on MunicipalityRenamed { name } } }
            }
        } }""",
        input={"id": id_, "name": "Anders", "on": DAY, "expectedVersion": 1},
    )
    payload = data["renameMunicipality"]
    assert payload["municipality"] is None
    assert payload["events"] == []
    (problem,) = payload["problems"]
    assert problem.pop("message")
    assert problem == {
        "code": "STALE_VERSION",
        "path": ["expectedVersion"],
        "currentVersion": 2,
        "changes": [{"type": "MunicipalityRenamed", "name": "Boxlund"}],
    }


async def test_what_changes_nothing_succeeds_without_events(story: Story) -> None:
    await municipality(story, "a", 1)
    again = await story.client.done(
        "renameMunicipality", "municipality { version name }", id=story.ids["a"], name="Gemeinde 1", on="2000-01-01"
    )
    assert again["events"] == []
    assert again["cursor"] is None
    assert again["position"] == 2
    assert again["municipality"] == {"version": 1, "name": "Gemeinde 1"}


async def test_the_reason_is_kept_and_read_by_those_entitled(story: Story) -> None:
    await municipality(story, "a", 1)
    done = await story.client.done(
        "renameMunicipality", "it: events { reason { text status } actor { role } }", id=story.ids["a"], name="Neu",
        on=DAY, reason="Beschluss der Gemeinde",
    )  # fmt: skip
    assert done["it"] == [
        {"reason": {"text": "Beschluss der Gemeinde", "status": "READABLE"}, "actor": {"role": "COORDINATOR"}}
    ]
    problem = await story.refused(
        "INVALID_INPUT", "renameMunicipality", id=story.ids["a"], name="Ganz neu", on=DAY, reason="x" * 5001
    )
    assert problem["path"] == ["reason"]


async def test_two_mutations_of_one_operation_are_done_in_turn_and_each_sees_its_own(story: Story) -> None:
    await municipality(story, "a", 1)
    data = await story.client.data(
        """mutation($a: RenameMunicipalityInput!, $b: RenameMunicipalityInput!) {
            first: renameMunicipality(input: $a) { position municipality { name version } }
            second: renameMunicipality(input: $b) { position municipality { name version } }
        }""",
        a={"id": story.ids["a"], "name": "Eins", "on": DAY},
        b={"id": story.ids["a"], "name": "Zwei", "on": LATER},
    )
    assert data == {
        "first": {"position": 3, "municipality": {"name": "Eins", "version": 2}},
        "second": {"position": 4, "municipality": {"name": "Zwei", "version": 3}},
    }


@pytest.mark.parametrize(("accept", "word"), [("de-DE", "gibt es nicht"), ("en", "no such")])
async def test_problems_speak_the_clients_language(coordinator: Client, accept: str, word: str) -> None:
    query = """mutation($input: RenameMunicipalityInput!) { renameMunicipality(input: $input) {
        problems { __typename message de: message(language: DE) en: message(language: EN) }
    } }"""
    given = {"id": encode_id(f"municipality:{UNKNOWN}"), "name": "Neu", "on": DAY}
    answer = await coordinator.answer(query, {"input": given}, {"Accept-Language": accept})
    (problem,) = answer["data"]["renameMunicipality"]["problems"]
    assert problem["__typename"] == "NotFound"
    assert word in problem["message"]
    assert "gibt es nicht" in problem["de"]
    assert "no such" in problem["en"]
