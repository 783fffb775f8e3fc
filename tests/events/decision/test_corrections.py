"""Corrections of decisions: acts are told again, what comes of a voting is reckoned again, and all goes together."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from events.body.lifecycle import electorate_on
from events.body.rule_terms import BodyRule
from events.competence.state import Assignment
from events.correction import ActCorrection
from events.decision.afterlife import (
    DecisionImplemented,
    DecisionSuperseded,
    ImplementDecision,
    SupersedeDecision,
)
from events.decision.closing import CloseVoting, VotingClosed
from events.decision.drafting import DraftDecision
from events.decision.follow_ups import (
    AddFollowUp,
    CompleteFollowUp,
    DecisionFollowUpAdded,
    DecisionFollowUpCompleted,
)
from events.decision.lifecycle import status_on
from events.decision.parties import DecisionPartiesChanged
from events.decision.presence import RecordPresence
from events.decision.submission import DecisionResubmitted, DecisionSubmitted, SubmitDecision
from events.decision.votes import CastVote, ObjectionRaised, RaiseObjection, RecordCount, VoteCast, VotesCounted
from events.decision.voting import OpenVoting
from events.retelling import CannotFollow
from events.voting.cast import VoteCount
from tests.events.decision.story import (
    ADOPTED,
    AGREEMENT,
    BEGUN,
    CIRCULAR,
    CLOSED,
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
    OTHER,
    OVERRIDDEN,
    PARTIES,
    RULE,
    SILENCE_OVER,
    SILENT,
    SUBMITTED,
    YES,
    adopted_elsewhere,
    body,
    came_of,
    closed,
    council,
    decision,
    drafted,
    ended,
    of_county,
    opened,
    said,
    there,
)
from tests.spec import TODAY, Correction, at, day

DAY = timedelta(days=1)
DRAFT = DraftDecision(
    "Haushalt", "Der Haushalt wird beschlossen.", GROUP, "budget", True, DRAFTED, subjects=(AGREEMENT,)
)


def retold(events: tuple[Any, ...], *told: tuple[int, Any], **others: Any) -> Correction:
    """These events have happened, and some of them, by their places, are told again; None: it never happened."""
    acts = (ActCorrection(at(place), instead) for place, instead in told)
    return decision(*events, **others).corrected(*acts)


def stops(correction: Correction, place: int) -> None:
    """The correction is refused, and names the later event with this place."""
    refused = correction.rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert refused.event == at(place)


# --- Words, matter, body ---------------------------------------------------------------------------------------


def test_words_and_subjects_are_told_otherwise_and_all_else_stands() -> None:
    told: dict[str, Any] = {"title": "Neu", "text": "Neuer Text.", "theme": "heat", "subjects": (), "public": False}
    retold(ADOPTED, (0, replace(DRAFT, **told))).stands(drafted(**told), *ADOPTED[1:])


def test_another_matter_stands_where_the_body_was_competent_for_it_and_had_the_same_rule() -> None:
    both = replace(of_county, assigned=(*of_county.assigned[:1], Assignment(2, "heating", GROUP, FIRST, LATER)))
    heating = (0, replace(DRAFT, matter="heating"))
    retold(ADOPTED, heating, competence_1=both).stands(drafted(matter="heating"), *ADOPTED[1:])
    stops(retold(ADOPTED, heating), 1)
    ended_ = replace(both, assigned=(both.assigned[0], Assignment(2, "heating", GROUP, FIRST, SUBMITTED)))
    stops(retold(ADOPTED, heating, competence_1=ended_), 2)

    stricter = replace(RULE, quorum=None)
    ruled = body(rules=(BodyRule(FIRST, None, RULE), BodyRule(FIRST, "heating", stricter)))
    stops(retold(ADOPTED, heating, competence_1=both, body_1=ruled), 2)
    before = (drafted(matter="heating"), ADOPTED[1], opened(rule=stricter), *ADOPTED[3:-1])
    open_again, close_again = (2, OpenVoting(HERE, MEETING, OPENED)), (len(ADOPTED) - 1, CloseVoting(HERE, CLOSED))
    here = retold(ADOPTED, heating, open_again, close_again, competence_1=both, body_1=ruled)
    here.stands(*before, VotingClosed(1, CLOSED, came_of(*before)))


def test_another_body_is_told_with_all_that_froze_its_rules_and_members() -> None:
    theirs = replace(DRAFT, body=COUNCIL, holder="municipality:11")
    stops(retold(ADOPTED, (0, theirs)), 2)
    acts = (
        (2, OpenVoting(HERE, MEETING, OPENED)),
        (3, RecordPresence(HERE, (1,))),
        (5, None),
        (6, None),
        (len(ADOPTED) - 1, CloseVoting(HERE, CLOSED)),
    )
    of_council = {"body": COUNCIL, "of": "municipality:11", "holder": "municipality:11", "parties": ()}
    held = opened(electorate=electorate_on(council, OPENED))
    before = (drafted(**of_council), ADOPTED[1], held, there(1), said(1))
    correction = retold(ADOPTED, (0, theirs), *acts)
    correction.stands(*before, VotingClosed(1, CLOSED, came_of(*before)))
    after = correction.decided().after
    assert (after.of, after.entitled, status_on(after, TODAY)) == ("municipality:11", (), "ADOPTED")


def test_another_holder_is_told_where_the_body_is_competent_for_it() -> None:
    stops(retold(ADOPTED, (0, replace(DRAFT, holder="municipality:11"))), 1)
    theirs = (drafted(holder="municipality:11"), *ADOPTED[1:])
    retold(theirs, (0, DRAFT)).stands(*ADOPTED)


def test_whom_the_body_represents_is_told_anew_with_every_act_that_follows() -> None:
    others = DecisionPartiesChanged("county:1", ("municipality:11", "partner:9"))
    begun = (drafted(parties=("partner:9",)), others, DecisionSubmitted(SUBMITTED))
    entries = decision(*begun).corrected(ActCorrection(at(0), replace(DRAFT, body=COUNCIL, holder="municipality:11")))
    # The second and the third event are of one act.
    first, second, third = entries.entries
    entries = replace(entries, entries=(first, second, replace(third, act=second.act)))
    theirs = drafted(body=COUNCIL, of="municipality:11", holder="municipality:11", parties=())
    entries.stands(theirs, DecisionSubmitted(SUBMITTED))


def test_a_correction_tells_whom_the_body_represents_now_too() -> None:
    former = (drafted(public=False, parties=("municipality:11", "partner:9")), DecisionSubmitted(SUBMITTED))
    whose = DecisionPartiesChanged("county:1", PARTIES)
    retold(former, (1, SubmitDecision(HERE, DRAFTED))).stands(former[0], whose, DecisionSubmitted(DRAFTED))
    assert retold(former, (1, None)).decided().besides == (whose,)
    assert retold(former, (1, None), body_1=body(dissolved=LATER)).decided().besides == ()
    mistaken = tuple(replace(event, of="municipality:13") if n == 0 else event for n, event in enumerate(ADOPTED))
    new = retold(mistaken, (len(ADOPTED) - 1, None))
    assert new.decided().besides == (whose,)


# --- The course ------------------------------------------------------------------------------------------------


def test_days_of_the_course_are_told_otherwise_in_one_go() -> None:
    days = (SUBMITTED + DAY, OPENED - DAY, OPENED)
    told = (
        (1, SubmitDecision(HERE, days[0])),
        (2, OpenVoting(HERE, MEETING, days[1])),
        (len(ADOPTED) - 1, CloseVoting(HERE, days[2])),
    )
    moved = (drafted(), DecisionSubmitted(days[0]), opened(on=days[1]), *ADOPTED[3:-1])
    retold(ADOPTED, *told).stands(*moved, VotingClosed(1, days[2], came_of(*moved)))
    late = (1, SubmitDecision(HERE, OPENED + DAY))
    stops(retold(ADOPTED, late), 2)
    code = "acts.0.instead.submitDecision.on"
    retold(ADOPTED, (1, SubmitDecision(HERE, DRAFTED - DAY))).rejects("DATES_REVERSED", code)
    retold(ADOPTED, (1, SubmitDecision(HERE, TODAY + DAY))).rejects("IN_FUTURE", code)


def test_a_voting_that_comes_to_another_day_is_held_by_those_who_were_members_then() -> None:
    left = body(replace(MEMBERS[2], until=OPENED), *MEMBERS[:2], MEMBERS[3])
    moved = (2, OpenVoting(HERE, MEETING, OPENED + DAY))
    close = (len(ADOPTED) - 1, CloseVoting(HERE, OPENED + DAY))
    stops(retold(ADOPTED, moved, close, body_1=left), 3)
    others = ((3, RecordPresence(HERE, (1, 2, 4))), (6, CastVote(HERE, 4, NO)))
    three = opened(on=OPENED + DAY, electorate=electorate_on(left, OPENED + DAY))
    before = (*BEGUN, three, there(1, 2, 4), said(1), said(2), said(4, NO))
    here = retold(ADOPTED, moved, *others, close, body_1=left)
    here.stands(*before, VotingClosed(1, OPENED + DAY, came_of(*before)))


def test_last_steps_that_never_happened_are_withdrawn() -> None:
    superseded = (*ADOPTED, DecisionSuperseded(OTHER, LATER))
    retold(superseded, (len(ADOPTED), None)).stands(*ADOPTED)
    retold(ADOPTED, (len(ADOPTED) - 1, None)).stands(*ADOPTED[:-1])
    retold(OVERRIDDEN, (len(ADOPTED), None)).stands(*ADOPTED)
    stops(retold(superseded, (len(ADOPTED) - 1, None)), len(ADOPTED))
    stops(retold(OVERRIDDEN, (2, None)), 3)


def test_the_decision_that_took_its_place_is_told_otherwise() -> None:
    superseded = (*ADOPTED, DecisionSuperseded(OTHER, LATER))
    others = {"decision_3": adopted_elsewhere(), "decision_4": adopted_elsewhere(TODAY)}
    third, fourth = (SupersedeDecision(HERE, ref, LATER) for ref in ("decision:3", "decision:4"))
    retold(superseded, (len(ADOPTED), third), **others).stands(*ADOPTED, DecisionSuperseded("decision:3", LATER))
    refused = "acts.0.instead.supersedeDecision.by"
    retold(superseded, (len(ADOPTED), fourth), **others).rejects("NOT_ADOPTED", refused)
    # What is not touched is not judged again, as where the other was revoked since.
    retold(superseded, (0, replace(DRAFT, title="Neu")), decision_2=None).stands(drafted(title="Neu"), *superseded[1:])


# --- Votings ---------------------------------------------------------------------------------------------------


def test_a_vote_is_told_otherwise_together_with_the_closing() -> None:
    against, close = (5, CastVote(HERE, 2, NO)), (7, CloseVoting(HERE, CLOSED))
    stops(retold(ADOPTED, against), 7)
    rejected = (*ADOPTED[:5], said(2, NO), said(3, NO))
    retold(ADOPTED, against, close).stands(*rejected, VotingClosed(1, CLOSED, came_of(*rejected)))
    done = (*ADOPTED, DecisionImplemented(LATER))
    stops(retold(done, against, close), 8)
    retold(done, against, close, (8, None)).stands(*rejected, VotingClosed(1, CLOSED, came_of(*rejected)))


def test_an_act_that_changes_nothing_of_the_outcome_leaves_it() -> None:
    absent = (3, RecordPresence(HERE, (1, 2)))
    stops(retold(ADOPTED, absent), 6)
    by_day = VoteCast(1, YES, None, OPENED)
    retold(ADOPTED, (4, CastVote(HERE, 1, YES, on=OPENED))).stands(*ADOPTED[:4], by_day, *ADOPTED[5:])


def test_the_day_of_an_answer_is_told_otherwise() -> None:
    asked = opened(CIRCULAR, deadline=DEADLINE)
    answers = tuple(VoteCast(member, YES, None, day("2024-05-10")) for member in (1, 2, 3, 4))
    over = closed(*BEGUN, asked, *answers, on=day("2024-05-10"))
    earlier = VoteCast(4, YES, None, day("2024-05-08"))
    retold(over, (6, CastVote(HERE, 4, YES, on=earlier.on))).stands(*over[:6], earlier, over[-1])
    stops(retold(over, (6, CastVote(HERE, 4, YES, on=day("2024-05-11")))), 7)
    late = (6, CastVote(HERE, 4, YES, on=DEADLINE + DAY))
    retold(over, late).rejects("DEADLINE_OVER", "acts.0.instead.castVote.on")


def test_of_two_votings_one_is_told_otherwise() -> None:
    second = opened(number=2, on=LATER, second_of=1)
    again = (*LACKING, DecisionResubmitted(day("2024-04-01")), second, there(1))
    three = (3, RecordPresence(HERE, (1, 2, 3)))
    stops(retold(again, three), 6)
    close, never = (6, CloseVoting(HERE, CLOSED)), ((7, None), (8, None), (9, None))
    held = (*BEGUN, opened(), there(1, 2, 3), said(1), said(2))
    retold(again, three, close, *never).stands(*held, VotingClosed(1, CLOSED, came_of(*held)))
    usual = (8, OpenVoting(HERE, MEETING, LATER))
    retold(again, usual).stands(*again[:8], replace(second, second_of=None), again[9])


def test_a_voting_keeps_its_number_also_where_one_before_it_never_was() -> None:
    again = (*LACKING, DecisionResubmitted(LATER), opened(number=2, on=LATER))
    never = [(place, None) for place in range(2, len(LACKING) + 1)]
    after = retold(again, *never).decided().after
    assert [each.number for each in after.votings] == [2]


def test_a_ballot_that_was_secret_is_told_by_name_in_public_no_more() -> None:
    secret = (2, OpenVoting(HERE, MEETING, OPENED, secret=True))
    count = (4, RecordCount(HERE, VoteCount(2, 1)))
    told = (secret, count, (5, None), (6, None))
    retold(ADOPTED, *told).rejects("NAMES_TOLD", "acts")
    counted = (BEGUN[1], opened(secret=True), there(1, 2, 3), VotesCounted(VoteCount(2, 1)), ADOPTED[-1])
    shut = (0, replace(DRAFT, public=False))
    retold(ADOPTED, shut, *told).stands(drafted(public=False), *counted)
    hidden = (drafted(public=False), *ADOPTED[1:])
    retold(hidden, *told).stands(hidden[0], *counted)


# --- Silence ---------------------------------------------------------------------------------------------------


def test_silence_ends_anew_after_a_deadline_that_was_another() -> None:
    silence = (*SILENCE_OVER, ended(*SILENCE_OVER))
    later = (*BEGUN, opened(SILENT, deadline=LATER))
    retold(silence, (2, OpenVoting(HERE, SILENT, OPENED, LATER))).stands(*later, ended(*later))
    ahead = (*BEGUN, opened(SILENT, deadline=TODAY))
    correction = retold(silence, (2, OpenVoting(HERE, SILENT, OPENED, TODAY)))
    correction.stands(*ahead)
    assert status_on(correction.decided().after, TODAY) == "VOTING"


def test_an_objection_that_came_in_time_and_was_recorded_late_is_told_in_place_of_the_end() -> None:
    event, objection = ended(*SILENCE_OVER), ObjectionRaised(2, DEADLINE)
    silence = (*SILENCE_OVER, event)
    objected = retold(silence, (3, RaiseObjection(HERE, 2, DEADLINE)))
    objected.stands(*SILENCE_OVER, objection)
    after = objected.decided().after
    assert [status_on(after, on) for on in (DEADLINE, DEADLINE + DAY)] == ["VOTING", "REJECTED"]
    late = RaiseObjection(HERE, 2, DEADLINE + DAY)
    retold(silence, (3, late)).rejects("IN_FUTURE", "acts.0.instead.raiseObjection.on")
    retold(silence, (3, None)).rejects("BY_TIME", "acts.0.event")
    stops(retold((*silence, DecisionImplemented(LATER)), (3, RaiseObjection(HERE, 2, DEADLINE))), 4)


def test_what_was_told_in_place_of_the_end_of_silence_stands_when_more_is_corrected() -> None:
    silence = (*SILENCE_OVER, ended(*SILENCE_OVER))
    first = retold(silence, (3, RaiseObjection(HERE, 2, DEADLINE)))
    event = first.decided().event
    assert event is not None
    corrected = replace(first.entries[-1], id="correction", act="correction", event=event)

    def again(*told: tuple[int, Any]) -> Correction:
        more = retold(silence, *told)
        return replace(more, entries=(*more.entries, corrected))

    again((0, replace(DRAFT, title="Neu"))).stands(
        drafted(title="Neu"), *SILENCE_OVER[1:], ObjectionRaised(2, DEADLINE)
    )
    stops(again((2, OpenVoting(HERE, SILENT, OPENED, DEADLINE - DAY))), 3)
    again((3, None)).stands(*SILENCE_OVER)


# --- Follow-up tasks -------------------------------------------------------------------------------------------


def test_follow_up_tasks_are_told_otherwise_and_keep_their_numbers() -> None:
    tasks = tuple(DecisionFollowUpAdded(n, what, "partner:1", LATER) for n, what in ((1, "Bericht"), (2, "Prüfung")))
    done = (*ADOPTED, *tasks, DecisionFollowUpCompleted(2, LATER))
    first, second, last = len(ADOPTED), len(ADOPTED) + 1, len(done) - 1
    other = AddFollowUp(HERE, "Prüfung", "municipality:11", LATER)
    kept = replace(tasks[1], party="municipality:11")
    retold(done, (second, other)).stands(*ADOPTED, tasks[0], kept, done[-1])
    retold(done, (first, None)).stands(*ADOPTED, tasks[1], done[-1])
    stops(retold(done, (second, None)), last)
    retold(done, (last, CompleteFollowUp(HERE, 2, CLOSED))).stands(*done[:-1], DecisionFollowUpCompleted(2, CLOSED))
    carried_out = (*done, DecisionFollowUpCompleted(1, LATER), DecisionImplemented(LATER))
    stops(retold(carried_out, (last, None)), len(carried_out) - 1)
    early = (len(carried_out) - 1, ImplementDecision(HERE, LATER - DAY))
    retold(carried_out, early).rejects("FOLLOW_UPS_OPEN", "acts.0.instead.implementDecision.on")


def test_a_new_task_has_a_number_of_its_own() -> None:
    tasks = tuple(DecisionFollowUpAdded(n, what, "partner:1", LATER) for n, what in ((1, "Bericht"), (2, "Prüfung")))
    left = (*ADOPTED, tasks[1])
    decision(*left).when(AddFollowUp(HERE, "Bericht", "partner:1", LATER)).then(replace(tasks[0], number=3))
    decision(*left).when(CompleteFollowUp(HERE, 1, LATER)).rejects("NOT_FOUND", "number")
    decision(*left).when(CompleteFollowUp(HERE, 2, LATER)).then(DecisionFollowUpCompleted(2, LATER))
