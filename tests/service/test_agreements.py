"""An agreement in a real record: drafted by many at once, approved by silence once, amended one clause at a time."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from events.agreement import AGREEMENT
from events.agreement.amendments import AdoptAmendment, ProposeAmendment
from events.agreement.approval import ApprovalFiled, FileForApproval, GrantApproval, RefuseApproval
from events.agreement.changes import AmendmentChanges, ClauseChange
from events.agreement.clauses import AddClause, ReviseClause
from events.agreement.conditions import AgreementDuration, NoticeEnd, NoticePeriod
from events.agreement.drafting import AgreeFormalities, DraftAgreement, RetitleAgreement
from events.agreement.lifecycle import AgreementStatus, effective_from
from events.agreement.membership import GiveNotice
from events.agreement.parties import AddParty, CountParties
from events.agreement.proposals import ConsentToProposal
from events.agreement.signing import OpenForSignature, RecordSignature
from events.agreement.silence import ApprovalDeemedGranted
from events.agreement.state import AmendmentTrigger
from events.agreement.terms import AgreeTerm
from events.agreement.view import view
from events.agreement.wording import ClauseKind, ClauseWording
from events.authority import ExternalDecision
from events.correction import ActCorrection, Correct
from events.formalities import Formalities, LegalForm
from events.municipality.merger import MergeMunicipality
from events.partner import RegisterPartner, Sector
from events.policy import Role, Visibility
from events.values import digest_of
from events.when import When, berlin_midnight
from service.due import DueJob
from service.effects import SYSTEM
from service.event_query import EventQuery
from service.ids import new_id
from service.problems import Forbidden, NotFound, Refused, StaleVersion
from service.rebuild import rebuild
from service.recorded import Recorded
from tests.conftest import Database
from tests.said import english
from tests.service.county import County, establish, opened

DRAFTED, SIGNED, FILED = date(2023, 1, 10), date(2023, 3, 1), date(2023, 3, 6)
DEEMED = FILED + timedelta(weeks=4, days=1)


async def drafted(county: County, parties: int = 2, clauses: int = 1) -> tuple[str, list[str]]:
    """A draft with so many parties and clauses; its ref and theirs."""
    command = DraftAgreement("Gemeinsamer Klimaschutz", "Zweck.", LegalForm.DELEGATING, When(DRAFTED))
    ref = (await county.order(command)).ref
    named = [await county.municipality() for _ in range(parties)]
    for party in named:
        await county.order(AddParty(ref, party))
    for n in range(1, clauses + 1):
        await county.order(AddClause(ref, ClauseWording(str(n), f"Klausel {n}", ClauseKind.OTHER, f"Text {n}.")))
    await county.order(AgreeTerm(ref, AgreementDuration(None, NoticePeriod(6, NoticeEnd.YEAR))))
    return ref, named


async def concluded(
    county: County, formalities: Formalities, parties: int = 2, clauses: int = 1
) -> tuple[str, list[str]]:
    """An agreement that all its parties have signed."""
    ref, named = await drafted(county, parties, clauses)
    await county.order(AgreeFormalities(ref, formalities))
    await county.order(OpenForSignature(ref, When(SIGNED)))
    for party in named:
        await county.order(RecordSignature(ref, party, When(SIGNED)))
    return ref, named


async def state(county: County, ref: str) -> Any:
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(ref)
    assert stored is not None
    return stored.state


# --- Drafting together -----------------------------------------------------------------------------------------


async def test_twenty_people_edit_twenty_clauses_at_once_and_all_edits_land(county: County) -> None:
    ref, _ = await drafted(county, clauses=20)

    outcomes = await asyncio.gather(
        *(county.order(ReviseClause(ref, n, 1, text=f"Neuer Text {n}.")) for n in range(1, 21))
    )

    assert len({outcome.version for outcome in outcomes}) == 20
    clauses = (await state(county, ref)).clauses
    assert [clause.edits for clause in clauses] == [2] * 20
    async with county.record.read(county.coordinator) as reading:
        texts = [await reading.text(clause.revisions[0].wording.text) for clause in clauses]
    assert texts == [f"Neuer Text {n}." for n in range(1, 21)]
    assert await county.findings() == []


async def test_of_two_who_edit_one_clause_at_once_one_gets_both_texts(county: County) -> None:
    ref, _ = await drafted(county)

    outcomes = await asyncio.gather(
        county.order(ReviseClause(ref, 1, 1, text="Von Anna.")),
        county.order(ReviseClause(ref, 1, 1, text="Von Ben.")),
        return_exceptions=True,
    )

    (stale,) = [outcome for outcome in outcomes if isinstance(outcome, StaleVersion)]
    assert stale.conflict is not None
    assert stale.conflict.base == "Text 1."
    assert {stale.conflict.theirs, stale.conflict.yours} == {"Von Anna.", "Von Ben."}
    assert (await state(county, ref)).clauses[0].edits == 2


# --- Silence ---------------------------------------------------------------------------------------------------

SILENCE = Formalities(approval=True, publication=False, deemed_after_weeks=4)


async def deemed(county: County) -> list[date]:
    return [event.event.on for event in await county.events() if event.type == "ApprovalDeemedGranted"]


async def test_silence_grants_once_with_two_at_work_late_and_answers_are_the_same_before_and_after(
    county: County, database: Database
) -> None:
    ref, _ = await concluded(county, SILENCE)
    await county.order(FileForApproval(ref, "Kommunalaufsicht", When(FILED)))
    before = {day: view(await state(county, ref), day).status for day in (FILED, DEEMED - timedelta(1), DEEMED)}
    moments = [berlin_midnight(DEEMED) - timedelta(microseconds=1)]
    async with opened(database.service_url) as other:
        mine, theirs = (DueJob(record, 0.01, lambda: moments[-1]) for record in (county.record, other))
        assert await mine.look(county.id) == 0
        moments.append(datetime(2023, 6, 1, 9, tzinfo=UTC))
        await asyncio.gather(mine.look(county.id), theirs.look(county.id), mine.look(county.id))
        moments.append(moments[-1] + timedelta(days=90))
        await mine.look(county.id)

    assert await deemed(county) == [DEEMED]
    assert before == {
        FILED: AgreementStatus.APPROVAL_PENDING,
        DEEMED - timedelta(1): AgreementStatus.APPROVAL_PENDING,
        DEEMED: AgreementStatus.IN_FORCE,
    }
    assert {day: view(await state(county, ref), day).status for day in before} == before
    assert await county.findings() == []


async def test_what_silence_granted_before_a_command_is_nobodys_act(county: County) -> None:
    ref, (party, _) = await concluded(county, SILENCE)
    filed = await county.order(FileForApproval(ref, "Kommunalaufsicht", When(FILED)))
    notice, told, own = (
        GiveNotice(ref, party, date(2024, 1, 2)),
        new_id(),
        await county.viewer(Role.MUNICIPALITY, party),
    )
    authority = ExternalDecision("Gemeindevertretung", date(2023, 12, 1), "4711")

    given = await county.order(
        notice, own, command_id=told, expected_version=filed.version, reason="Zu teuer.", authority=authority
    )
    again = await county.order(
        notice, own, command_id=told, expected_version=filed.version, reason="Zu teuer.", authority=authority
    )

    *_, granted, left = await county.events()
    assert (granted.type, granted.actor, granted.reason, granted.authority) == (
        "ApprovalDeemedGranted", SYSTEM, None, None
    )  # fmt: skip
    assert (left.type, left.actor, left.authority, left.version) == (
        "NoticeGiven", own.actor, authority, filed.version + 2
    )  # fmt: skip
    assert [event.type for event in given.events] == ["NoticeGiven"]
    assert (again.repeated, again.version) == (True, given.version)
    with pytest.raises(StaleVersion):
        await county.order(RetitleAgreement(ref, "Neu"), expected_version=filed.version)
    assert await county.findings() == []


async def test_silence_is_recorded_once_where_the_due_job_and_commands_meet(county: County) -> None:
    ref, parties = await concluded(county, SILENCE)
    filed = await county.order(FileForApproval(ref, "Kommunalaufsicht", When(FILED)))
    job = DueJob(county.record, 0.01)
    notice = GiveNotice(ref, parties[0], date(2024, 1, 2))

    await asyncio.gather(
        job.look(county.id),
        county.order(notice, expected_version=filed.version),
        *(county.order(GiveNotice(ref, each, date(2024, 1, 3))) for each in parties[1:]),
        return_exceptions=True,
    )

    granted = [event for event in await county.events() if event.type == "ApprovalDeemedGranted"]
    assert [(event.actor, event.version) for event in granted] == [(SYSTEM, filed.version + 1)]
    assert await county.findings() == []


async def test_silence_grants_nothing_where_a_refusal_in_time_was_recorded_however_late(county: County) -> None:
    ref, _ = await concluded(county, SILENCE)
    await county.order(FileForApproval(ref, "Kommunalaufsicht", When(FILED)))
    await county.order(RefuseApproval(ref, When(DEEMED - timedelta(1))), reason="Unvollständig.")

    late = DueJob(county.record, 0.01, lambda: datetime(2023, 6, 1, tzinfo=UTC))
    assert await late.look(county.id) == 0
    assert await deemed(county) == []
    assert view(await state(county, ref), DEEMED).status is AgreementStatus.DRAFT


async def test_silence_on_two_proposals_of_one_day_is_recorded_for_both_though_one_is_known_later(
    county: County,
) -> None:
    ref, parties = await concluded(county, SILENCE, clauses=2)
    await county.order(FileForApproval(ref, "Kommunalaufsicht", When(SIGNED)))
    await county.order(GrantApproval(ref, When(FILED)))
    job = DueJob(county.record, 0.01, lambda: datetime(2023, 9, 1, tzinfo=UTC))
    for proposal in (1, 2):
        changes = AmendmentChanges(revised=(ClauseChange(proposal, text="Anders."),))
        amended = ProposeAmendment(ref, "Neu", AmendmentTrigger.OTHER, "Grund.", 1, changes, date(2023, 5, 1))
        await county.order(amended)
        for party in parties:
            await county.order(ConsentToProposal(ref, proposal, party, date(2023, 5, 2)))
        await county.order(AdoptAmendment(ref, proposal, date(2023, 5, 3), date(2023, 5, 3)))
        await county.order(FileForApproval(ref, "Kommunalaufsicht", When(date(2023, 5, 4)), proposal))
        await job.look(county.id)

    granted = [event.event for event in await county.events() if event.type == "ApprovalDeemedGranted"]
    assert [(event.proposal, event.on) for event in granted] == [(1, date(2023, 6, 2)), (2, date(2023, 6, 2))]
    assert len((await state(county, ref)).versions) == 2


# --- Amendments ------------------------------------------------------------------------------------------------

PLAIN = Formalities(approval=False, publication=False)


def amendment(ref: str, text: str, base: int = 1) -> ProposeAmendment:
    changes = AmendmentChanges(revised=(ClauseChange(1, text=text),))
    return ProposeAmendment(ref, text, AmendmentTrigger.OTHER, "Grund.", base, changes, date(2023, 5, 1))


async def test_an_amendment_fails_once_another_one_to_its_clause_is_adopted_and_says_what_to_do(county: County) -> None:
    ref, parties = await concluded(county, PLAIN)
    for text in ("Erster Vorschlag.", "Zweiter Vorschlag."):
        await county.order(amendment(ref, text))
    for proposal in (1, 2):
        for party in parties:
            await county.order(ConsentToProposal(ref, proposal, party, date(2023, 5, 2)))

    outcomes = await asyncio.gather(
        *(county.order(AdoptAmendment(ref, n, date(2023, 5, 3), date(2023, 6, 1))) for n in (1, 2)),
        return_exceptions=True,
    )

    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert refused.code == "CLAUSE_CHANGED"
    assert "propose it again on the basis of version 2" in english(refused)
    assert len((await state(county, ref)).versions) == 1


async def test_a_party_speaks_for_itself_only_and_others_see_what_is_internal_not_at_all(county: County) -> None:
    ref, (one, other) = await concluded(county, PLAIN)
    await county.order(amendment(ref, "Vorschlag."))
    own = await county.viewer(Role.MUNICIPALITY, one)
    stranger = await county.viewer(Role.MUNICIPALITY, await county.municipality())

    await county.order(ConsentToProposal(ref, 1, one, date(2023, 5, 2)), own)
    with pytest.raises(Refused) as refused:
        await county.order(ConsentToProposal(ref, 1, other, date(2023, 5, 2)), own)
    assert (refused.value.code, refused.value.path) == ("NOT_YOURS", ("party",))
    with pytest.raises(Forbidden):
        await county.order(ConsentToProposal(ref, 1, one, date(2023, 5, 2)), stranger)


async def test_a_successor_speaks_for_its_predecessor(county: County) -> None:
    ref, (one, _) = await concluded(county, PLAIN)
    await county.order(amendment(ref, "Vorschlag."))
    between, successor = await county.municipality(), await county.municipality()
    voice = ConsentToProposal(ref, 1, one, date(2023, 5, 2))
    with pytest.raises(Forbidden):
        await county.order(voice, await county.viewer(Role.MUNICIPALITY, successor))

    await county.order(MergeMunicipality(one, between, date(2024, 1, 1)))
    await county.order(MergeMunicipality(between, successor, date(2025, 1, 1)))
    viewer = await county.viewer(Role.MUNICIPALITY, successor)
    await county.order(voice, viewer)

    assert (await county.events())[-1].actor == viewer.actor
    with pytest.raises(Forbidden):
        await county.order(voice, await county.viewer(Role.MUNICIPALITY, await county.municipality()))


async def test_a_draft_is_not_for_the_public(county: County) -> None:
    ref, _ = await drafted(county)
    registered = RegisterPartner("Stadtwerke", Sector.ENERGY, "Angeln", DRAFTED)
    partner = await county.viewer(Role.PARTNER, (await county.order(registered)).ref)

    async with county.record.read(partner) as reading:
        assert await reading.get(ref) is None
    with pytest.raises((Forbidden, NotFound)):
        await county.order(AddClause(ref, ClauseWording("9", "Fremd", ClauseKind.OTHER, "Fremd.")), partner)


# --- Corrections -----------------------------------------------------------------------------------------------


def corrected(ref: str, event: Recorded, instead: Any) -> Correct:
    """The correction of the act that recorded an event."""
    command: Correct = AGREEMENT.correct(ref, (ActCorrection(str(event.event_id), instead),))
    return command


async def test_a_correction_of_what_is_internal_is_internal_and_of_what_is_public_public(county: County) -> None:
    ref, (one, _) = await concluded(county, PLAIN)
    (given,) = (await county.order(GiveNotice(ref, one, date(2024, 1, 2)))).events
    noticed = corrected(ref, given, GiveNotice(ref, one, date(2024, 1, 3)))
    (correction,) = (await county.order(noticed, reason="Verlesen")).events
    assert correction.visibility is Visibility.INTERNAL
    (taken_back,) = (await county.order(corrected(ref, given, None), reason="Verwechselt")).events
    assert taken_back.visibility is Visibility.INTERNAL
    (counted,) = (await county.order(CountParties(ref, 39, When(SIGNED), "Jahresbericht"))).events
    recounted = CountParties(ref, 38, When(SIGNED), "Jahresbericht")
    (correction,) = (await county.order(corrected(ref, counted, recounted), reason="Verzählt")).events
    assert correction.visibility is Visibility.PUBLIC
    assert await county.findings() == []


async def test_what_silence_granted_follows_from_the_filing_as_it_should_have_been(county: County) -> None:
    ref, _ = await concluded(county, SILENCE)
    (filed,) = (await county.order(FileForApproval(ref, "Kommunalaufsicht", When(FILED)))).events
    await DueJob(county.record, 0.01).look(county.id)
    assert await deemed(county) == [DEEMED]
    later = FileForApproval(ref, "Kommunalaufsicht", When(FILED + timedelta(days=3)))

    (correction,) = (await county.order(corrected(ref, filed, later), reason="Eingangsstempel")).events

    assert [each.event for act in correction.event.acts for each in act.stands] == [
        ApprovalFiled("Kommunalaufsicht", When(FILED + timedelta(days=3))),
        ApprovalDeemedGranted(DEEMED + timedelta(days=3)),
    ]
    assert effective_from(await state(county, ref)) == DEEMED + timedelta(days=3)
    assert await DueJob(county.record, 0.01).look(county.id) == 0
    assert await county.findings() == []


# --- Beside others ---------------------------------------------------------------------------------------------


async def test_nothing_of_it_is_seen_or_done_from_another_county(county: County) -> None:
    ref, (one, _) = await concluded(county, PLAIN)
    other = await establish(county.record, "01060")

    async with other.record.read(other.coordinator) as reading:
        assert await reading.get(ref) is None
        assert await reading.every("agreement") == []
        assert await reading.history(EventQuery(ref=ref)) == []
        assert await reading.texts_matching("Klimaschutz") == frozenset()
        assert await reading.text(digest_of("Text 1.")) is None
    with pytest.raises(NotFound):
        await other.order(amendment(ref, "Fremd."))
    strange = await drafted(other, parties=0)
    with pytest.raises(Refused) as refused:
        await other.order(AddParty(strange[0], one))
    assert (refused.value.code, refused.value.path) == ("NOT_FOUND", ("party",))
    assert await other.findings() == []


async def test_a_command_sent_again_is_done_once_and_what_was_is_read_as_it_was(county: County) -> None:
    ref, (one, other) = await concluded(county, PLAIN)
    await county.order(amendment(ref, "Vorschlag."))
    before = await county.head()
    command_id = new_id()

    first = await county.order(ConsentToProposal(ref, 1, one, date(2023, 5, 2)), command_id=command_id)
    await county.order(ConsentToProposal(ref, 1, other, date(2023, 5, 2)))
    again = await county.order(ConsentToProposal(ref, 1, one, date(2023, 5, 2)), command_id=command_id)

    assert (again.repeated, again.position) == (True, first.position)
    async with county.record.read(county.coordinator) as reading:
        voices = [
            len(stored.state.proposals[0].voices)
            for at in (before, before + 1, None)
            if (stored := await reading.get(ref, at)) is not None
        ]
        told = await reading.history(EventQuery(ref=ref, types=frozenset({"ProposalConsented"})))
    assert voices == [0, 1, 2]
    assert [event.event.party for event in told] == [one, other]


async def test_folded_anew_its_states_are_the_same(county: County) -> None:
    ref, parties = await concluded(county, PLAIN)
    await county.order(amendment(ref, "Vorschlag."))
    for party in parties:
        await county.order(ConsentToProposal(ref, 1, party, date(2023, 5, 2)))
    await county.order(AdoptAmendment(ref, 1, date(2023, 5, 3), date(2023, 6, 1)))

    done = [progress async for progress in rebuild(county.record.pool, county.id)]

    assert done[-1].events == await county.head()
    assert done[-1].written == 0
