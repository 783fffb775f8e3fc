"""Acts on a body told again as they should have been: what is told is possible, and what came later still follows."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from events.body.chair import AppointChair, BodyChairAppointed, BodyChairEnded, EndChair
from events.body.members import (
    AppointMember,
    BodyMemberAppointed,
    BodyMembershipChanged,
    BodyMembershipEnded,
    ChangeMembership,
    EndMembership,
)
from events.body.rule_terms import RuleTerms
from events.body.rules import AdoptDecisionRule, DecisionRuleAdopted, DecisionRuleRetired, RetireDecisionRule
from events.body.state import Body, BodyKind
from events.body.statutes import (
    BodyRenamed,
    BodyStatutesChanged,
    ChangeStatutes,
    DissolveBody,
    EstablishBody,
    RenameBody,
)
from events.correction import ActCorrection
from events.period import Period
from events.retelling import CannotFollow
from events.voting.rule import RulePreset
from tests.corrections import begun, corrections
from tests.events.body.lives import DAYS, MOVES, TRIED, Move
from tests.events.body.story import (
    AHEAD,
    BEFORE,
    BEGUN,
    BUDGET,
    DAY,
    END,
    ERASED,
    HERE,
    LATER,
    SIMPLE,
    A,
    B,
    C,
    P,
    Q,
    R,
    S,
    ada,
    ben,
    body,
    cleo,
    council,
    dissolved,
    established,
    of,
    ruled,
)
from tests.events.body.test_situations import TABLE
from tests.spec import HOME, at, day, state_of

EARLIER = day("2017-01-01")
ESTABLISHED, ADA, BEN, CLEO, CHAIR, GENERAL, BUDGETS = range(7)
"""The places of the acts in the story."""


def establish(**told: Any) -> EstablishBody:
    """The beginning as it was told, but for some of it."""
    given = {"of": HOME, "form": BodyKind.COUNTY_COUNCIL, "name": "Kreistag", "on": BEGUN, "statutory": 49, **told}
    return EstablishBody(**given)


def again(n: int, instead: Any = None) -> ActCorrection:
    """The nth act as it should have been."""
    return ActCorrection(at(n), instead)


def instead_of(n: int, *events: Any) -> tuple[Any, ...]:
    """The story with these in place of the nth event."""
    return (*ruled[:n], *events, *ruled[n + 1 :])


@pytest.mark.parametrize(
    ("n", "instead", "event"),
    [
        (ESTABLISHED, establish(of=A), replace(established, of=A)),
        (ESTABLISHED, establish(form=BodyKind.OTHER), replace(established, form=BodyKind.OTHER)),
        (ESTABLISHED, establish(name="Rat", on=EARLIER), replace(established, name="Rat", on=EARLIER)),
        (ESTABLISHED, establish(statutory=47, notice_days=7), replace(established, statutory=47, notice_days=7)),
        (ADA, AppointMember(HERE, S, BEGUN, None, A), replace(ada, person=S)),
        (ADA, AppointMember(HERE, P, BEGUN, None, A, chair=True), replace(ada, chair=True)),
        (BEN, AppointMember(HERE, Q, DAY, None, None), BodyMemberAppointed(2, Q, DAY)),
        (BEN, ChangeStatutes(HERE, DAY, 47), BodyStatutesChanged(DAY, 47)),
        (CHAIR, AppointChair(HERE, 2, DAY), BodyChairAppointed(2, DAY)),
        (GENERAL, AdoptDecisionRule(HERE, DAY, BUDGET), DecisionRuleAdopted(DAY, BUDGET)),
        (BUDGETS, AdoptDecisionRule(HERE, DAY, SIMPLE, "roads"), DecisionRuleAdopted(DAY, SIMPLE, "roads")),
    ],
)
def test_an_act_is_told_again_as_it_should_have_been(n: int, instead: Any, event: Any) -> None:
    body(*ruled).corrected(again(n, instead)).stands(*instead_of(n, event))


@pytest.mark.parametrize("n", [BEN, CLEO, CHAIR, GENERAL, BUDGETS])
def test_what_never_was_is_withdrawn(n: int) -> None:
    body(*ruled).corrected(again(n)).stands(*instead_of(n))


def test_a_dissolution_is_withdrawn_or_put_on_another_day() -> None:
    over = body(*ruled, dissolved)
    over.corrected(again(7)).stands(*ruled)
    over.corrected(again(7, DissolveBody(HERE, LATER))).stands(*ruled, replace(dissolved, on=LATER))


@pytest.mark.parametrize(
    ("n", "instead", "code", "field"),
    [
        (ESTABLISHED, establish(of="municipality:9"), "NOT_FOUND", "establishBody.of"),
        (ESTABLISHED, establish(of=C, on=day("2023-04-01")), "MERGED", "establishBody.of"),
        (ADA, AppointMember(HERE, "person:9", BEGUN), "NOT_FOUND", "appointMember.person"),
        (ADA, AppointMember(HERE, ERASED, BEGUN), "ERASED", "appointMember.person"),
        (ADA, AppointMember(HERE, P, BEFORE), "BEFORE_BEGINNING", "appointMember.since"),
        (CLEO, AppointMember(HERE, P, DAY), "ALREADY_MEMBER", "appointMember.person"),
        (CHAIR, AppointChair(HERE, 2, AHEAD), "NOT_A_MEMBER", "appointChair.on"),
        (GENERAL, AdoptDecisionRule(HERE, DAY, RuleTerms()), "THRESHOLD_REQUIRED", "adoptDecisionRule.terms.threshold"),
        (BUDGETS, AdoptDecisionRule(HERE, LATER, SIMPLE, "roads"), "RETIRED", "adoptDecisionRule.matter"),
    ],
)
def test_what_cannot_be_is_refused(n: int, instead: Any, code: str, field: str) -> None:
    body(*ruled).corrected(again(n, instead)).rejects(code, f"acts.0.instead.{field}")


@pytest.mark.parametrize(
    ("events", "n", "instead", "named"),
    [
        (ruled, ESTABLISHED, establish(on=DAY), ADA),
        (ruled, ADA, None, CHAIR),
        (ruled, ADA, AppointMember(HERE, R, BEGUN), CLEO),
        ((established, BodyRenamed("Rat", LATER), dissolved), 0, establish(on=END), 1),
        ((*council[:4], BodyMembershipEnded(1, LATER)), ADA, AppointMember(HERE, P, BEGUN, DAY), 4),
        ((*council, BodyChairEnded(LATER)), CHAIR, AppointChair(HERE, 1, AHEAD), 5),
        ((*ruled, DecisionRuleRetired("budget", LATER)), BUDGETS, AdoptDecisionRule(HERE, DAY, SIMPLE), 7),
        ((*ruled, BodyRenamed("Rat", LATER), dissolved), 7, RenameBody(HERE, "Rat", END), 8),
    ],
)
def test_a_later_act_that_cannot_follow_is_named(events: tuple[Any, ...], n: int, instead: Any, named: int) -> None:
    refused = body(*events).corrected(again(n, instead)).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(named), type(events[named]))


def test_acts_that_depend_on_each_other_are_put_right_together() -> None:
    third = AppointMember(HERE, Q, DAY)
    body(*ruled).corrected(again(ADA, AppointMember(HERE, Q, BEGUN)), again(BEN, AppointMember(HERE, P, BEGUN))).stands(
        established, BodyMemberAppointed(1, Q, BEGUN), BodyMemberAppointed(2, P, BEGUN), *ruled[3:]
    )
    body(*council).corrected(
        again(ESTABLISHED, establish(on=DAY)), again(ADA), again(BEN, third), again(CHAIR, AppointChair(HERE, 2, DAY))
    ).stands(replace(established, on=DAY), BodyMemberAppointed(2, Q, DAY), cleo, BodyChairAppointed(2, DAY))


def test_what_follows_from_another_chair_follows_by_itself() -> None:
    moved = (*council, BodyChairAppointed(3, LATER), BodyChairEnded(END))
    found = body(*moved).corrected(again(CHAIR, AppointChair(HERE, 2, DAY)))
    found.stands(*council[:4], BodyChairAppointed(2, DAY), *moved[5:])
    state: Body = found.decided().after
    assert [member.chairs for member in state.members] == [
        (),
        (Period(DAY, day("2022-01-09")),),
        (Period(LATER, END),),
    ]
    earlier: Body = body(*moved).corrected(again(5, AppointChair(HERE, 3, day("2021-01-01")))).decided().after
    assert earlier.members[0].chairs == (Period(BEGUN, day("2020-12-31")),)
    # An end is that of whoever has it then.
    end = EndChair(HERE, day("2022-06-30"))
    ended: Body = body(*moved).corrected(again(5, AppointChair(HERE, 2, LATER)), again(6, end)).decided().after
    assert [member.chairs for member in ended.members[1:]] == [(Period(LATER, end.until),), ()]


def test_the_acts_of_a_body_whose_beginning_is_put_right_follow() -> None:
    found = body(*ruled, dissolved).corrected(again(ESTABLISHED, establish(on=EARLIER, name="Rat"))).decided().after
    assert (found.names[0].since, found.statutes[0].since, found.established) == (EARLIER,) * 3
    before: Body = state_of(*ruled, dissolved)
    assert (found.members, found.rules, found.dissolved) == (before.members, before.rules, END)


# --- Numbers ---------------------------------------------------------------------------------------------------


def test_a_number_is_kept_and_one_that_is_new_is_nobodys() -> None:
    seated = (*council, BodyMemberAppointed(4, S, LATER))
    # Told as another act, it keeps its number; an act that had none gets the next that nobody ever had.
    body(*seated).corrected(again(5, ChangeMembership(HERE, 3, LATER))).stands(
        *council, BodyMembershipChanged(4, 3, LATER)
    )
    named = (established, BodyRenamed("Rat", LATER), ada, ben)
    found = body(*named).corrected(again(1, AppointMember(HERE, S, LATER)))
    found.stands(established, BodyMemberAppointed(3, S, LATER), ada, ben)
    after: Body = found.decided().after
    assert ([member.number for member in after.members], after.last_member) == ([1, 2, 3], 3)
    body(established, found.decided().new[0], ada, ben).when(AppointMember(HERE, R, LATER)).then(
        BodyMemberAppointed(4, R, LATER)
    )


# --- Who may correct -------------------------------------------------------------------------------------------


def test_nobody_takes_the_body_of_another_or_gives_its_own_away() -> None:
    mine = body(of(A), BodyRenamed("Rat", LATER))
    other, same = again(0, establish(of=B)), again(0, establish(of=A, form=BodyKind.OTHER))
    mine.corrected(other, acts_for=A).rejects("NOT_YOURS", "acts.0")
    mine.corrected(other, acts_for=B).rejects("NOT_YOURS", "acts.0")
    mine.corrected(again(1), acts_for=B).rejects("NOT_YOURS", "acts.0")
    mine.corrected(other, acts_for=HOME).stands(of(B), BodyRenamed("Rat", LATER))
    mine.corrected(same, acts_for=A).stands(replace(of(A), form=BodyKind.OTHER), BodyRenamed("Rat", LATER))
    # The third has become part of the first, which has its body then.
    mine.corrected(again(0, establish(of=C)), acts_for=A).stands(of(C), BodyRenamed("Rat", LATER))


def test_who_has_taken_in_a_municipality_corrects_its_body_from_then_on() -> None:
    theirs, withdrawn = body(of(C), BodyRenamed("Rat", LATER)), again(1)
    theirs.corrected(withdrawn, acts_for=A, today=day("2023-03-01")).stands(of(C))
    theirs.corrected(withdrawn, acts_for=A, today=day("2023-02-28")).rejects("NOT_YOURS", "acts.0")
    theirs.corrected(again(1, RenameBody(HERE, "Neu", LATER)), acts_for=A).stands(of(C), BodyRenamed("Neu", LATER))


def test_one_that_was_a_member_when_erased_stays_one() -> None:
    gone = BodyMemberAppointed(4, ERASED, DAY)
    body(*council, gone).corrected(again(5, AppointMember(HERE, ERASED, LATER))).stands(
        *council, replace(gone, since=LATER)
    )
    body(*council, gone).corrected(again(ADA, AppointMember(HERE, ERASED, BEGUN))).rejects(
        "ERASED", "acts.0.instead.appointMember.person"
    )


# --- Over random lives -----------------------------------------------------------------------------------------

COUNCIL: tuple[Any, ...] = (
    establish(),
    AppointMember(HERE, P, BEGUN, None, A),
    AppointMember(HERE, Q, BEGUN, END, B, weight=2),
    AppointChair(HERE, 1, BEGUN),
    AdoptDecisionRule(HERE, BEGUN, RuleTerms(preset=RulePreset.SIMPLE)),
)
MORE: tuple[Any, ...] = (
    establish(on=DAY),
    AppointMember(HERE, ERASED, DAY),
    AppointMember(HERE, R, BEGUN, LATER),
    ChangeMembership(HERE, 1, DAY, B),
    ChangeMembership(HERE, 3, LATER, A),
    EndMembership(HERE, 1, DAY),
    EndMembership(HERE, 3, LATER),
    AppointChair(HERE, 2, DAY),
    EndChair(HERE, DAY),
    RetireDecisionRule(HERE, "budget", END),
)


@drawn(corrections(begun("body", body(), *COUNCIL), (*TABLE, *MORE), (day("2020-01-01"), day("2024-06-01"))))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""


@drawn(st.lists(MOVES, min_size=4, max_size=14), st.integers(0, 30), st.none() | MOVES, st.sampled_from(DAYS))
def test_so_it_does_in_any_other_life(moves: list[Move], n: int, instead: Move | None, today: Any) -> None:
    life = begun("body", body(), *COUNCIL)
    for move in moves:
        life.live(TRIED[move.what](life.state, move), today)
    place = n % len(life.acts)
    before: Body = life.after(life.acts[:place]) or life.state
    life.correct(place, None if instead is None else TRIED[instead.what](before, instead))
