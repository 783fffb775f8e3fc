"""Every mutation of a meeting, and what is read of it below its body, by those who may and by those who may not."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.routing import Match

from events.policy import Role
from schema.moments import decode_id, encode_id
from service.contents import Contents
from service.pages.calendar.routes import calendar_routes
from service.record import Record
from service.viewer import Viewer
from tests.schema.edge import Client, Edge
from tests.schema.test_mutations import Story, municipality, names

STARTS, MOVED = "2024-03-14T18:00:00+01:00", "2024-04-11T18:00:00+02:00"


async def _pieces() -> AsyncIterator[bytes]:
    yield b"%PDF-1.7"


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county open to the public with two municipalities, of which one and a partner sit in a steering group, a
    council, persons, documents and a project; nothing of it counts as told."""
    told = Story(edge.coordinator)
    tell, ids = told.tell, told.ids
    ids["county"] = encode_id(edge.county.ref)
    for number, name in enumerate("abc", 1):
        await municipality(told, name, number)
    partner = {"sector": "ENERGY", "region": "Kreis", "since": "2000-01-01"}
    await tell("works", "registerPartner", name="Stadtwerke", **partner)
    for name in ("ada", "ben"):
        await tell(name, "registerPerson", name=f"{name} Muster")
    ids["group"] = await _body(told, "county", form="STEERING_GROUP", name="Lenkungsgruppe", noticeDays=7)
    await tell("group", "appointMember", person=ids["ada"], since="2018-06-01", party=ids["a"])
    await tell("group", "appointMember", person=ids["ben"], since="2018-06-01", party=ids["works"])
    ids["council"] = await _body(told, "b", form="MUNICIPAL_COUNCIL", name="Rat")
    project = {"title": "Wärmeplan", "description": "Gemeinsam.", "lead": ids["a"], "on": "2020-01-06"}
    await tell("project", "proposeProject", **project)
    await tell("project", "approveProject", on="2020-01-06")
    kept = await Contents(edge.county.record.pool, 1000).keep(edge.county.coordinator, "application/pdf", _pieces())
    for name, visibility in (("minutes", "PUBLIC"), ("secrets", "CONFIDENTIAL")):
        made = {"to": ids["group"], "title": name, "content": kept.sha256, "seenBy": visibility}
        await tell(name, "attachDocument", **made)
    told.client = await edge.client(Role.ADMIN)
    await tell("county", "openToPublic")
    told.client = edge.coordinator
    told.called.clear()
    return told


async def _body(story: Story, of: str, **told: Any) -> str:
    made = {"of": story.ids[of], "on": "2018-06-01", "statutory": 9, **told}
    found: str = (await story.client.done("establishBody", "body { id }", **made))["body"]["id"]
    return found


async def scheduled(story: Story, of: str = "meeting", body: str = "group", **more: Any) -> None:
    given = {"title": "Lenkungsgruppe", "starts": STARTS, "on": "2024-02-01", "place": "Kreishaus", **more}
    await story.tell(of, "scheduleMeeting", body=story.ids[body], **given)


