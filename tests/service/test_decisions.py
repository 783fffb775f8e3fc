"""Decisions in a real record: many vote at once, silence ends once, what acts rest on holds whoever is faster."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.authority import AuthorisedAct, RecordedDecision
from events.body.members import EndMembership
from events.body.rule_terms import RuleTerms
from events.body.rules import AdoptDecisionRule
from events.competence.assignments import EndCompetence
from events.correction import ActCorrection
from events.county.demands import DemandAuthority
from events.decision.afterlife import RevokeDecision
from events.decision.closing import CloseVoting
from events.decision.subjects import DecisionSubject
from events.decision.votes import CastVote, RaiseObjection
from events.decision.voting import OpenVoting
from events.goal import GOAL
from events.goal.course import AbandonGoal, AchieveGoal
from events.policy import Role
from events.voting.cast import Vote
from events.voting.outcome import VotingResult
from events.voting.rule import RulePreset, VotingMode
from service.due import DueJob
from service.effects import SYSTEM
from service.event_query import EventQuery
from service.problems import NotFound, Problem, Refused
from service.rebuild import rebuild
from tests.conftest import Database
from tests.service.chamber import VOTED, chamber_of, correction, events_of
from tests.service.climate import goal_of
from tests.service.county import County, establish, opened

NONE: list[Any] = []
LATER = date(2024, 2, 1)


async def state(county: County, ref: str, at: int | None = None) -> Any:
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(ref, at)
    assert stored is not None
    return stored.state


async def test_many_vote_at_once_and_each_counts_once(county: County) -> None:
    chamber = await chamber_of(county, members=9)
    ref = await chamber.opened()

    # Each member twice at once: one vote replaces the other, whichever comes later.
    await asyncio.gather(
        *(county.order(CastVote(ref, member, vote)) for member in range(1, 10) for vote in (Vote.NO, Vote.YES))
    )
    closed = await county.order(CloseVoting(ref, VOTED))

    (voting,) = (await state(county, ref)).votings
    assert [ballot.member for ballot in sorted(voting.ballots, key=lambda each: each.member)] == list(range(1, 10))
    assert voting.outcome.yes + voting.outcome.no == 9
    assert closed.events[-1].type == "VotingClosed"
    with pytest.raises(Refused):
        await county.order(CastVote(ref, 1, Vote.YES))
    assert await county.findings() == NONE


async def test_a_vote_and_the_closing_at_once_come_one_after_the_other(county: County) -> None:
    chamber = await chamber_of(county)
    ref = await chamber.opened()
    for member in (1, 2):
        await county.order(CastVote(ref, member, Vote.YES))

    outcomes = await asyncio.gather(
        county.order(CloseVoting(ref, VOTED)), county.order(CastVote(ref, 3, Vote.NO)), return_exceptions=True
    )

    (voting,) = (await state(county, ref)).votings
    refused = [each for each in outcomes if isinstance(each, BaseException)]
    assert all(isinstance(each, Refused) for each in refused)
    assert voting.outcome.no == 1 - len(refused)
    assert (voting.outcome.yes, voting.outcome.result) == (2, VotingResult.ADOPTED)


async def test_silence_ends_once_where_the_due_job_and_commands_meet(county: County) -> None:
    chamber = await chamber_of(county)
    ref = await chamber.drafted()
    await county.order(OpenVoting(ref, VotingMode.SILENT, VOTED, deadline=date(2024, 1, 22)))
    jobs = [DueJob(county.record, 0.01, lambda: datetime(2024, 6, 1, tzinfo=UTC)) for _ in range(2)]

    late = await asyncio.gather(
        *(job.look(county.id) for job in jobs),
        county.order(RaiseObjection(ref, 2, date(2024, 1, 23))),
        return_exceptions=True,
    )

    assert isinstance(late[-1], Refused)
    ended = [event for event in await county.events() if event.type == "SilentVotingEnded"]
    assert [(event.actor, event.event.on) for event in ended] == [(SYSTEM, date(2024, 1, 23))]
    assert ended[0].event.outcome.result is VotingResult.ADOPTED
    assert await county.findings() == NONE


async def test_an_objection_found_late_is_told_in_place_of_the_end_of_silence_which_comes_anew(county: County) -> None:
    chamber = await chamber_of(county)
    ref, deadline = await chamber.drafted(), date(2024, 1, 22)
    await county.order(OpenVoting(ref, VotingMode.SILENT, VOTED, deadline=deadline))
    job = DueJob(county.record, 0.01, lambda: datetime(2024, 6, 1, tzinfo=UTC))
    assert await job.look(county.id) == 1
    at = await county.head()
    end = (await events_of(county, ref))["SilentVotingEnded"]

    with pytest.raises(Refused) as refused:
        await county.order(RaiseObjection(ref, 2, deadline))
    assert refused.value.code == "CLOSED"
    late = correction(ref, {end: RaiseObjection(ref, 2, date(2024, 1, 23))})
    with pytest.raises(Refused) as refused:
        await county.order(late, reason="Im Briefkasten gefunden")
    assert refused.value.code == "IN_FUTURE"
    await county.order(correction(ref, {end: RaiseObjection(ref, 2, deadline)}), reason="Im Briefkasten gefunden")
    assert await job.look(county.id) == 1
    assert await job.look(county.id) == 0

    was, now = await state(county, ref, at), await state(county, ref)
    assert [(each.steps[-1].status, each.steps[-1].on) for each in (was, now)] == [
        ("ADOPTED", date(2024, 1, 23)), ("REJECTED", date(2024, 1, 23))
    ]  # fmt: skip
    assert await county.findings() == NONE
    async for progress in rebuild(county.record.pool, county.id, ["decision"]):
        assert progress.written == 0


async def test_a_vote_that_was_recorded_wrongly_is_put_right_together_with_the_closing(county: County) -> None:
    chamber = await chamber_of(county)
    ref = await chamber.adopted()
    cast = [str(event.event_id) for event in await county.events() if event.type == "VoteCast"]
    against = {event: CastVote(ref, member, Vote.NO) for member, event in enumerate(cast[:2], 1)}
    close = (await events_of(county, ref))["VotingClosed"]

    with pytest.raises(Refused) as refused:
        await county.order(correction(ref, against), reason="Verlesen")
    assert refused.value.code == "CANNOT_FOLLOW"
    await county.order(correction(ref, {**against, close: CloseVoting(ref, VOTED)}), reason="Verlesen")

    (voting,) = (await state(county, ref)).votings
    assert (voting.outcome.yes, voting.outcome.no, voting.outcome.result) == (1, 2, VotingResult.REJECTED)
    assert await county.findings() == NONE


async def test_of_a_revocation_and_an_act_at_once_one_wins_never_both(county: County) -> None:
    chamber = await chamber_of(county)
    admin = await county.viewer(Role.ADMIN)
    await county.order(DemandAuthority(county.ref, AuthorisedAct.ABANDON_GOAL, date(2020, 1, 1)), admin)
    for _ in range(8):
        goal = await goal_of(county)
        decision = await chamber.adopted(DecisionSubject(goal))

        acted, revoked = await asyncio.gather(
            county.order(AbandonGoal(goal, LATER), reason="Nicht mehr nötig.", authority=RecordedDecision(decision)),
            county.order(RevokeDecision(decision, LATER), reason="Verfahrensfehler."),
            return_exceptions=True,
        )

        assert not isinstance(revoked, BaseException), revoked
        if isinstance(acted, BaseException):
            assert isinstance(acted, Refused)
            assert acted.code == "REVOKED"
        else:
            # The act came first: what is revoked from then on had carried it.
            assert acted.position < revoked.position
    assert await county.findings() == NONE


async def test_what_is_demanded_must_be_named_and_be_of_a_competent_body(county: County) -> None:
    chamber, goal = await chamber_of(county), await goal_of(county)
    admin = await county.viewer(Role.ADMIN)
    await county.order(DemandAuthority(county.ref, AuthorisedAct.ABANDON_GOAL, date(2020, 1, 1)), admin)
    abandon = AbandonGoal(goal, LATER)

    async def refused(authority: Any) -> str:
        with pytest.raises(Problem) as problem:
            await county.order(abandon, reason="Nicht mehr nötig.", authority=authority)
        return problem.value.code

    assert await refused(None) == "AUTHORITY_REQUIRED"
    open_one = await chamber.opened(DecisionSubject(goal))
    assert await refused(RecordedDecision(open_one)) == "NOT_ADOPTED"
    decision = await chamber.adopted(DecisionSubject(goal))
    await county.order(EndCompetence(chamber.holder, 1, date(2024, 1, 31)))
    assert await refused(RecordedDecision(decision)) == "NOT_COMPETENT"
    assert await refused(RecordedDecision("decision:01920000-0000-7000-8000-00000000dead")) == "NOT_FOUND"
    early = AbandonGoal(goal, date(2024, 1, 31))
    done = await county.order(early, reason="Nicht mehr nötig.", authority=RecordedDecision(decision))
    assert done.events[0].authority == RecordedDecision(decision)


async def test_an_act_that_only_a_correction_tells_of_rests_on_a_decision_too(county: County) -> None:
    chamber, goal = await chamber_of(county), await goal_of(county)
    admin = await county.viewer(Role.ADMIN)
    await county.order(DemandAuthority(county.ref, AuthorisedAct.ABANDON_GOAL, date(2020, 1, 1)), admin)
    achieved = (await county.order(AchieveGoal(goal, LATER))).events[0].event_id
    abandoned = GOAL.correct(goal, (ActCorrection(str(achieved), AbandonGoal(goal, LATER)),))

    async def told(authority: Any) -> str:
        with pytest.raises(Problem) as problem:
            await county.order(abandoned, reason="Verwechselt", authority=authority)
        return problem.value.code

    assert await told(None) == "AUTHORITY_REQUIRED"
    assert await told(RecordedDecision(await chamber.adopted())) == "OTHER_SUBJECT"
    assert await told(RecordedDecision(await chamber.opened(DecisionSubject(goal)))) == "NOT_ADOPTED"
    decision = RecordedDecision(await chamber.adopted(DecisionSubject(goal)))
    done = await county.order(abandoned, reason="Verwechselt", authority=decision)
    assert done.events[0].authority == decision
    assert (await state(county, goal)).steps[-1].status == "ABANDONED"


async def test_what_changes_later_changes_no_outcome_that_is_closed(county: County) -> None:
    chamber = await chamber_of(county)
    ref = await chamber.adopted()
    was, at = await state(county, ref), await county.head()

    strict = RuleTerms(preset=RulePreset.UNANIMOUS_OF_PRESENT)
    await county.order(AdoptDecisionRule(chamber.body, date(2024, 1, 2), strict))
    await county.order(EndMembership(chamber.body, 2, date(2024, 1, 3)))
    await county.order(EndCompetence(chamber.holder, 1, date(2024, 1, 4)))

    assert await state(county, ref) == await state(county, ref, at) == was
    async for progress in rebuild(county.record.pool, county.id, ["body", "competence", "decision"]):
        assert progress.written == 0
    assert await county.findings() == NONE


async def test_what_is_not_public_is_seen_by_those_whom_it_concerns_only(county: County) -> None:
    chamber, other = await chamber_of(county), await county.municipality()
    before = await county.head()
    ref = await chamber.adopted(public=False)
    own = await county.viewer(Role.MUNICIPALITY, chamber.holder)
    stranger = await county.viewer(Role.MUNICIPALITY, other)
    partner = await county.viewer(Role.PARTNER, "partner:01920000-0000-7000-8000-00000000dead")

    for viewer, sees in ((own, True), (county.coordinator, True), (stranger, False), (partner, False)):
        async with county.record.read(viewer) as reading:
            assert (await reading.get(ref) is not None) is sees
            assert (ref in {stored.ref for stored in await reading.every("decision")}) is sees
            told = {event.ref for event in await reading.history(EventQuery(), after=before)}
            assert (ref in told) is sees
    for viewer in (stranger, partner):
        for command in (CastVote(ref, 1, Vote.YES), RevokeDecision(ref, LATER)):
            # Not even that it may not be done: that would tell that it is there.
            with pytest.raises(NotFound):
                await county.order(command, viewer, reason="x")


async def test_nothing_of_it_is_seen_from_another_county(database: Database, county: County) -> None:
    chamber = await chamber_of(county)
    ref = await chamber.adopted()
    async with opened(database.service_url) as record:
        other = await establish(record, "01060")
        async with record.read(other.coordinator) as reading:
            for kind in ("body", "competence", "decision", "meeting"):
                assert await reading.every(kind) == NONE
            assert await reading.get(ref) is None
        for command in (CastVote(ref, 1, Vote.YES), EndMembership(chamber.body, 1, LATER)):
            with pytest.raises(NotFound):
                await other.order(command)
        with pytest.raises(Problem):
            await other.order(EndCompetence(chamber.holder, 1, LATER))
