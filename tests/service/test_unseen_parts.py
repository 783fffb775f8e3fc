"""Of decisions and meetings that are not public nobody learns anything whom they do not concern, however things change:
members leave and come, decisions become non-public, municipalities merge."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.authority import ExternalDecision, RecordedDecision
from events.body.members import AppointMember, EndMembership
from events.body.state import BodyKind
from events.body.statutes import EstablishBody
from events.correction import ActCorrection
from events.decision.closing import CloseVoting
from events.decision.drafting import DraftDecision, ReviseDecision
from events.decision.presence import RecordPresence
from events.decision.submission import SubmitDecision, WithdrawDecision
from events.decision.votes import CastVote
from events.decision.voting import OpenVoting
from events.document import DOCUMENT, AttachDocument
from events.meeting import MEETING
from events.meeting.agenda import AddAgendaItem, AgendaItemAdded, RemoveAgendaItem, ReviseAgendaItem
from events.meeting.attendance import RecordAttendance
from events.meeting.invitation import InviteToMeeting
from events.meeting.minutes import RecordMinutes, RecordNonPublicMinutes
from events.meeting.scheduling import RefreshMeetingParties, ScheduleMeeting
from events.meeting.state import Attendee
from events.municipality.merger import MergeMunicipality
from events.policy import Role, Visibility
from events.voting.cast import Vote
from events.voting.rule import VotingMode
from service.contents import Contents
from service.event_query import EventQuery
from service.problems import NotFound, Refused
from service.read_session import ReadSession
from service.rebuild import rebuild
from service.viewer import Viewer
from tests.service.chamber import DRAFTED, VOTED, Chamber, chamber_of, correction, events_of
from tests.service.county import County

INVITED, LEFT = date(2024, 2, 1), date(2024, 2, 10)
MET = datetime(2024, 2, 20, 17, tzinfo=UTC)


@dataclass
class Sight:
    """What somebody sees of an entity: its state, and the types of its events."""

    state: Any
    events: list[str]


async def sight(county: County, viewer: Viewer, ref: str, at: int | None = None) -> Sight:
    """What a viewer sees of an entity, the same in every way in which it is read."""
    async with county.record.read(viewer) as reading:
        stored, listed = await reading.get(ref, at), {each.ref: each for each in await reading.every(_kind(ref), at)}
        assert (None if stored is None else stored.state) == (listed[ref].state if ref in listed else None)
        told = await reading.history(EventQuery(ref), at=at)
        assert told == await _one_by_one(reading, ref, at)
        return Sight(None if stored is None else stored.state, [event.type for event in told])


async def _one_by_one(reading: ReadSession, ref: str, at: int | None) -> list[Any]:
    """The events of an entity that can be read by their ids, and by a walk through all of them."""
    found, walked = [], []
    async for portion in reading.walk(ref, reading.position if at is None else at):
        for event, seen in portion:
            walked += [event] if seen else []
            found += [event] if await reading.event(event.event_id) is not None else []
    assert found == walked
    return found


def _kind(ref: str) -> str:
    return ref.partition(":")[0]


async def seated(county: County, chamber: Chamber, since: date, number: int) -> tuple[str, Viewer]:
    """A member that represents a municipality: the municipality, and who acts for it."""
    town = await county.municipality()
    person = await county.person(f"Vertretung {number}")
    await county.order(AppointMember(chamber.body, person, since, party=town))
    return town, await county.viewer(Role.MUNICIPALITY, town)


async def meeting_of(county: County, chamber: Chamber, *, public: bool = True) -> str:
    """A meeting of the council, with a public item and one that is not."""
    planned = ScheduleMeeting(chamber.body, "Sitzung", MET, DRAFTED, public=public)
    ref = (await county.order(planned)).ref
    await county.order(AddAgendaItem(ref, "Bericht"))
    await county.order(AddAgendaItem(ref, "Grundstück", public=False))
    return ref


async def _bytes(content: bytes) -> AsyncIterator[bytes]:
    yield content


# --- Members leave and come ------------------------------------------------------------------------------------


async def test_who_leaves_before_the_meeting_learns_no_more_and_who_comes_in_reads_all(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    _, leaving = await seated(county, chamber, date(2020, 1, 1), 1)
    meeting = await meeting_of(county, chamber)
    await county.order(InviteToMeeting(meeting, INVITED), reason="Eilig")
    assert len((await sight(county, leaving, meeting)).state.agenda) == 2

    await county.order(EndMembership(chamber.body, 4, LEFT))
    _, coming = await seated(county, chamber, LEFT, 2)
    assert len((await sight(county, coming, meeting)).state.agenda) == 1
    await county.order(AddAgendaItem(meeting, "Personal", public=False), reason="Nachtrag")
    await county.order(RecordAttendance(meeting, (Attendee(chamber.persons[0], 1),)))
    await county.order(RecordMinutes(meeting, "Bericht."))
    await county.order(RecordNonPublicMinutes(meeting, "Kauf."))

    gone, come = await sight(county, leaving, meeting), await sight(county, coming, meeting)
    assert [item.title for item in gone.state.agenda] == ["Bericht"]
    assert (gone.state.attendance, gone.state.non_public_minutes) == ((), None)
    assert gone.events == [
        "MeetingScheduled", "AgendaItemAdded", "MeetingInvited", "MeetingPartiesChanged", "MinutesRecorded"
    ]  # fmt: skip
    assert [item.title for item in come.state.agenda] == ["Bericht", "Grundstück", "Personal"]
    assert come.state.non_public_minutes is not None
    assert come.events[-3:] == ["AttendanceRecorded", "MinutesRecorded", "NonPublicMinutesRecorded"]


async def test_whoever_has_come_in_is_shown_the_agenda_by_an_act_of_its_own(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    meeting = await meeting_of(county, chamber)
    await county.order(InviteToMeeting(meeting, INVITED), reason="Eilig")
    _, coming = await seated(county, chamber, LEFT, 1)
    await county.order(RefreshMeetingParties(meeting))
    assert len((await sight(county, coming, meeting)).state.agenda) == 2


async def test_by_a_correction_too_who_has_left_learns_no_more_and_who_has_come_in_reads_all(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    _, leaving = await seated(county, chamber, date(2020, 1, 1), 1)
    meeting = await meeting_of(county, chamber)
    added = await county.order(AddAgendaItem(meeting, "Personal", public=False))
    await county.order(EndMembership(chamber.body, 4, LEFT))
    _, coming = await seated(county, chamber, LEFT, 2)
    for instead in (None, AddAgendaItem(meeting, "Personalie", public=False)):
        act = ActCorrection(str(added.events[0].event_id), instead)
        corrected = await county.order(MEETING.correct(meeting, (act,)), reason="Versehen")
        gone, come = await sight(county, leaving, meeting), await sight(county, coming, meeting)
        assert [item.title for item in gone.state.agenda] == ["Bericht"]
        titles = ["Bericht", "Grundstück"] + ["Personalie"] * (instead is not None)
        assert [item.title for item in come.state.agenda] == titles
        types = [event.type for event in corrected.events]
        assert types == ["MeetingCorrected"] + ["MeetingPartiesChanged"] * (instead is None)
    before = await sight(county, coming, meeting)
    async for _ in rebuild(county.record.pool, county.id):
        pass
    assert await sight(county, coming, meeting) == before


async def test_a_decision_is_read_by_those_who_are_in_the_body_when_it_is_voted_on(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    _, leaving = await seated(county, chamber, date(2020, 1, 1), 1)
    draft = DraftDecision("Grundstück", "Kauf.", chamber.body, "heat-planning", False, DRAFTED)
    ref = (await county.order(draft)).ref
    assert (await sight(county, leaving, ref)).state.title == "Grundstück"
    await county.order(EndMembership(chamber.body, 4, DRAFTED))
    _, coming = await seated(county, chamber, DRAFTED.replace(day=9), 2)

    await county.order(SubmitDecision(ref, VOTED))
    assert await sight(county, leaving, ref) == Sight(None, [])
    assert (await sight(county, coming, ref)).events == ["DecisionPartiesChanged", "DecisionSubmitted"]
    await county.order(OpenVoting(ref, VotingMode.MEETING, VOTED))
    assert (await sight(county, coming, ref)).state.votings[0].number == 1
    assert await sight(county, leaving, ref, await county.head()) == Sight(None, [])


async def test_who_was_named_by_mistake_reads_it_no_more_once_the_voting_is_put_right(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    _, wrong = await seated(county, chamber, date(2020, 1, 1), 1)
    chamber.members = 4
    ref = await chamber.adopted(public=False)
    assert (await sight(county, wrong, ref)).state is not None
    right = await county.municipality()
    await county.rename(right, "Neu", authority=RecordedDecision(ref))
    events = await county.events()
    appointed = [event.event_id for event in events if event.type == "BodyMemberAppointed"][-1]
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(chamber.body)
    assert stored is not None
    member = AppointMember(chamber.body, stored.state.members[3].person, date(2020, 1, 1), party=right)
    await chamber.correct(appointed, member)
    acts = await events_of(county, ref)
    open_again, close_again = OpenVoting(ref, VotingMode.MEETING, VOTED), CloseVoting(ref, VOTED)
    again = correction(ref, {acts["VotingOpened"]: open_again, acts["VotingClosed"]: close_again})
    await county.order(again, reason="Verwechselt")
    assert await sight(county, wrong, ref) == Sight(None, [])
    assert (await sight(county, await county.viewer(Role.MUNICIPALITY, right), ref)).state is not None

    # Nor is it told what rested on the decision then, once that is public.
    public = DraftDecision("Beschluss", "Es wird beschlossen.", chamber.body, "heat-planning", True, DRAFTED)
    await county.order(correction(ref, {acts["DecisionDrafted"]: public}), reason="Doch öffentlich")
    async with county.record.read(wrong) as reading:
        assert await reading.get(ref) is not None
        assert await reading.history(EventQuery(authority=ref)) == []
    async with county.record.read(county.coordinator) as reading:
        assert [event.ref for event in await reading.history(EventQuery(authority=ref))] == [right]


# --- A decision that becomes non-public ------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["revised", "corrected"])
async def test_an_item_whose_decision_comes_to_be_non_public_is_read_by_nobody_else(county: County, how: str) -> None:
    chamber = await chamber_of(county, seats=5)
    stranger = await county.viewer(Role.MUNICIPALITY, await county.municipality())
    own = await county.viewer(Role.MUNICIPALITY, chamber.holder)
    draft = DraftDecision("Grundstück", "Kauf.", chamber.body, "heat-planning", True, DRAFTED)
    drafted = await county.order(draft)
    ref = drafted.ref
    meeting = await meeting_of(county, chamber)
    await county.order(AddAgendaItem(meeting, "Kauf", decision=ref))
    await county.order(ReviseAgendaItem(meeting, 3, "Kauf am See", decision=ref))
    seen, at = await sight(county, stranger, meeting), await county.head()
    assert [item.title for item in seen.state.agenda] == ["Bericht", "Kauf am See"]

    if how == "revised":
        await county.order(ReviseDecision(ref, "Grundstück", "Kauf.", "heat-planning", False))
    else:
        told = correction(ref, {str(drafted.events[0].event_id): replace(draft, public=False)})
        await county.order(told, reason="Es geht um Geschäftsgeheimnisse.")
    for moment in (None, at):
        hidden = await sight(county, stranger, meeting, moment)
        assert [item.title for item in hidden.state.agenda] == ["Bericht"]
        assert hidden.events == ["MeetingScheduled", "AgendaItemAdded"]
        for viewer in (own, county.coordinator):
            there = await sight(county, viewer, meeting, moment)
            assert [item.title for item in there.state.agenda] == ["Bericht", "Grundstück", "Kauf am See"]
            assert there.events[-1] == "AgendaItemRevised"
    async with county.record.read(stranger) as reading:
        items = [each.event for each in await reading.history(EventQuery(types=frozenset({"AgendaItemAdded"})))]
    assert [item.title for item in items if isinstance(item, AgendaItemAdded)] == ["Bericht"]


async def test_an_item_of_a_draft_comes_to_be_read_by_all_when_that_is_submitted_but_not_what_it_said_before(
    county: County,
) -> None:
    chamber = await chamber_of(county, seats=5)
    public = Viewer(county.id, None, Role.PUBLIC)
    draft = (await county.order(DraftDecision("E", "x.", chamber.body, "heat-planning", True, DRAFTED))).ref
    meeting = await meeting_of(county, chamber)
    await county.order(AddAgendaItem(meeting, "Entwurf am See", decision=draft))
    hidden_at = await county.head()
    assert [item.title for item in (await sight(county, public, meeting)).state.agenda] == ["Bericht"]
    await county.order(ReviseAgendaItem(meeting, 3, "Neutral", decision=draft))
    await county.order(SubmitDecision(draft, DRAFTED))
    now, then = await sight(county, public, meeting), await sight(county, public, meeting, hidden_at)
    assert [item.title for item in now.state.agenda] == ["Bericht", "Neutral"]
    assert [item.title for item in then.state.agenda] == ["Bericht"]
    assert now.events == then.events == ["MeetingScheduled", "AgendaItemAdded"]


async def test_a_removed_item_tells_no_more_than_it_did(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    public = Viewer(county.id, None, Role.PUBLIC)
    ref = (await county.order(DraftDecision("E", "x.", chamber.body, "heat-planning", False, DRAFTED))).ref
    meeting = await meeting_of(county, chamber)
    await county.order(AddAgendaItem(meeting, "Kauf", public=False, decision=ref))
    await county.order(RemoveAgendaItem(meeting, 3))
    assert (await sight(county, public, meeting)).events == ["MeetingScheduled", "AgendaItemAdded"]


# --- What belongs to it ----------------------------------------------------------------------------------------


async def test_documents_of_what_is_not_kept_up_to_date_are_for_nobody_more(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    _, member = await seated(county, chamber, date(2020, 1, 1), 1)
    kept = await Contents(county.record.pool, 1000).keep(county.coordinator, "text/plain", _bytes(b"Entwurf"))
    attach = AttachDocument(chamber.body, "Entwurf", kept.sha256, Visibility.CONFIDENTIAL)
    document = (await county.order(attach)).ref
    own = await county.viewer(Role.MUNICIPALITY, chamber.holder)
    for viewer in (member, own):
        assert await sight(county, viewer, document) == Sight(None, [])
    # Nor can it be named, also where the command names the body too.
    draft = DraftDecision("E", "x.", chamber.body, "heat-planning", False, DRAFTED)
    with pytest.raises(NotFound):
        await county.order(draft, own, authority=ExternalDecision("Rat", DRAFTED, "2024/1", document=document))


async def test_a_document_that_was_attached_to_another_meeting_stays_in_sight(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    own = await county.viewer(Role.MUNICIPALITY, chamber.holder)
    first, second = await meeting_of(county, chamber), await meeting_of(county, chamber)
    kept = await Contents(county.record.pool, 1000).keep(county.coordinator, "text/plain", _bytes(b"Vorlage"))
    attached = await county.order(AttachDocument(first, "Vorlage", kept.sha256, Visibility.CONFIDENTIAL))
    moved = ActCorrection(
        str(attached.events[0].event_id), AttachDocument(second, "Vorlage", kept.sha256, Visibility.CONFIDENTIAL)
    )
    await county.order(DOCUMENT.correct(attached.ref, (moved,)), reason="Andere Sitzung")
    for at in (None, attached.position):
        assert (await sight(county, own, attached.ref, at)).state.to == (second if at is None else first)


async def test_as_many_statements_for_many_moments_as_for_few(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    chamber = await chamber_of(county, seats=5)
    stranger = await county.viewer(Role.MUNICIPALITY, await county.municipality())
    draft = (await county.order(DraftDecision("E", "x.", chamber.body, "heat-planning", True, DRAFTED))).ref
    meeting, moments, made = await meeting_of(county, chamber), list[int](), list[str]()
    for n in range(9):
        added = await county.order(AddAgendaItem(meeting, f"Punkt {n}", decision=draft))
        moments.append(added.position)
    fetch = ReadSession._fetch

    async def counted(self: ReadSession, sql: str, *arguments: Any) -> Any:
        made.append(sql)
        return await fetch(self, sql, *arguments)

    monkeypatch.setattr(ReadSession, "_fetch", counted)
    counts = []
    for some in (moments[:2], moments):
        made.clear()
        async with county.record.read(stranger) as reading:
            found = await asyncio.gather(*(reading.get(meeting, at) for at in some))
        assert [len(each.state.agenda) for each in found if each is not None] == list(range(2, 2 + len(some)))
        counts.append(len(made))
    assert counts == [3, 3]


async def test_documents_of_a_meeting_are_for_those_whom_that_concerns(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    _, member = await seated(county, chamber, date(2020, 1, 1), 1)
    own = await county.viewer(Role.MUNICIPALITY, chamber.holder)
    stranger = await county.viewer(Role.MUNICIPALITY, await county.municipality())
    meeting, shut = await meeting_of(county, chamber), await meeting_of(county, chamber, public=False)
    for of in (meeting, shut):
        kept = await Contents(county.record.pool, 1000).keep(county.coordinator, "text/plain", _bytes(of.encode()))
        attach = AttachDocument(of, "Vorlage", kept.sha256, Visibility.CONFIDENTIAL)
        document = (await county.order(attach)).ref
        for viewer, sees in ((member, True), (own, True), (county.coordinator, True), (stranger, False)):
            seen = await sight(county, viewer, document)
            assert (seen.state is not None) is sees
            async with county.record.read(viewer) as reading:
                assert await reading.visibility.hidden([document]) == (frozenset() if sees else {document})
            assert seen.events == ["DocumentAttached"] * sees
        # Whose meeting it is names it in invitation and minutes.
        await county.order(InviteToMeeting(of, INVITED, (document,)), own, reason="Eilig")
        await county.order(RecordNonPublicMinutes(of, document=document), own)
    async with county.record.read(member) as reading:
        before = len(await reading.every("document"))
    await county.order(EndMembership(chamber.body, 4, LEFT))
    await county.order(AddAgendaItem(meeting, "Neues", public=False), reason="Nachtrag")
    async with county.record.read(member) as reading:
        assert len(await reading.every("document")) == before - 1


# --- A body that was recorded as another's ---------------------------------------------------------------------


async def test_whose_body_it_is_reads_and_records_its_meetings_and_decisions_and_nobody_else_does(
    county: County,
) -> None:
    chamber = await chamber_of(county, seats=5)
    wrong, right = await county.viewer(Role.MUNICIPALITY, chamber.holder), await county.municipality()
    true = await county.viewer(Role.MUNICIPALITY, right)
    meeting = await meeting_of(county, chamber)
    ref = (await county.order(DraftDecision("E", "x.", chamber.body, "heat-planning", False, DRAFTED))).ref
    founded = next(event for event in await county.events() if event.type == "BodyEstablished")
    told = EstablishBody(right, BodyKind.MUNICIPAL_COUNCIL, "Gemeindevertretung", date(2020, 1, 1), statutory=5)
    await chamber.correct(founded.event_id, told)
    for order in (AddAgendaItem(meeting, "x", public=False), WithdrawDecision(ref, DRAFTED)):
        with pytest.raises(Refused):
            await county.order(order, wrong)
    await county.order(AddAgendaItem(meeting, "Danach", public=False))
    await county.order(ReviseDecision(ref, "Danach", "x.", "heat-planning", False))
    assert len((await sight(county, wrong, meeting)).state.agenda) == 1
    assert len((await sight(county, true, meeting)).state.agenda) == 3
    assert await sight(county, wrong, ref) == Sight(None, [])
    assert (await sight(county, true, ref)).state.title == "Danach"
    await county.order(RemoveAgendaItem(meeting, 3), true)


async def test_a_day_in_the_past_lets_in_nobody_who_has_left(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    _, leaving = await seated(county, chamber, date(2020, 1, 1), 1)
    ref = (await county.order(DraftDecision("E", "x.", chamber.body, "heat-planning", False, DRAFTED))).ref
    await county.order(EndMembership(chamber.body, 4, LEFT))
    await county.order(SubmitDecision(ref, DRAFTED))
    assert await sight(county, leaving, ref) == Sight(None, [])


# --- Municipalities that merge ---------------------------------------------------------------------------------


async def test_a_successor_reads_and_does_what_its_predecessor_could(county: County) -> None:
    chamber = await chamber_of(county, seats=5)
    town, _ = await seated(county, chamber, date(2020, 1, 1), 1)
    middle, last = await county.municipality(), await county.municipality()
    for one, into, day in ((town, middle, 1), (middle, last, 2)):
        await county.order(MergeMunicipality(one, into, date(2024, 3, day)))
    ref = await chamber.opened(public=False)
    await county.order(RecordPresence(ref, (1, 2, 3, 4)))
    meeting = await meeting_of(county, chamber)
    for acts_for, sees in ((town, True), (middle, True), (last, True), (await county.municipality(), False)):
        viewer = await county.viewer(Role.MUNICIPALITY, acts_for)
        assert ((await sight(county, viewer, ref)).state is not None) is sees
        assert len((await sight(county, viewer, meeting)).state.agenda) == 1 + sees
    viewer = await county.viewer(Role.MUNICIPALITY, last)
    await county.order(CastVote(ref, 4, Vote.NO), viewer)
    assert (await sight(county, viewer, ref)).events[-1] == "VoteCast"
    with pytest.raises(NotFound):
        await county.order(
            CastVote(ref, 4, Vote.YES), await county.viewer(Role.MUNICIPALITY, await county.municipality())
        )