async def test_every_mutation_of_a_meeting(story: Story) -> None:
    tell, ids = story.tell, story.ids
    await scheduled(story)
    meeting = {"id": ids["meeting"]}
    await tell("meeting", "addAgendaItem", title="Wärmeplan", project=ids["project"], notes="Stand der Dinge")
    await tell("meeting", "addAgendaItem", title="Grundstück", public=False)
    await tell("meeting", "addAgendaItem", title="Verschiedenes")
    await story.refused("NOT_FOUND", "reviseAgendaItem", **meeting, number=4, title="x")
    await tell("meeting", "reviseAgendaItem", number=2, title="Grundstückskauf", public=False)
    await tell("meeting", "removeAgendaItem", number=3)
    await tell("meeting", "reorderAgenda", numbers=[2, 1])
    short = {**meeting, "on": "2024-03-10"}
    await story.refused("REASON_REQUIRED", "inviteToMeeting", **short)
    await tell("meeting", "inviteToMeeting", on="2024-03-01", documents=[ids["minutes"]])
    moved = {"starts": MOVED, "on": "2024-03-10", "place": "Kreishaus", "online": True}
    await story.refused("REASON_REQUIRED", "rescheduleMeeting", **meeting, **moved)
    put_off = await tell("meeting", "rescheduleMeeting", **moved, reason="Vorsitz verhindert")
    await story.refused("NOT_INVITED", "closeMeeting", **meeting, on="2024-04-12")
    await tell("meeting", "inviteToMeeting", on="2024-04-09", reason="Eilt")
    there = [{"person": ids["ada"], "member": 1}, {"person": ids["ben"], "coordinator": True}]
    await tell("meeting", "recordAttendance", attendance=there)
    await tell("meeting", "recordMinutes", text="Es wurde beraten.")
    await tell("meeting", "recordMinutes", document=ids["minutes"])
    await tell("meeting", "recordNonPublicMinutes", text="Kauf", document=ids["secrets"])
    await tell("meeting", "closeMeeting", on="2024-04-12")
    right = {"rescheduleMeeting": {**meeting, **moved, "place": "Rathaus"}}
    corrected = [{"event": put_off["events"][0]["id"], "instead": right}]
    await tell("meeting", "correctMeeting", acts=corrected, reason="Falscher Raum")
    cleo = (await story.client.done("registerPerson", "person { id }", name="Cleo Muster"))["person"]["id"]
    await story.client.done("appointMember", id=ids["group"], person=cleo, since="2018-06-01", party=ids["c"])
    await tell("meeting", "refreshMeetingParties")
    await scheduled(story, "second", starts="2024-05-02T18:00:00+02:00", secondOf=ids["meeting"])
    await story.refused("REASON_REQUIRED", "cancelMeeting", id=ids["second"], on="2024-04-20")
    await tell("second", "cancelMeeting", on="2024-04-20", reason="Beschlussfähig")
    assert story.called == names("meeting")
    await _read(story)


async def _read(story: Story) -> None:
    query = """query($id: ID!) { county { body(id: $id) { meetings { nodes {
        title body { name } holder { __typename } status starts ends day place online public secondAnnounced
        secondOf { title } secondMeetings { nodes { status } }
        agenda { number title public project { title } notes } projects { title } attendance { member coordinator }
        invitation { on prescribed documents { title } }
        minutes { text document { title } } nonPublicMinutes { text document { title } } steps { status }
    } } } } }"""
    meetings = (await story.client.data(query, id=story.ids["group"]))["county"]["body"]["meetings"]["nodes"]
    first, second = meetings
    assert first == {
        "title": "Lenkungsgruppe",
        "body": {"name": "Lenkungsgruppe"},
        "holder": {"__typename": "County"},
        "status": "CLOSED",
        "starts": "2024-04-11T16:00:00Z",
        "ends": None,
        "day": "2024-04-11",
        "place": "Rathaus",
        "online": True,
        "public": True,
        "secondAnnounced": False,
        "secondOf": None,
        "secondMeetings": {"nodes": [{"status": "CANCELLED"}]},
        "agenda": [
            {"number": 2, "title": "Grundstückskauf", "public": False, "project": None, "notes": None},
            {
                "number": 1,
                "title": "Wärmeplan",
                "public": True,
                "project": {"title": "Wärmeplan"},
                "notes": "Stand der Dinge",
            },
        ],
        "projects": [{"title": "Wärmeplan"}],
        "attendance": [{"member": 1, "coordinator": False}, {"member": None, "coordinator": True}],
        "invitation": {"on": "2024-04-09", "prescribed": 7, "documents": []},
        "minutes": {"text": "Es wurde beraten.", "document": {"title": "minutes"}},
        "nonPublicMinutes": {"text": "Kauf", "document": {"title": "secrets"}},
        "steps": [{"status": each} for each in ("SCHEDULED", "INVITED", "SCHEDULED", "INVITED", "CLOSED")],
    }
    assert second["secondOf"] == {"title": "Lenkungsgruppe"}


SEEN = """{ county { meetings { nodes {
    title agenda { title } attendance { member } nonPublicMinutes { text } minutes { text }
    history { nodes { type } }
} } found: meetings(filter: { text: "Grundstück" }) { totalCount } } }"""


async def _told(client: Client) -> tuple[set[str], list[str], int]:
    """The titles of all items that a reader sees, the types of events, and how many meetings a search finds."""
    county = (await client.data(SEEN))["county"]
    nodes = county["meetings"]["nodes"]
    titles = {item["title"] for node in nodes for item in node["agenda"]}
    events = [event["type"] for node in nodes for event in node["history"]["nodes"]]
    held = next(node for node in nodes if node["minutes"] is not None)
    assert bool(held["attendance"]) == bool(held["nonPublicMinutes"]) == ("AttendanceRecorded" in events)
    return titles, events, county["found"]["totalCount"]


