"""Corrections: what was recorded wrongly is told anew, what comes of it is reckoned again, and all goes together."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from events.body.lifecycle import electorate_on
from events.body.rule_terms import BodyRule
from events.body.state import BodyStatutes
from events.competence.state import Assignment
from events.decision.afterlife import (
    DecisionImplemented,
    DecisionSuperseded,
    Override,
)
from events.decision.correction import CorrectDecision, CorrectedVoting, DecisionCorrected, VotingCorrection
from events.decision.course import DecisionStatus, DecisionStep
from events.decision.follow_ups import DecisionFollowUpAdded, DecisionFollowUpCompleted, FollowUp
from events.decision.lifecycle import status_on
from events.decision.subjects import DecisionSubject
from events.decision.submission import DecisionDeferred, DecisionLapsed, DecisionResubmitted, DeferDecision
from events.decision.votes import ObjectionRaised
from events.values import digest_of
from events.voting.cast import Ballot, Proxy, VoteCount
from events.voting.outcome import VotingResult
from tests.events.decision.story import (
    ABSTAIN,
    ADOPTED,
    AFTER,
    BEGUN,
    BY_CIRCULATION,
    BY_SILENCE,
    CIRCULAR,
    CLOSED,
    DEADLINE,
    DRAFTED,
    ELECTORATE,
    FIRST,
    GROUP,
    HERE,
    LACKING,
    LATER,
    MEMBERS,
    NO,
    OPENED,
    OTHER,
    OVERRIDDEN,
    PRESENT,
    REJECTED,
    RULE,
    SILENCE_OVER,
    SILENT,
    SUBMITTED,
    YES,
    adopted_elsewhere,
    body,
    closed,
    decision,
    drafted,
    ended,
    of_county,
    opened,
    said,
    state_after,
    there,
)
from tests.spec import EVENT, TODAY, day

DAY = timedelta(days=1)
S = DecisionStatus


def correct(**told: Any) -> CorrectDecision:
    return CorrectDecision(HERE, EVENT, **told)


def voting(number: int = 1, **told: Any) -> VotingCorrection:
    """The voting as in the story: one, two and three there, two for it."""
    usual: dict[str, Any] = {
        "attendance": (1, 2, 3), "ballots": (Ballot(1, YES), Ballot(2, YES), Ballot(3, NO))
    }  # fmt: skip
    return VotingCorrection(number, **{**usual, **told})


def event_of(told: VotingCorrection, **frozen: Any) -> CorrectedVoting:
    held = {"rule": RULE, "electorate": ELECTORATE, **frozen}
    said_ = {name: getattr(told, name) for name in CorrectedVoting.__dataclass_fields__ if name not in held}
    return CorrectedVoting(**said_, **held)


def steps(*told: tuple[DecisionStatus, date]) -> tuple[DecisionStep, ...]:
    return tuple(DecisionStep(*each) for each in told)


BEFORE = ((S.DRAFT, DRAFTED), (S.SUBMITTED, SUBMITTED))
MET = (*BEFORE, (S.VOTING, OPENED))


# --- Words -----------------------------------------------------------------------------------------------------


def test_words_matter_and_subjects_are_told_anew() -> None:
    told: dict[str, Any] = {"title": "Neu", "text": "Neuer Text.", "theme": "heat", "subjects": (), "public": False}
    decision(*ADOPTED).when(correct(**told)).then(DecisionCorrected(EVENT, **told))
    after = state_after(*ADOPTED, DecisionCorrected(EVENT, **told))
    assert (after.title, after.text, after.theme, after.subjects) == ("Neu", digest_of("Neuer Text."), "heat", ())
    assert not after.public
    without = DecisionCorrected(EVENT, theme_withdrawn=True)
    decision(drafted(theme="heat")).when(correct(theme_withdrawn=True)).then(without)
    assert state_after(drafted(theme="heat"), without).theme is None


WORDS: list[tuple[dict[str, Any], str, str]] = [
    ({"matter": "nothing"}, "NOT_LISTED", "matter"),
    ({"matter": "past"}, "RETIRED", "matter"),
    ({"matter": "heating"}, "NOT_COMPETENT", "matter"),
    ({"theme": "nothing"}, "NOT_LISTED", "theme"),
    ({"theme": "heat", "theme_withdrawn": True}, "CONTRADICTION", "theme_withdrawn"),
    ({"subjects": (DecisionSubject("goal:1"),)}, "NOT_FOUND", "subjects"),
    ({"steps": ()}, "EMPTY", "steps"),
    ({"steps": steps((S.SUBMITTED, OPENED))}, "NOT_IN_ORDER", "steps"),
    ({"steps": steps(*MET, (S.REJECTED, CLOSED))}, "NOT_IN_ORDER", "steps"),
    ({"steps": steps(*MET, (S.ADOPTED, CLOSED), (S.REVOKED, LATER))}, "NOT_IN_ORDER", "steps"),
    ({"steps": steps((S.DRAFT, OPENED), (S.SUBMITTED, SUBMITTED))}, "DATES_REVERSED", "steps"),
    ({"steps": steps(*MET, (S.ADOPTED, TODAY + DAY))}, "IN_FUTURE", "steps"),
    ({"steps": steps((S.DRAFT, day("1990-01-01")), (S.SUBMITTED, day("1990-01-01")))}, "NO_SUCH_BODY", "steps"),
    ({"superseded_by": OTHER}, "NOT_SUPERSEDED", "superseded_by"),
    ({"votings": (voting(2),)}, "NOT_FOUND", "votings"),
    ({"votings": (voting(), voting(attendance=(1, 2)))}, "NOT_IN_ORDER", "votings"),
    ({"votings": (voting(),), "steps": steps(*BEFORE)}, "NOT_FOUND", "votings"),
    ({"follow_ups": (FollowUp(1, "Bericht", "partner:1", LATER),)}, "NOT_IN_ORDER", "follow_ups"),
]


@pytest.mark.parametrize(("told", "code", "field"), WORDS)
def test_what_a_correction_cannot_say(told: dict[str, Any], code: str, field: str) -> None:
    decision(*ADOPTED).when(correct(**told)).rejects(code, field)


def test_another_matter_is_judged_as_if_it_had_been_so() -> None:
    both = replace(of_county, assigned=(*of_county.assigned[:1], Assignment(2, "heating", GROUP, FIRST, LATER)))
    told = correct(matter="heating")
    decision(*ADOPTED, competence_1=both).when(told).then(DecisionCorrected(EVENT, matter="heating"))
    ended_ = replace(both, assigned=(both.assigned[0], Assignment(2, "heating", GROUP, FIRST, SUBMITTED)))
    decision(*ADOPTED, competence_1=ended_).when(told).rejects("NOT_COMPETENT", "matter")
    decision(drafted(), competence_1=ended_).when(told).then(DecisionCorrected(EVENT, matter="heating"))
    themed = correct(theme="heat")
    only = replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, None, ("mobility",)),))
    decision(*ADOPTED, competence_1=only).when(themed).rejects("NOT_COMPETENT", "theme")


# --- The course ------------------------------------------------------------------------------------------------


def test_days_of_the_course_are_those_of_its_votings() -> None:
    moved = steps((S.DRAFT, DRAFTED), (S.SUBMITTED, SUBMITTED + DAY), (S.VOTING, OPENED - DAY), (S.ADOPTED, OPENED))
    decision(*ADOPTED).when(correct(steps=moved)).then(DecisionCorrected(EVENT, steps=moved))
    after = state_after(*ADOPTED, DecisionCorrected(EVENT, steps=moved))
    assert (after.votings[0].opened, after.votings[0].closed) == (OPENED - DAY, OPENED)
    assert after.votings[0].outcome == ADOPTED[-1].outcome
    assert after.steps == moved


def test_a_voting_that_comes_to_another_day_or_matter_is_held_by_what_held_then_or_told_anew() -> None:
    moved = steps((S.DRAFT, DRAFTED), (S.SUBMITTED, SUBMITTED), (S.VOTING, OPENED + DAY), (S.ADOPTED, OPENED + DAY))
    left = body(replace(MEMBERS[2], until=OPENED), *MEMBERS[:2], MEMBERS[3])
    here = decision(*ADOPTED, body_1=left)
    here.when(correct(steps=moved)).rejects("TAKE_ANEW", "steps")
    others = voting(attendance=(1, 2, 4), ballots=(Ballot(1, YES), Ballot(2, YES), Ballot(4, NO)), anew=True)
    three = electorate_on(left, OPENED + DAY)
    told = DecisionCorrected(EVENT, steps=moved, votings=(event_of(others, electorate=three),))
    here.when(correct(steps=moved, votings=(others,))).then(told)
    stricter = replace(RULE, quorum=None)
    ruled = body(rules=(BodyRule(FIRST, None, RULE), BodyRule(FIRST, "heating", stricter)))
    both = replace(of_county, assigned=(*of_county.assigned[:1], Assignment(2, "heating", GROUP, FIRST)))
    heating = decision(*ADOPTED, body_1=ruled, competence_1=both)
    heating.when(correct(matter="heating")).rejects("TAKE_ANEW", "matter")
    anew = voting(anew=True)
    told = DecisionCorrected(EVENT, matter="heating", votings=(event_of(anew, rule=stricter),))
    heating.when(correct(matter="heating", votings=(anew,))).then(told)


def test_a_circulation_is_not_closed_before_all_have_answered_or_its_deadline() -> None:
    asked = opened(CIRCULAR, deadline=DEADLINE)
    over = closed(*BEGUN, asked, said(1), said(2), said(3), on=DEADLINE)
    early = steps(*MET, (S.ADOPTED, DEADLINE - DAY))
    decision(*over).when(correct(steps=early)).rejects("BEFORE_DEADLINE", "steps")
    late = steps(*MET, (S.ADOPTED, DEADLINE + DAY))
    decision(*over).when(correct(steps=late)).then(DecisionCorrected(EVENT, steps=late))
    all_said = closed(*BEGUN, asked, said(1), said(2), said(3), said(4), on=DEADLINE)
    decision(*all_said).when(correct(steps=early)).then(DecisionCorrected(EVENT, steps=early))


def test_a_deadline_is_put_where_the_body_is_competent_still() -> None:
    until = replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, day("2024-06-20")),))
    here = decision(*BEGUN, opened(SILENT, deadline=day("2024-06-10")), competence_1=until)
    later, soon = (VotingCorrection(1, deadline=day(on)) for on in ("2024-07-01", "2024-06-15"))
    here.when(correct(votings=(later,))).rejects("NOT_COMPETENT", "votings")
    here.when(correct(votings=(soon,))).then(DecisionCorrected(EVENT, votings=(event_of(soon),)))
    both = replace(of_county, assigned=(until.assigned[0], Assignment(2, "heating", GROUP, FIRST, day("2024-06-05"))))
    heating = decision(*BEGUN, opened(SILENT, deadline=day("2024-06-10")), competence_1=both)
    heating.when(correct(matter="heating")).rejects("NOT_COMPETENT", "matter")


def test_a_voting_is_opened_on_a_day_on_which_the_body_is_competent() -> None:
    until = replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, OPENED),))
    moved = steps(*BEFORE, (S.VOTING, OPENED + DAY))
    decision(*BEGUN, opened(), competence_1=until).when(correct(steps=moved)).rejects("NOT_COMPETENT", "steps")


def test_votes_that_came_on_a_day_are_in_time_and_before_the_end() -> None:
    answered = replace(said(1), on=day("2024-05-10"))
    asked = (*BEGUN, opened(CIRCULAR, deadline=DEADLINE), answered)
    earlier = VotingCorrection(1, deadline=day("2024-05-09"), ballots=(Ballot(1, YES),))
    decision(*asked).when(correct(votings=(earlier,))).rejects("DEADLINE_OVER", "votings")
    none = replace(earlier, ballots=())
    decision(*asked).when(correct(votings=(none,))).then(DecisionCorrected(EVENT, votings=(event_of(none),)))
    assert state_after(*asked, DecisionCorrected(EVENT, votings=(event_of(none),))).votings[0].answered is None
    decision(*asked).when(DeferDecision(HERE, day("2024-05-09"))).rejects("DATES_REVERSED", "on")
    decision(*asked).when(DeferDecision(HERE, day("2024-05-10"))).then(DecisionDeferred(day("2024-05-10")))
    over = closed(*asked, *(replace(said(n), on=day("2024-05-10")) for n in (2, 3, 4)), on=DEADLINE)
    early = steps(*MET, (S.ADOPTED, day("2024-05-09")))
    decision(*over).when(correct(steps=early)).rejects("DATES_REVERSED", "steps")


def test_a_ballot_that_was_secret_is_told_by_name_in_public_no_more() -> None:
    secret = voting(ballots=(), count=VoteCount(2, 1), secret=True)
    decision(*ADOPTED).when(correct(votings=(secret,))).rejects("NAMES_TOLD", "votings")
    shut = DecisionCorrected(EVENT, public=False, votings=(event_of(secret),))
    decision(*ADOPTED).when(correct(votings=(secret,), public=False)).then(shut)
    hidden = (drafted(public=False), *ADOPTED[1:])
    decision(*hidden).when(correct(votings=(secret,))).then(DecisionCorrected(EVENT, votings=(event_of(secret),)))


def test_last_steps_that_never_happened_are_left_out_with_all_that_belongs_to_them() -> None:
    superseded = (*ADOPTED, DecisionSuperseded(OTHER, LATER))
    adopted = DecisionCorrected(EVENT, steps=steps(*MET, (S.ADOPTED, CLOSED)))
    decision(*superseded).when(correct(steps=adopted.steps)).then(adopted)
    assert state_after(*superseded, adopted).superseded_by is None
    open_ = DecisionCorrected(EVENT, steps=steps(*MET))
    decision(*ADOPTED).when(correct(steps=open_.steps)).then(open_)
    after = state_after(*ADOPTED, open_)
    assert (after.votings[0].closed, after.votings[0].outcome) == (None, None)
    assert after == state_after(*ADOPTED[:-1])
    never = DecisionCorrected(EVENT, steps=steps(*BEFORE))
    decision(*OVERRIDDEN).when(correct(steps=never.steps)).then(never)
    assert state_after(*OVERRIDDEN, never).votings == ()
    not_overridden = DecisionCorrected(EVENT, steps=adopted.steps)
    decision(*OVERRIDDEN).when(correct(steps=adopted.steps)).then(not_overridden)
    assert state_after(*OVERRIDDEN, not_overridden) == state_after(*ADOPTED)


def test_an_override_keeps_its_day_in_step() -> None:
    moved = steps(*MET, (S.ADOPTED, CLOSED), (S.REJECTED, LATER + DAY))
    decision(*OVERRIDDEN).when(correct(steps=moved)).then(DecisionCorrected(EVENT, steps=moved))
    after = state_after(*OVERRIDDEN, DecisionCorrected(EVENT, steps=moved))
    assert after.votings[0].override == Override(VotingResult.REJECTED, LATER + DAY)


def test_a_voting_broken_off_stays_so() -> None:
    for end in (DecisionDeferred(OPENED), DecisionLapsed(OPENED)):
        broken = (*PRESENT, end)
        status = state_after(*broken).steps[-1].status
        moved = steps(*MET, (status, LATER))
        decision(*broken).when(correct(steps=moved)).then(DecisionCorrected(EVENT, steps=moved))
        after = state_after(*broken, DecisionCorrected(EVENT, steps=moved)).votings[0]
        assert (after.closed, after.outcome) == (LATER, None)


def test_the_decision_that_took_its_place_is_told_anew() -> None:
    superseded = (*ADOPTED, DecisionSuperseded(OTHER, LATER))
    here = decision(*superseded, decision_3=adopted_elsewhere(), decision_4=adopted_elsewhere(TODAY))
    here.when(correct(superseded_by="decision:3")).then(DecisionCorrected(EVENT, superseded_by="decision:3"))
    here.when(correct(superseded_by="decision:4")).rejects("NOT_ADOPTED", "superseded_by")
    early = steps(*MET, (S.ADOPTED, CLOSED), (S.SUPERSEDED, LATER - DAY))
    late = decision(*superseded, decision_2=adopted_elsewhere(LATER))
    late.when(correct(steps=early)).rejects("NOT_ADOPTED", "steps")
    # What is not touched is not judged again, as where the other was revoked since.
    gone = decision(*superseded, decision_2=state_after(*REJECTED))
    gone.when(correct(title="Neu")).then(DecisionCorrected(EVENT, title="Neu"))


# --- Votings ---------------------------------------------------------------------------------------------------


def test_what_comes_of_a_corrected_voting_is_reckoned_again_and_its_step_says_so() -> None:
    told = voting(ballots=(Ballot(3, NO), Ballot(2, NO), Ballot(1, YES)), attendance=(3, 2, 1))
    ordered = replace(told, ballots=(Ballot(1, YES), Ballot(2, NO), Ballot(3, NO)), attendance=(1, 2, 3))
    event = DecisionCorrected(EVENT, votings=(event_of(ordered),))
    decision(*ADOPTED).when(correct(votings=(told,))).then(event)
    after = state_after(*ADOPTED, event)
    assert after.steps == steps(*MET, (S.REJECTED, CLOSED))
    assert after.votings[0].outcome == REJECTED[-1].outcome
    assert status_on(after, TODAY) == "REJECTED"


def test_what_followed_must_go_with_it() -> None:
    done = (*ADOPTED, DecisionImplemented(LATER))
    against = voting(ballots=(Ballot(1, NO),))
    decision(*done).when(correct(votings=(against,))).rejects("NOT_IN_ORDER", "votings")
    less = steps(*MET, (S.ADOPTED, CLOSED))
    event = DecisionCorrected(EVENT, steps=less, votings=(event_of(against),))
    decision(*done).when(correct(votings=(against,), steps=less)).then(event)
    overridden = correct(votings=(against,))
    decision(*OVERRIDDEN).when(overridden).rejects("NOT_IN_ORDER", "votings")
    still = voting(attendance=(1,), ballots=())
    decision(*OVERRIDDEN).when(correct(votings=(still,))).then(DecisionCorrected(EVENT, votings=(event_of(still),)))


def test_a_correction_that_adopts_asks_who_is_competent() -> None:
    for_it = voting()
    event = DecisionCorrected(EVENT, votings=(event_of(for_it),))
    decision(*REJECTED).when(correct(votings=(for_it,))).then(event)
    until = replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, SUBMITTED),))
    decision(*REJECTED, competence_1=until).when(correct(votings=(for_it,))).rejects("NOT_COMPETENT", "votings")


def test_an_objection_that_came_in_time_and_was_recorded_late_stops_silence_after_all() -> None:
    event = ended(*SILENCE_OVER)
    objected = VotingCorrection(1, deadline=DEADLINE, objections=(2,))
    told = DecisionCorrected(EVENT, votings=(event_of(objected),))
    decision(*SILENCE_OVER).when(correct(votings=(objected,))).then(event, told)
    decision(*SILENCE_OVER, event).when(correct(votings=(objected,))).then(told)
    after = state_after(*SILENCE_OVER, event, told)
    assert after.steps[-1] == DecisionStep(S.REJECTED, AFTER)


def test_the_end_of_a_silent_procedure_moves_with_its_deadline() -> None:
    silence = (*SILENCE_OVER, ended(*SILENCE_OVER))
    later = VotingCorrection(1, deadline=LATER)
    decision(*silence).when(correct(votings=(later,))).then(DecisionCorrected(EVENT, votings=(event_of(later),)))
    after = state_after(*silence, DecisionCorrected(EVENT, votings=(event_of(later),)))
    assert (after.steps[-1], after.votings[0].closed) == (DecisionStep(S.ADOPTED, LATER + DAY), LATER + DAY)
    ahead = VotingCorrection(1, deadline=TODAY)
    decision(*silence).when(correct(votings=(ahead,))).rejects("IN_FUTURE", "votings")
    open_ = DecisionCorrected(EVENT, steps=steps(*MET), votings=(event_of(ahead),))
    decision(*silence).when(correct(votings=(ahead,), steps=steps(*MET))).then(open_)
    assert status_on(state_after(*silence, open_), TODAY) == "VOTING"
    decision(*silence).when(correct(steps=steps(*MET))).rejects("BY_DEADLINE", "steps")
    none = VotingCorrection(1)
    decision(*silence).when(correct(votings=(none,))).rejects("DEADLINE_MISSING", "votings")


def test_rule_and_members_stay_unless_they_are_taken_anew() -> None:
    now = body(replace(MEMBERS[0], since=SUBMITTED), *MEMBERS[1:4], replace(MEMBERS[4], voting=True, party="partner:2"))
    now = replace(now, statutes=(BodyStatutes(FIRST, 5),))
    five = electorate_on(now, OPENED)
    with_five = voting(attendance=(1, 2, 3, 5))
    here = decision(*ADOPTED, body_1=now)
    here.when(correct(votings=(with_five,))).rejects("NOT_ENTITLED", "votings")
    anew = replace(with_five, anew=True)
    event = DecisionCorrected(EVENT, votings=(event_of(anew, electorate=five),))
    here.when(correct(votings=(anew,))).then(event)
    assert state_after(*ADOPTED, event).entitled == ("municipality:11", "municipality:12", "partner:1", "partner:2")
    fewer = body(*MEMBERS[:2], MEMBERS[3])
    two = voting(attendance=(1, 2, 4), ballots=(Ballot(1, YES), Ballot(2, YES), Ballot(4, NO)), anew=True)
    corrected = DecisionCorrected(EVENT, votings=(event_of(two, electorate=electorate_on(fewer, OPENED)),))
    decision(*ADOPTED, body_1=fewer).when(correct(votings=(two,))).then(corrected)
    assert state_after(*ADOPTED, corrected).entitled == ("municipality:11", "municipality:12")
    none = decision(*ADOPTED, body_1=body(rules=()))
    none.when(correct(votings=(replace(voting(), anew=True),))).rejects("NO_RULE", "votings")


circular = closed(*BY_CIRCULATION, said(1), said(2), said(3), said(4), on=LATER)
no_abstention = (*BEGUN, opened(rule=replace(RULE, abstention=False)), there(1, 2, 3))
no_proxies = (*BEGUN, opened(rule=replace(RULE, proxies=False)), there(1, 2, 3))
BAD: dict[str, tuple[tuple[Any, ...], VotingCorrection, str]] = {
    "there without right": (ADOPTED, voting(attendance=(1, 2, 3, 5)), "NOT_ENTITLED"),
    "conflict of nobody": (ADOPTED, voting(conflicts=(9,)), "NOT_ENTITLED"),
    "votes with a conflict": (ADOPTED, voting(conflicts=(1,)), "CONFLICT"),
    "votes twice": (ADOPTED, voting(ballots=(Ballot(1, YES), Ballot(1, NO))), "TWICE"),
    "gives twice": (ADOPTED, voting(proxies=(Proxy(4, 1), Proxy(4, 2))), "TWICE"),
    "passes on": (ADOPTED, voting(attendance=(2, 3), ballots=(), proxies=(Proxy(4, 1), Proxy(1, 2))), "PASSED_ON"),
    "gives while there": (ADOPTED, voting(proxies=(Proxy(1, 2),)), "PASSED_ON"),
    "proxies where there are none": (no_proxies, voting(proxies=(Proxy(4, 1),)), "NO_PROXIES"),
    "votes of nobody there": (ADOPTED, voting(attendance=(1, 2)), "NOT_PRESENT"),
    "abstains where none may": (no_abstention, voting(ballots=(Ballot(1, ABSTAIN),)), "NO_ABSTENTION"),
    "by name and counted": (ADOPTED, voting(count=VoteCount(2, 1)), "CONTRADICTION"),
    "by name and secret": (ADOPTED, voting(secret=True), "CONTRADICTION"),
    "counted too many": (ADOPTED, voting(ballots=(), count=VoteCount(4, 0)), "COUNT_TOO_HIGH"),
    "objection in a meeting": (ADOPTED, voting(objections=(4,)), "OTHER_MODE"),
    "agreement in a meeting": (ADOPTED, voting(agreeing=(4,)), "OTHER_MODE"),
    "deadline in a meeting": (ADOPTED, voting(deadline=LATER), "NO_DEADLINE"),
    "there in a circulation": (circular, voting(ballots=()), "OTHER_MODE"),
    "votes in silence": (BY_SILENCE, voting(attendance=(), deadline=LATER), "OTHER_MODE"),
    "another body's meeting": (ADOPTED, voting(meeting="meeting:3"), "OTHER_BODY"),
    "no such meeting": (ADOPTED, voting(meeting="meeting:9"), "NOT_FOUND"),
    "second of itself": (ADOPTED, voting(second_of=1), "NOT_SECOND"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_corrected_voting_is_such_as_could_have_been(case: str) -> None:
    events, told, code = BAD[case]
    decision(*events).when(correct(votings=(told,))).rejects(code, "votings")


def test_with_proxies_counts_and_agreement_a_voting_can_have_been_too() -> None:
    possible: list[tuple[tuple[Any, ...], VotingCorrection]] = [
        (ADOPTED, voting(proxies=(Proxy(4, 1),), ballots=(Ballot(1, YES), Ballot(4, YES)))),
        (ADOPTED, voting(ballots=(), count=VoteCount(2, 1))),
        (ADOPTED, voting(conflicts=(4,), meeting="meeting:1")),
        (PRESENT, voting()),
    ]
    for events, told in possible:
        decision(*events).when(correct(votings=(told,))).then(DecisionCorrected(EVENT, votings=(event_of(told),)))


def test_a_meeting_that_was_named_is_not_judged_again_with_other_corrections() -> None:
    met = closed(*BEGUN, opened(meeting="meeting:3"), there(1, 2, 3), said(1), said(2))
    decision(*met).when(correct(title="Neu")).then(DecisionCorrected(EVENT, title="Neu"))
    moved = steps((S.DRAFT, DRAFTED), (S.SUBMITTED, SUBMITTED), (S.VOTING, OPENED - DAY), (S.ADOPTED, CLOSED))
    decision(*met).when(correct(steps=moved)).rejects("OTHER_BODY", "steps")


def test_of_two_votings_one_can_be_put_right() -> None:
    again = (*LACKING, DecisionResubmitted(day("2024-04-01")), opened(number=2, on=LATER, second_of=1), there(1))
    first = VotingCorrection(1, attendance=(1, 2, 3))
    decision(*again).when(correct(votings=(first,))).rejects("NOT_IN_ORDER", "votings")
    second = VotingCorrection(2, attendance=(2,), second_of=1)
    decision(*again).when(correct(votings=(second,))).then(DecisionCorrected(EVENT, votings=(event_of(second),)))
    usual = VotingCorrection(2, attendance=(2,))
    decision(*again).when(correct(votings=(usual,))).then(DecisionCorrected(EVENT, votings=(event_of(usual),)))


# --- Follow-up tasks -------------------------------------------------------------------------------------------

task = DecisionFollowUpAdded(1, "Bericht", "partner:1", LATER)
done = FollowUp(1, "Bericht", "partner:1", LATER, LATER)


def test_follow_up_tasks_are_told_anew_as_many_as_there_are() -> None:
    with_task = (*ADOPTED, task)
    told = (replace(done, party="municipality:11"),)
    decision(*with_task).when(correct(follow_ups=told)).then(DecisionCorrected(EVENT, follow_ups=told))
    for bad, code in (
        (replace(done, party="partner:9"), "NOT_FOUND"),
        (replace(done, completed=CLOSED - DAY), "DATES_REVERSED"),
        (replace(done, completed=TODAY + DAY), "IN_FUTURE"),
    ):
        decision(*with_task).when(correct(follow_ups=(bad,))).rejects(code, "follow_ups")
    decision(*REJECTED, task).when(correct(follow_ups=(done,))).rejects("NOT_ADOPTED", "follow_ups")
    undone = replace(done, completed=None)
    completed = (*with_task, DecisionFollowUpCompleted(1, LATER))
    decision(*completed).when(correct(follow_ups=(undone,))).then(DecisionCorrected(EVENT, follow_ups=(undone,)))
    carried_out = (*completed, DecisionImplemented(LATER))
    decision(*carried_out).when(correct(follow_ups=(undone,))).rejects("FOLLOW_UPS_OPEN", "follow_ups")
    early = steps(*MET, (S.ADOPTED, CLOSED), (S.IMPLEMENTED, LATER - DAY))
    decision(*carried_out).when(correct(steps=early)).rejects("FOLLOW_UPS_OPEN", "steps")
    decision(*completed).when(correct(steps=steps(*MET))).rejects("NOT_ADOPTED", "steps")


def test_a_correction_that_silence_came_before_says_both() -> None:
    objected = (*SILENCE_OVER, ObjectionRaised(2, OPENED))
    told = correct(title="Neu")
    decision(*objected).when(told).then(ended(*objected), DecisionCorrected(EVENT, title="Neu"))
