"""Drafting, submitting and opening a voting: who is competent, which rule holds, in which way it is decided."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.body.lifecycle import electorate_on
from events.body.rule_terms import BodyRule
from events.body.state import BodyStatutes
from events.competence.names import competence_of
from events.competence.state import Assignment, Competences, Transfer
from events.decider import Rejected
from events.decision.afterlife import OverrideOutcome, VotingOutcomeOverridden
from events.decision.closing import CloseVoting, VotingClosed
from events.decision.drafting import DecisionRevised, DraftDecision, ReviseDecision
from events.decision.subjects import DecisionSubject
from events.decision.submission import (
    DecisionDeferred,
    DecisionResubmitted,
    DecisionSubmitted,
    ResubmitDecision,
    SubmitDecision,
)
from events.decision.voting import OpenVoting
from events.meeting.state import MeetingStatus, MeetingStep
from events.municipal_association import AssociationForm, MunicipalAssociationDissolved, MunicipalAssociationRegistered
from events.voting.outcome import VotingResult
from events.voting.rule import RulePreset
from tests.events.decision.story import (
    ADOPTED,
    AGREEMENT,
    BEGUN,
    CIRCULAR,
    COUNCIL,
    DEADLINE,
    DRAFTED,
    FIRST,
    GROUP,
    HERE,
    LACKING,
    LATER,
    MEETING,
    MEMBERS,
    NO,
    OPENED,
    PRESENT,
    REJECTED,
    RULE,
    SILENT,
    body,
    came_of,
    closed,
    decision,
    drafted,
    of_county,
    opened,
    ruled,
    said,
    sitting,
    state_after,
    there,
)
from tests.spec import TODAY, day, state_of

DRAFT = DraftDecision("Haushalt", "Der Haushalt wird beschlossen.", GROUP, "budget", True, DRAFTED)
plain = drafted(subjects=())
DAY = timedelta(days=1)


def told(**changes: Any) -> DraftDecision:
    return replace(DRAFT, **changes)


# --- Drafting --------------------------------------------------------------------------------------------------

REFUSED = {
    told(body="body:9"): ("NOT_FOUND", "body"),
    told(holder="municipality:99"): ("NOT_FOUND", "holder"),
    told(matter="nothing"): ("NOT_LISTED", "matter"),
    told(matter="past"): ("RETIRED", "matter"),
    told(theme="nothing"): ("NOT_LISTED", "theme"),
    told(theme="peat"): ("RETIRED", "theme"),
    told(on=day("2024-06-02")): ("IN_FUTURE", "on"),
    told(on=day("1999-12-31")): ("NO_SUCH_BODY", "on"),
    told(subjects=(DecisionSubject("agreement:9"),)): ("NOT_FOUND", "subjects"),
    told(subjects=(DecisionSubject("agreement:1", 3),)): ("NOT_FOUND", "subjects"),
    told(subjects=(DecisionSubject(GROUP, 1),)): ("NOT_NUMBERED", "subjects"),
}


@pytest.mark.parametrize("command", REFUSED)
def test_what_cannot_be_drafted(command: DraftDecision) -> None:
    decision().when(command).rejects(*REFUSED[command])


def test_it_is_decided_for_the_one_whose_body_it_is_unless_another_is_named() -> None:
    decision().when(DRAFT).then(plain)
    decision().when(told(holder="municipality:11")).then(replace(plain, holder="municipality:11"))
    subjects = (AGREEMENT, DecisionSubject("agreement:1", 2), DecisionSubject("competence:1", 7))
    decision().when(told(theme="heat", subjects=subjects)).then(replace(plain, theme="heat", subjects=subjects))
    decision().when(told(matter="past", on=day("2009-12-31"))).then(replace(plain, matter="past", on=day("2009-12-31")))


def test_once_submitted_only_title_and_text_are_told_anew() -> None:
    title = ReviseDecision(HERE, "Neu", "Neuer Text.", "budget", True, subjects=(AGREEMENT,))
    event = DecisionRevised("Neu", "Neuer Text.", "budget", True, subjects=(AGREEMENT,))
    decision(*BEGUN).when(title).then(event)
    for change in ({"matter": "heating"}, {"theme": "heat"}, {"subjects": ()}, {"public": False}):
        decision(*BEGUN).when(replace(title, **change)).rejects("NOT_A_DRAFT", "id")
        decision(drafted()).when(replace(title, **change)).then(replace(event, **change))
    decision(drafted()).when(replace(title, matter="past")).rejects("RETIRED", "matter")
    decision(drafted()).when(replace(title, theme="peat")).rejects("RETIRED", "theme")
    decision(drafted()).when(replace(title, subjects=(DecisionSubject("goal:1"),))).rejects("NOT_FOUND", "subjects")
    past = (drafted(matter="past", theme="peat", subjects=(DecisionSubject("goal:1"),)),)
    decision(*past).when(replace(title, matter="past", theme="peat", subjects=(DecisionSubject("goal:1"),))).then(
        replace(event, matter="past", theme="peat", subjects=(DecisionSubject("goal:1"),))
    )


# --- Competence ------------------------------------------------------------------------------------------------

moved = replace(of_county, assigned=(Assignment(1, "budget", "body:3", FIRST),))
foreign = replace(of_county, assigned=(Assignment(1, "budget", COUNCIL, FIRST),))
ended_ = replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, day("2024-02-15")),))
themed = replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, None, ("heat",)),))
transferred = Competences(
    "county:1",
    (),
    (Transfer(1, "municipality:11", "budget", COUNCIL, "agreement:1", FIRST, accepted=FIRST),),
    1,
)


@pytest.mark.parametrize(
    ("competences", "word"),
    [
        (None, "nobody is recorded"),
        (moved, "another body"),
        (foreign, "nobody is recorded"),
        (themed, "theme"),
        (transferred, "no longer in effect"),
    ],
)
def test_only_a_competent_body_is_brought_a_decision(competences: Any, word: str) -> None:
    outcome = decision(drafted(), competence_1=competences, body_3=body()).when(SubmitDecision(HERE, LATER))
    outcome.rejects("NOT_COMPETENT", "on")
    with pytest.raises(Rejected, match=word):
        outcome.decided(outcome.state)


def test_where_a_transfer_is_uncertain_and_no_own_body_recorded_nobody_decides() -> None:
    unseen = decision(drafted(), competence_1=transferred, agreement_1=None)
    with pytest.raises(Rejected, match="not recorded"):
        unseen.when(SubmitDecision(HERE, LATER)).decided(state_after(drafted()))


def test_for_an_association_that_is_dissolved_nobody_decides() -> None:
    association, on = "municipal_association:1", day("2024-04-01")
    dissolved = state_of(
        MunicipalAssociationRegistered("Zweckverband", AssociationForm.ZWECKVERBAND, FIRST),
        MunicipalAssociationDissolved(on),
    )
    theirs = decision(
        drafted(of=association, holder=association),
        competence_1=None,
        body_1=body(of=association),
        municipal_association_1=dissolved,
    )
    theirs = replace(
        theirs, others={**theirs.others, competence_of(association): replace(of_county, holder=association)}
    )
    theirs.when(SubmitDecision(HERE, on - DAY)).then(DecisionSubmitted(on - DAY))
    outcome = theirs.when(SubmitDecision(HERE, on))
    outcome.rejects("NOT_COMPETENT", "on")
    with pytest.raises(Rejected, match="was dissolved"):
        outcome.decided(outcome.state)


def test_the_competence_of_that_very_day_counts() -> None:
    here = decision(drafted(), competence_1=ended_)
    here.when(SubmitDecision(HERE, day("2024-02-15"))).then(DecisionSubmitted(day("2024-02-15")))
    here.when(SubmitDecision(HERE, day("2024-02-16"))).rejects("NOT_COMPETENT", "on")
    decision(*BEGUN, competence_1=ended_).when(OpenVoting(HERE, MEETING, OPENED)).rejects("NOT_COMPETENT", "on")
    decision(*LACKING, competence_1=ended_).when(ResubmitDecision(HERE, LATER)).rejects("NOT_COMPETENT", "on")
    themed_too = decision(drafted(theme="heat"), competence_1=themed)
    themed_too.when(SubmitDecision(HERE, LATER)).then(DecisionSubmitted(LATER))


def test_competence_is_judged_again_where_a_voting_adopts_but_not_where_it_does_not() -> None:
    yes = (*PRESENT, said(1), said(2), said(3))
    decision(*yes, competence_1=ended_).when(CloseVoting(HERE, OPENED)).rejects("NOT_COMPETENT", "on")
    no = (*PRESENT, said(1, NO), said(2, NO), said(3))
    decision(*no, competence_1=ended_).when(CloseVoting(HERE, OPENED)).then(VotingClosed(1, OPENED, came_of(*no)))
    adopts = OverrideOutcome(HERE, VotingResult.ADOPTED, LATER)
    decision(*REJECTED, competence_1=ended_).when(adopts).rejects("NOT_COMPETENT", "result")
    decision(*REJECTED).when(adopts).then(VotingOutcomeOverridden(VotingResult.ADOPTED, LATER))


def test_a_body_that_is_no_more_decides_nothing() -> None:
    gone = body(dissolved=day("2024-02-10"))
    decision(drafted(), body_1=gone).when(SubmitDecision(HERE, day("2024-02-10"))).rejects("NO_SUCH_BODY", "on")
    decision(*BEGUN, body_1=gone).when(OpenVoting(HERE, MEETING, OPENED)).rejects("NO_SUCH_BODY", "on")


def test_what_silence_may_adopt_is_judged_for_its_end_when_it_is_opened() -> None:
    until = replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, DEADLINE),))
    silent = OpenVoting(HERE, SILENT, OPENED, DEADLINE)
    decision(*BEGUN, competence_1=until).when(silent).rejects("NOT_COMPETENT", "deadline")
    before = replace(silent, deadline=day("2024-05-14"))
    decision(*BEGUN, competence_1=until).when(before).then(opened(SILENT, deadline=day("2024-05-14")))


def test_the_successor_of_a_merged_holder_is_competent_from_then_on() -> None:
    old = Competences("municipality:12", (Assignment(1, "budget", GROUP, FIRST),), (), 1)
    new = Competences("municipality:14", (Assignment(1, "budget", GROUP, day("2024-04-01")),), (), 1)
    for of, on in (("municipality:12", day("2024-03-31")), ("municipality:14", day("2024-04-01"))):
        theirs = drafted(of=of, holder="municipality:12")
        here = decision(theirs, competence_12=old, competence_14=new, body_1=body(of=of))
        here.when(SubmitDecision(HERE, on)).then(DecisionSubmitted(on))
    alone = decision(theirs, competence_12=old, body_1=body(of="municipality:12"))
    alone.when(SubmitDecision(HERE, day("2024-04-01"))).rejects("NOT_COMPETENT", "on")


# --- Opening ---------------------------------------------------------------------------------------------------


def test_the_rule_and_the_members_of_that_day_are_kept_with_the_voting() -> None:
    strict = replace(RULE, preset=RulePreset.TWO_THIRDS)
    rules = (
        BodyRule(FIRST, None, RULE),
        BodyRule(FIRST, "budget", strict),
        BodyRule(day("2024-03-02"), "budget", None),
        BodyRule(FIRST, "heating", RULE),
    )
    before, after = OPENED, day("2024-03-02")
    changed = body(replace(MEMBERS[0], until=OPENED), *MEMBERS[1:], rules=rules)
    here = decision(*BEGUN, body_1=changed)
    here.when(OpenVoting(HERE, MEETING, before)).then(opened(rule=strict, electorate=electorate_on(changed, before)))
    later = opened(on=after, electorate=electorate_on(changed, after))
    here.when(OpenVoting(HERE, MEETING, after)).then(later)
    assert len(later.electorate.seats) == 3


OPENINGS: dict[str, tuple[OpenVoting, Any, str, str]] = {
    "no rule": (OpenVoting(HERE, MEETING, OPENED), body(rules=()), "NO_RULE", "mode"),
    "not allowed": (OpenVoting(HERE, CIRCULAR, OPENED), ruled(modes=(MEETING,)), "MODE_NOT_ALLOWED", "mode"),
    "nobody": (OpenVoting(HERE, MEETING, OPENED), body(MEMBERS[4]), "NOBODY_ENTITLED", "mode"),
    "more seats than statutory": (
        OpenVoting(HERE, MEETING, OPENED),
        body(statutes=(BodyStatutes(FIRST, 3),)),
        "STATUTES_TOO_SMALL",
        "mode",
    ),
    "weights without a statutory one": (
        OpenVoting(HERE, MEETING, OPENED),
        body(replace(MEMBERS[0], weight=5), *MEMBERS[1:]),
        "STATUTES_TOO_SMALL",
        "mode",
    ),
    "more weight than statutory": (
        OpenVoting(HERE, MEETING, OPENED),
        body(replace(MEMBERS[0], weight=5), *MEMBERS[1:], statutes=(BodyStatutes(FIRST, 4, 7),)),
        "STATUTES_TOO_SMALL",
        "mode",
    ),
    "no deadline": (OpenVoting(HERE, SILENT, OPENED), body(), "DEADLINE_MISSING", "deadline"),
    "needless deadline": (OpenVoting(HERE, MEETING, OPENED, TODAY), body(), "NO_DEADLINE", "deadline"),
    "reversed": (OpenVoting(HERE, SILENT, OPENED, day("2024-02-29")), body(), "DATES_REVERSED", "deadline"),
    "no meeting": (
        OpenVoting(HERE, CIRCULAR, OPENED, meeting="meeting:1"),
        body(),
        "NO_MEETING",
        "meeting",
    ),
    "unknown meeting": (OpenVoting(HERE, MEETING, OPENED, meeting="meeting:9"), body(), "NOT_FOUND", "meeting"),
    "of another": (OpenVoting(HERE, MEETING, OPENED, meeting="meeting:3"), body(), "OTHER_BODY", "meeting"),
    "secret silence": (OpenVoting(HERE, SILENT, OPENED, TODAY, secret=True), body(), "NOT_SECRET", "secret"),
    "second of nothing": (OpenVoting(HERE, MEETING, OPENED, second_of=1), body(), "NOT_SECOND", "second_of"),
    "too early": (OpenVoting(HERE, MEETING, day("2024-01-31")), body(), "DATES_REVERSED", "on"),
    "ahead": (OpenVoting(HERE, MEETING, day("2024-06-02")), body(), "IN_FUTURE", "on"),
}


@pytest.mark.parametrize("case", OPENINGS)
def test_what_cannot_be_opened(case: str) -> None:
    command, of, code, field = OPENINGS[case]
    decision(*BEGUN, body_1=of).when(command).rejects(code, field)


def test_a_circulation_may_have_no_deadline_and_a_meeting_be_named() -> None:
    decision(*BEGUN).when(OpenVoting(HERE, CIRCULAR, OPENED)).then(opened(CIRCULAR, deadline=None))
    named = OpenVoting(HERE, MEETING, OPENED, meeting="meeting:1", secret=True)
    decision(*BEGUN).when(named).then(opened(meeting="meeting:1", secret=True))
    decision(*BEGUN, opened()).when(OpenVoting(HERE, MEETING, OPENED, secret=True)).rejects("VOTING_OPEN", "id")


MORNING = datetime(2024, 3, 1, 1, tzinfo=UTC)


def test_a_meeting_that_is_named_takes_place_then() -> None:
    named = OpenVoting(HERE, MEETING, OPENED, meeting="meeting:1")
    for held in (sitting(OPENED + DAY), sitting(OPENED - 2 * DAY), sitting(OPENED - 2 * DAY, ends=MORNING - DAY)):
        decision(*BEGUN, meeting_1=held).when(named).rejects("OTHER_DAY", "meeting")
    late = sitting(OPENED - DAY, ends=MORNING - timedelta(hours=4))
    for held in (sitting(OPENED - DAY), late, sitting(OPENED - 2 * DAY, ends=MORNING)):
        decision(*BEGUN, meeting_1=held).when(named).then(opened(meeting="meeting:1"))
    planned = sitting(OPENED, steps=(MeetingStep(MeetingStatus.SCHEDULED, DRAFTED),), invitation=None)
    decision(*BEGUN, meeting_1=planned).when(named).rejects("NOT_INVITED", "meeting")
    off = sitting(OPENED, steps=(MeetingStep(MeetingStatus.CANCELLED, DRAFTED),))
    decision(*BEGUN, meeting_1=off).when(named).rejects("MEETING_CANCELLED", "meeting")


# --- A second meeting ------------------------------------------------------------------------------------------

SECOND = day("2024-04-10")
again = (*LACKING, DecisionResubmitted(day("2024-04-01")))
met = closed(*BEGUN, opened(meeting="meeting:1"), there(1, 2), said(1), said(2))
met_again = (*met, DecisionResubmitted(day("2024-04-01")))


def second(**changes: Any) -> OpenVoting:
    return replace(OpenVoting(HERE, MEETING, SECOND, second_of=1), **changes)


def test_a_second_meeting_follows_on_one_that_lacked_the_quorum() -> None:
    later = opened(number=2, on=SECOND, second_of=1)
    decision(*again).when(second()).then(later)
    voted = (*again, later, there(1), said(1))
    decision(*voted).when(CloseVoting(HERE, SECOND)).then(VotingClosed(2, SECOND, came_of(*voted)))
    assert (came_of(*voted).result, came_of(*voted).quorum_needed) == (VotingResult.ADOPTED, 1)
    decision(*again).when(second(mode=CIRCULAR)).rejects("NOT_SECOND", "second_of")
    decision(*again).when(second(second_of=2)).rejects("NOT_SECOND", "second_of")
    deferred = (*BEGUN, opened(), DecisionDeferred(OPENED), DecisionResubmitted(day("2024-04-01")))
    decision(*deferred).when(second()).rejects("NOT_SECOND", "second_of")


def test_a_second_meeting_is_announced_as_such() -> None:
    announced = opened(number=2, on=SECOND, second_of=1, meeting="meeting:2")
    decision(*met_again).when(second(meeting="meeting:2")).then(announced)
    for other in (sitting(SECOND, "meeting:3"), sitting(SECOND)):
        decision(*met_again, meeting_2=other).when(second(meeting="meeting:2")).rejects("NOT_ANNOUNCED", "second_of")
    decision(*met_again).when(second()).rejects("NOT_ANNOUNCED", "second_of")
    decision(*again, meeting_2=sitting(SECOND)).when(second(meeting="meeting:2")).rejects("NOT_ANNOUNCED", "second_of")
    decision(*again).when(second(meeting="meeting:2")).then(announced)
    same = sitting(OPENED, "meeting:1")
    first = second(meeting="meeting:1", on=OPENED)
    met_at_once = (*met, DecisionResubmitted(OPENED))
    decision(*met_at_once, meeting_1=same).when(first).rejects("NOT_SECOND", "second_of")


def test_what_is_adopted_is_not_opened_again() -> None:
    decision(*ADOPTED).when(OpenVoting(HERE, MEETING, SECOND)).rejects("ADOPTED", "id")