async def test_what_is_not_public_is_seen_by_those_only_whom_it_concerns(edge: Edge, story: Story) -> None:
    ids = story.ids
    await scheduled(story)
    await story.tell("meeting", "addAgendaItem", title="Wärmeplan")
    await story.tell("meeting", "addAgendaItem", title="Grundstück", public=False)
    await story.tell("meeting", "inviteToMeeting", on="2024-03-01")
    await story.tell("meeting", "recordAttendance", attendance=[{"person": ids["ada"], "member": 1}])
    await story.tell("meeting", "recordMinutes", text="Beraten.")
    await story.tell("meeting", "recordNonPublicMinutes", text="Grundstück wird gekauft.")
    await scheduled(story, "apart", public=False)
    await story.tell("apart", "addAgendaItem", title="Personalie")

    insiders = [
        edge.coordinator,
        await edge.client(Role.AUDITOR),
        await edge.client(Role.MUNICIPALITY, _ref(story, "a")),
        await edge.client(Role.PARTNER, _ref(story, "works")),
    ]
    for client in insiders:
        titles, events, found = await _told(client)
        assert titles == {"Wärmeplan", "Grundstück", "Personalie"}
        assert events.count("AgendaItemAdded") == 3
        assert found == 1
    stranger = await edge.client(Role.PARTNER, "partner:01920000-0000-7000-8000-000000000000")
    for client in (edge.public(), stranger, await edge.client(Role.MUNICIPALITY, _ref(story, "b"))):
        titles, events, found = await _told(client)
        assert titles == {"Wärmeplan"}
        assert events == ["MeetingScheduled", "AgendaItemAdded", "MeetingInvited", "MinutesRecorded"]
        assert found == 0


async def _nobody(request: Request) -> tuple[Record, Viewer]:
    raise AssertionError(request)


async def test_where_calendars_are_subscribed_to(edge: Edge, story: Story) -> None:
    query = """query($body: ID!, $town: ID!) { county {
        calendarUrl body(id: $body) { calendarUrl } municipality(id: $town) { calendarUrl }
    } }"""
    for client, more in ((edge.coordinator, ""), (edge.public(), f"?county={edge.county.key}")):
        told = (await client.data(query, body=story.ids["group"], town=story.ids["a"]))["county"]
        urls = [told["calendarUrl"], told["body"]["calendarUrl"], told["municipality"]["calendarUrl"]]
        assert [url.removesuffix(more) for url in urls] == [
            "/calendars/county.ics",
            f"/calendars/bodies/{_ref(story, 'group').partition(':')[2]}.ics",
            f"/calendars/municipalities/{_ref(story, 'a').partition(':')[2]}.ics",
        ]
        for url in urls:
            scope = {"type": "http", "method": "GET", "path": url.partition("?")[0]}
            assert any(route.matches(scope)[0] is Match.FULL for route in calendar_routes(_nobody))
            assert url.endswith(more)


def _ref(story: Story, name: str) -> str:
    return decode_id(story.ids[name], ()).ref


async def test_a_municipality_records_meetings_of_its_own_bodies(edge: Edge, story: Story) -> None:
    story.client = await edge.client(Role.MUNICIPALITY, _ref(story, "b"))
    await scheduled(story, "council meeting", "council")
    given = {"title": "x", "starts": STARTS, "on": "2024-02-01"}
    problem = await story.client.problem("scheduleMeeting", body=story.ids["group"], **given)
    assert problem["code"] in ("NOT_YOURS", "FORBIDDEN")


@pytest.mark.parametrize("starts", ["2024-03-14T18:00:00", "2024-03-14", "18:00"])
async def test_a_moment_without_a_zone_is_none(story: Story, starts: str) -> None:
    query = "mutation($input: ScheduleMeetingInput!) { scheduleMeeting(input: $input) { position } }"
    given = {"body": story.ids["group"], "title": "x", "starts": starts, "on": "2024-02-01"}
    answer = await story.client.post({"query": query, "variables": {"input": given}})
    assert "DateTime must be a moment with its zone" in answer.json()["errors"][0]["message"]


async def test_a_moment_outside_the_record_is_told(story: Story) -> None:
    given = {"body": story.ids["group"], "title": "x", "starts": "2400-03-14T18:00:00Z", "on": "2024-02-01"}
    problem = await story.client.problem("scheduleMeeting", **given)
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", ["starts"])
