"""Why a field is what it is tells nobody of meetings and decisions that the field itself does not show him, and a
command that is sent again tells nothing that its sender may not read any more."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from events.body.members import AppointMember, EndMembership
from events.correction import ActCorrection
from events.county.entry import OpenToPublic
from events.decision.voting import OpenVoting
from events.meeting import MEETING
from events.meeting.agenda import AddAgendaItem
from events.meeting.attendance import RecordAttendance
from events.meeting.closing import CloseMeeting
from events.meeting.invitation import InviteToMeeting
from events.meeting.minutes import RecordMinutes, RecordNonPublicMinutes
from events.meeting.scheduling import ScheduleMeeting
from events.meeting.state import Attendee
from events.policy import Role
from events.voting.rule import VotingMode
from schema.moments import encode_id
from service.ids import new_id
from tests.conftest import Database
from tests.schema.edge import Client, Edge, edge_of
from tests.service.chamber import DRAFTED, VOTED, Chamber, chamber_of, correction
from tests.service.county import County, establish, opened

FIRST = datetime(2024, 1, 15, 17, tzinfo=UTC)
SECOND = datetime(2024, 2, 20, 17, tzinfo=UTC)
INVITED = date(2024, 1, 9)
SINCE = date(2020, 1, 1)


@pytest.fixture
async def edge(database: Database) -> AsyncIterator[Edge]:
    """A county that is open to the public."""
    async with opened(database.service_url) as record:
        county = await establish(record)
        await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
        async with edge_of(county) as edge:
            yield edge


@pytest.fixture
async def chamber(edge: Edge) -> Chamber:
    return await chamber_of(edge.county, seats=5)


async def causes(client: Client, ref: str, field: str) -> list[str]:
    """The events that made a field what it is."""
    kind = ref.partition(":")[0]
    asked = f"{kind}(id: $id) {{ why(field: {field}) {{ causes {{ event {{ type }} }} }} }}"
    data = await client.data(f"query($id: ID!) {{ county {{ {asked} }} }}", id=encode_id(ref))
    return [cause["event"]["type"] for cause in data["county"][kind]["why"]["causes"]]


async def meeting(county: County, chamber: Chamber, starts: datetime, *, public: bool, first: str | None = None) -> str:
    """A meeting of the council to which is invited."""
    planned = ScheduleMeeting(chamber.body, "Sitzung", starts, DRAFTED, public=public, second_of=first)
    ref = (await county.order(planned)).ref
    await county.order(InviteToMeeting(ref, INVITED), reason="Eilig")
    return ref


@pytest.mark.parametrize("field", ["SECOND_OF", "SECOND_ANNOUNCED"])
async def test_not_of_a_first_meeting_that_was_not_public(edge: Edge, chamber: Chamber, field: str) -> None:
    county, told = edge.county, {}
    for public in (True, False):
        first = await meeting(county, chamber, FIRST, public=public)
        second = await meeting(county, chamber, SECOND, public=True, first=first)
        told[public] = [await causes(client, second, field) for client in (edge.public(), edge.coordinator)]
    alone = await meeting(county, chamber, SECOND, public=True)
    event = next(each for each in await county.events() if each.ref == alone)
    right = ScheduleMeeting(chamber.body, "Sitzung", SECOND, DRAFTED, second_of=first)
    corrected = MEETING.correct(alone, (ActCorrection(str(event.event_id), right),))
    await county.order(corrected, reason="Nachgetragen")
    assert told[True][0] == told[True][1] == told[False][1]
    assert told[False][0] == await causes(edge.public(), alone, field) == ["MeetingScheduled"]


async def test_not_of_a_meeting_that_was_not_public_in_which_was_voted(edge: Edge, chamber: Chamber) -> None:
    county = edge.county
    hidden = await meeting(county, chamber, FIRST, public=False)
    told = []
    for named in (hidden, None):
        ref = await chamber.drafted()
        await county.order(OpenVoting(ref, VotingMode.MEETING, VOTED, meeting=named))
        told.append([await causes(client, ref, "MEETINGS") for client in (edge.public(), edge.coordinator)])
    assert told[0][0] == told[1][0]
    assert told[0][1] == ["VotingOpened", *told[1][1]]


@pytest.mark.parametrize("field", ["AGENDA", "ATTENDANCE", "NON_PUBLIC_MINUTES"])
async def test_not_of_what_once_concerned_somebody(edge: Edge, chamber: Chamber, field: str) -> None:
    county = edge.county
    town, other = await county.municipality(), await county.municipality()
    await county.order(AppointMember(chamber.body, await county.person("Vertretung"), SINCE, party=town))
    ref = await meeting(county, chamber, SECOND, public=True)
    await county.order(AddAgendaItem(ref, "Bericht"), reason="Nachtrag")
    await county.order(AddAgendaItem(ref, "Grundstück", public=False), reason="Nachtrag")
    await county.order(RecordAttendance(ref, (Attendee(chamber.persons[0], 1),)))
    await county.order(RecordMinutes(ref, "Bericht."))
    await county.order(RecordNonPublicMinutes(ref, "Kauf."))
    before = await causes(await edge.client(Role.MUNICIPALITY, town), ref, field)
    await county.order(EndMembership(chamber.body, 4, date(2024, 2, 10)))
    await county.order(CloseMeeting(ref, date(2024, 3, 1)))
    former, stranger = [await edge.client(Role.MUNICIPALITY, each) for each in (town, other)]
    after = await causes(former, ref, field)
    assert after == await causes(stranger, ref, field)
    assert len(after) < len(before)


async def test_nor_a_vote_that_is_sent_again_of_one_who_was_named_by_mistake(edge: Edge, chamber: Chamber) -> None:
    county = edge.county
    wrong, right = await county.municipality(), await county.municipality()
    await county.order(AppointMember(chamber.body, await county.person("Vertretung"), SINCE, party=wrong))
    chamber.members = 4
    ref = await chamber.opened(public=False)
    client = await edge.client(Role.MUNICIPALITY, wrong)
    vote = {"id": encode_id(ref), "member": 4, "vote": "YES", "commandId": str(new_id())}
    payload = "position cursor told: events { type } decision { id }"
    first = await client.done("castVote", payload, **vote)
    assert [event["type"] for event in first["told"]] == ["VoteCast"]
    again = await client.do("castVote", payload, **vote)
    assert {**again, "repeated": False} == {**first, "repeated": False}

    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(chamber.body)
    assert stored is not None
    member = AppointMember(chamber.body, stored.state.members[3].person, SINCE, party=right)
    events = {event.type: str(event.event_id) for event in await county.events()}
    await chamber.correct(events["BodyMemberAppointed"], member)
    told = correction(ref, {events["VotingOpened"]: OpenVoting(ref, VotingMode.MEETING, VOTED)})
    await county.order(told, reason="Verwechselt")

    hidden = await client.do("castVote", payload, **vote)
    assert (hidden["told"], hidden["position"], hidden["cursor"], hidden["decision"]) == ([], None, None, None)
