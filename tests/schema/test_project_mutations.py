"""Every mutation of a project, of outreach and relief, and what is read of them below goals and municipalities."""

from typing import Any

import pytest

from events.policy import Role
from schema.moments import encode_id
from tests.schema.edge import Edge
from tests.schema.test_goal_mutations import PROPOSED, ref_of
from tests.schema.test_mutations import Story, municipality, names


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county with a theme, three municipalities, a person, an agreement and a goal; nothing of it counts as told."""
    told = Story(edge.coordinator)
    told.ids["county"] = encode_id(edge.county.ref)
    for number, name in enumerate("abc", 1):
        await municipality(told, name, number)
    await told.tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    await told.tell("person", "registerPerson", name="Ada Muster")
    await told.tell(
        "agreement", "draftAgreement", title="Vertrag", purpose="Z.", form="INFORMAL", when={"earliest": "2015-01-01"}
    )
    await told.tell("goal", "proposeGoal", **{**PROPOSED, "responsible": told.ids["a"]})
    await told.tell("goal", "adoptGoal", on="2017-01-01")
    told.called.clear()
    return told


async def proposed(story: Story, of: str = "project", **more: Any) -> None:
    given = {"title": "Wärmeplan", "description": "Zusammen.", "lead": story.ids["a"], "on": "2020-01-06", **more}
    await story.tell(of, "proposeProject", **given)


async def started(story: Story, of: str = "project", **more: Any) -> None:
    await proposed(story, of, **more)
    await story.tell(of, "approveProject", on="2020-03-02")
    await story.tell(of, "startProject", on="2020-06-01")


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


async def test_every_mutation_of_a_project(story: Story) -> None:
    tell, ids = story.tell, story.ids
    await proposed(story)
    await tell("project", "restateProject", title="Wärmeplan im Konvoi", description="Zu dritt.")
    await tell("project", "assignProjectThemes", themes=["heat"])
    await tell("project", "assignProjectToAgreement", agreement=ids["agreement"])
    await tell("project", "appointProjectContacts", contacts=[ids["person"]])
    await tell("project", "joinProject", party=ids["b"], since="2020-02-01", part="Daten")
    await tell("project", "joinProject", party=ids["c"], since="2020-02-01")
    await tell("project", "leaveProject", party=ids["c"], until="2020-12-31")
    await tell("project", "assignProjectResponsibility", what="Netzdaten", party=ids["b"], since="2020-02-01")
    await tell("project", "endProjectResponsibility", number=1, until="2020-12-31")
    await story.refused("NOT_RUNNING", "pauseProject", id=ids["project"], on="2020-02-03", reason="x")
    await tell("project", "approveProject", on="2020-03-02")
    await tell("project", "startProject", on="2020-06-01")
    await _milestones(story)
    await _money(story)
    effect = {"goal": ids["goal"], "fromYear": 2022, "amount": "12.5", "unit": "t CO2e"}
    await story.refused("UNIT_DIFFERS", "expectEffect", id=ids["project"], effect={**effect, "unit": "MWh"})
    expected = await tell("project", "expectEffect", effect=effect)
    await tell("project", "expectEffect", effect={**effect, "fromYear": 2024})
    await tell("project", "dropEffect", goal=ids["goal"], fromYear=2024)
    blocked = await tell("project", "blockProject", on="2020-09-01", cause="STAFF", note="Stelle unbesetzt")
    unblocked = await tell("project", "unblockProject", until="2020-10-01")
    await tell("project", "agreeReporting", months=6, on="2020-06-01")
    reported = await tell("project", "reportProgress", on="2021-01-04", summary="Es geht voran.", percent=30)
    await tell("project", "pauseProject", on="2021-02-01", reason="Haushaltssperre")
    await tell("project", "resumeProject", on="2021-03-01")
    await tell("project", "changeProjectLead", party=ids["b"], on="2021-04-01")
    completed = await tell(
        "project", "completeProject", on="2022-01-10", result="Drei Pläne.", lessons="Früh anfangen."
    )
    told: dict[str, tuple[Any, Any]] = {
        "expectEffect": (expected, {"effect": {**effect, "amount": "13"}}),
        "blockProject": (blocked, {"on": "2020-09-01", "cause": "FUNDING", "note": "Stelle unbesetzt"}),
        "unblockProject": (unblocked, {"until": "2020-10-02"}),
        "reportProgress": (reported, {"on": "2021-01-04", "summary": "Es geht voran.", "percent": 35}),
        "completeProject": (completed, {"on": "2022-01-10", "result": "Zwei Pläne."}),
    }
    acts = [
        {"event": made["events"][0]["id"], "instead": {name: {"id": ids["project"], **right}}}
        for name, (made, right) in told.items()
    ]
    await tell("project", "correctProject", acts=acts, reason="Genauer")
    await _reads_corrected(story)
    await proposed(story, "other")
    await story.refused("REASON_REQUIRED", "cancelProject", id=ids["other"], on="2020-02-03")
    await tell("other", "cancelProject", on="2020-02-03", reason="Kein Geld")
    assert story.called == names("project")


async def _reads_corrected(story: Story) -> None:
    query = """query($id: ID!) { county { project(id: $id) {
        result lessons effects { amount } blocks { cause until note { text } } reports { on summary percent }
    } } }"""
    read = (await story.client.data(query, id=story.ids["project"]))["county"]["project"]
    assert read == {
        "result": "Zwei Pläne.",
        "lessons": None,
        "effects": [{"amount": "13"}],
        "blocks": [{"cause": "FUNDING", "until": "2020-10-02", "note": {"text": "Stelle unbesetzt"}}],
        "reports": [{"on": "2021-01-04", "summary": "Es geht voran.", "percent": 35}],
    }


async def _milestones(story: Story) -> None:
    tell, project = story.tell, {"id": story.ids["project"]}
    await tell("project", "addMilestone", title="Auftrag", due="2020-09-30")
    await tell("project", "addMilestone", title="Bestand", due="2021-03-31", after=[1])
    await tell("project", "addMilestone", title="Gestrichen", due="2021-03-31", party=story.ids["b"])
    await story.refused("CIRCLE", "reorderMilestone", **project, number=1, after=[2])
    await tell("project", "reorderMilestone", number=3, after=[1])
    await tell("project", "restateMilestone", number=1, title="Auftrag erteilt", party=story.ids["b"])
    await tell("project", "rescheduleMilestone", number=2, due="2021-04-30", reason="Daten fehlen")
    await story.refused("DEPENDS_ON_OPEN", "reachMilestone", **project, number=2, on="2020-10-01")
    await tell("project", "reachMilestone", number=1, on="2020-09-28")
    await tell("project", "reopenMilestone", number=1, reason="Doch nicht")
    await tell("project", "removeMilestone", number=3, reason="Nicht nötig")


async def _money(story: Story) -> None:
    tell, project = story.tell, {"id": story.ids["project"]}
    await tell("project", "planBudget", year=2020, amount=money("10000.01"))
    await tell("project", "recordSpending", year=2020, amount=money("2500.50"))
    applied = {"programme": "Richtlinie", "costs": money("10000"), "rate": {"numerator": 9, "denominator": 10}}
    await story.refused("TOO_MUCH", "applyForFunding", **project, **applied, amount=money("9000.01"), on="2020-06-02")
    await tell("project", "applyForFunding", **applied, amount=money("9000"), on="2020-06-02")
    await tell("project", "applyForFunding", **applied, amount=money("5000"), on="2020-06-03")
    await tell("project", "grantFunding", number=1, amount=money("8000"), on="2020-08-03", reference="03KP")
    await tell("project", "refuseFunding", number=2, on="2020-08-03")
    await tell("project", "drawFunding", number=1, amount=money("3000"), on="2020-09-01")
    await story.refused("OVERDRAWN", "drawFunding", **project, number=1, amount=money("5000.01"), on="2020-10-01")


async def test_a_project_on_a_day(story: Story) -> None:
    await started(story)
    await story.tell("project", "joinProject", party=story.ids["b"], since="2020-02-01")
    await _milestones(story)
    await _money(story)
    query = """query($id: ID!, $on: Date) { county(on: $on) { project(id: $id) {
        status lead { ... on Municipality { name } } parties { ... on Municipality { name } } milestoneDue
        planned { amount currency } spent { amount } granted { amount } drawn { amount } ownContribution { amount }
        milestones { number reached } fundings {
            number status granted { amount } drawdowns { amount { amount } } ownContribution { amount }
            expectedContribution { amount }
        }
    } } }"""

    async def read(on: str) -> dict[str, Any]:
        found: dict[str, Any] = (await story.client.data(query, id=story.ids["project"], on=on))["county"]["project"]
        return found

    idea, early, late = await read("2020-01-31"), await read("2020-07-01"), await read("2020-12-31")
    assert (idea["status"], [each["name"] for each in idea["parties"]]) == ("IDEA", ["Gemeinde 1"])
    assert (early["status"], [each["name"] for each in early["parties"]]) == ("RUNNING", ["Gemeinde 1", "Gemeinde 2"])
    assert [each["status"] for each in early["fundings"]] == ["APPLIED", "APPLIED"]
    assert (early["granted"]["amount"], early["ownContribution"]["amount"]) == ("0.00", "10000.01")
    assert late["planned"] == {"amount": "10000.01", "currency": "EUR"}
    assert [late[name]["amount"] for name in ("spent", "granted", "drawn", "ownContribution")] == [
        "2500.50",
        "8000.00",
        "3000.00",
        "2000.01",
    ]
    assert [each["status"] for each in late["fundings"]] == ["GRANTED", "REFUSED"]
    assert [each["ownContribution"] for each in early["fundings"]] == [None, None]
    assert [each["expectedContribution"]["amount"] for each in early["fundings"]] == ["1000.00", "5000.00"]
    assert [each["ownContribution"]["amount"] for each in late["fundings"]] == ["2000.00", "10000.00"]
    assert late["milestoneDue"] == "2020-09-30"


async def test_projects_are_found_below_goals_agreements_and_those_that_carry_them(edge: Edge, story: Story) -> None:
    ids = story.ids
    await started(story, agreement=ids["agreement"], themes=["heat"])
    await story.tell("project", "joinProject", party=ids["b"], since="2020-02-01")
    await story.tell("project", "expectEffect", effect={"goal": ids["goal"], "fromYear": 2022})
    await edge.coordinator.done("mergeMunicipality", id=ids["b"], into=ids["c"], on="2023-03-01")
    query = """query($a: ID!, $b: ID!, $c: ID!, $goal: ID!, $agreement: ID!, $on: Date) { county(on: $on) {
        a: municipality(id: $a) { projects { totalCount } ledProjects { totalCount } }
        b: municipality(id: $b) { projects { totalCount } ledProjects { totalCount } }
        c: municipality(id: $c) { projects { totalCount } ledProjects { totalCount } }
        goal(id: $goal) { projects(filter: { status: { equals: RUNNING } }) { totalCount } }
        agreement(id: $agreement) { projects(filter: { themes: { contains: "heat" } }) { nodes { title } } }
    } }"""
    given = {name: ids[name] for name in ("a", "b", "c", "goal", "agreement")}

    async def counts(on: str) -> list[tuple[int, int]]:
        county = (await edge.coordinator.data(query, **given, on=on))["county"]
        assert county["goal"]["projects"]["totalCount"] == 1
        assert county["agreement"]["projects"]["nodes"] == [{"title": "Wärmeplan"}]
        return [(county[each]["projects"]["totalCount"], county[each]["ledProjects"]["totalCount"]) for each in "abc"]

    assert await counts("2020-07-01") == [(1, 1), (1, 0), (0, 0)]
    assert await counts("2023-03-01") == [(1, 1), (1, 0), (1, 0)]


async def test_a_municipality_proposes_and_runs_what_it_leads_itself(edge: Edge, story: Story) -> None:
    own = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["a"]))
    given = {"title": "Eigenes", "description": "Text.", "on": "2020-01-06"}

    forbidden = await own.problem("proposeProject", **given, lead=story.ids["b"])
    assert forbidden["code"] in ("FORBIDDEN", "NOT_YOURS")
    made = await own.done("proposeProject", "project { id }", **given, lead=story.ids["a"])
    project = made["project"]["id"]
    assert (await own.problem("approveProject", id=project, on="2020-02-03"))["code"] == "FORBIDDEN"
    await edge.coordinator.done("approveProject", id=project, on="2020-02-03")
    await own.done("addMilestone", id=project, title="Erstes", due="2020-09-30")
    await own.done("joinProject", id=project, party=story.ids["b"], since="2020-02-03")
    other = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["b"]))
    await other.done("reachMilestone", id=project, number=1, on="2020-09-01")
    assert (await other.problem("planBudget", id=project, year=2020, amount=money("1")))["code"] == "NOT_YOURS"


async def test_a_municipality_that_has_left_records_nothing_and_its_successor_goes_on(edge: Edge, story: Story) -> None:
    ids = story.ids
    await started(story)
    for name in ("b", "c"):
        await story.tell("project", "joinProject", party=ids[name], since="2020-02-01")
    await story.tell("project", "leaveProject", party=ids["b"], until="2020-12-31")
    left, merged = [await edge.client(Role.MUNICIPALITY, await ref_of(edge, ids[name])) for name in ("b", "c")]
    report = {"id": ids["project"], "on": "2020-07-01", "summary": "Es geht voran."}
    assert (await left.problem("reportProgress", **report))["code"] == "NOT_YOURS"
    await merged.done("reportProgress", **report)
    await edge.coordinator.done("mergeMunicipality", id=ids["c"], into=ids["b"], on="2023-03-01")
    await left.done("reportProgress", **{**report, "on": "2020-08-01"})


async def test_a_municipality_proposes_under_an_agreement_that_it_is_party_to(edge: Edge, story: Story) -> None:
    own = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["a"]))
    given = {"title": "Eigenes", "description": "Text.", "on": "2020-01-06", "lead": story.ids["a"]}
    under = {**given, "agreement": story.ids["agreement"]}
    assert (await own.problem("proposeProject", **under))["code"] == "NOT_A_PARTY"
    await story.tell("agreement", "addParty", party=story.ids["a"])
    await own.done("proposeProject", **under)


async def test_outreach_and_relief(edge: Edge, story: Story) -> None:
    tell, ids = story.tell, story.ids
    await started(story)
    story.called.clear()
    reached: dict[str, Any] = {
        "way": "VISIT",
        "on": "2024-03-12",
        "municipalities": [ids["a"], ids["b"]],
        "subject": "Besuch",
    }
    reached["note"] = "Frau Muster war dabei."
    await tell("outreach", "recordOutreach", **reached)
    recorded = story.events["outreach"]
    await story.refused("WHO_ANSWERED", "recordOutreachAnswer", id=ids["outreach"], on="2024-04-02")
    await tell(
        "outreach", "recordOutreachAnswer", on="2024-04-02", municipality=ids["a"], answer="Herr Beispiel dankt."
    )
    acts = [{"event": recorded, "instead": {"recordOutreach": {**reached, "on": "2024-03-13"}}}]
    await tell("outreach", "correctOutreach", acts=acts, reason="Tag")
    relieved: dict[str, Any] = {
        "on": "2024-05-06",
        "way": "SAVED",
        "what": "Antrag",
        "hours": {"numerator": 5, "denominator": 4},
    }
    await story.refused(
        "NOTHING_SAVED",
        "recordRelief",
        **{**relieved, "hours": {"numerator": 0, "denominator": 1}, "municipality": ids["a"]},
    )
    relieved |= {"municipality": ids["a"], "project": ids["project"]}
    await tell("relief", "recordRelief", **relieved, money=money("12.50"))
    right = {"recordRelief": {**relieved, "money": money("12.40")}}
    acts = [{"event": story.events["relief"], "instead": right}]
    await tell("relief", "correctRelief", acts=acts, reason="Betrag")
    query = """query($id: ID!) { county { municipality(id: $id) {
        outreaches { nodes {
            way on year subject note { text } answers { municipality { id } on answer { text } } unanswered { id }
        } }
        reliefs { nodes { way year hours { numerator denominator } money { amount } project { title } } }
    } } }"""
    read = (await story.client.data(query, id=ids["a"]))["county"]["municipality"]
    assert read == {
        "outreaches": {
            "nodes": [
                {
                    "way": "VISIT",
                    "on": "2024-03-13",
                    "year": 2024,
                    "subject": "Besuch",
                    "note": {"text": "Frau Muster war dabei."},
                    "answers": [
                        {
                            "municipality": {"id": ids["a"]},
                            "on": "2024-04-02",
                            "answer": {"text": "Herr Beispiel dankt."},
                        }
                    ],
                    "unanswered": [{"id": ids["b"]}],
                }
            ]
        },
        "reliefs": {
            "nodes": [
                {
                    "way": "SAVED",
                    "year": 2024,
                    "hours": {"numerator": 5, "denominator": 4},
                    "money": {"amount": "12.40"},
                    "project": {"title": "Wärmeplan"},
                }
            ]
        },
    }
    await tell("outreach", "withdrawOutreach", reason="Fand nicht statt")
    await tell("relief", "withdrawRelief", reason="Doppelt")
    assert story.called == names("outreach") | names("relief")
