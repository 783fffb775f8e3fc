"""Statutes and rules of decision by their days, and what a body and its rules may not be."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from events.body import BODY
from events.body.lifecycle import exists_on, rule_on, statutes_on, terms_on, view
from events.body.rule_terms import QuorumTerms, RuleTerms, rule_of, taken
from events.body.rules import AdoptDecisionRule, DecisionRuleAdopted, DecisionRuleRetired, RetireDecisionRule
from events.body.state import Body, BodyKind, BodyStatutes, RuleOfMatter
from events.body.statutes import BodyEstablished, BodyRenamed, ChangeStatutes, EstablishBody, RenameBody
from events.decider import Rejected
from events.period import Period
from events.policy import Visibility
from events.voting.rule import (
    PRESETS,
    DecisionRule,
    NumberQuorum,
    QuorumOf,
    RulePreset,
    ShareQuorum,
    Threshold,
    ThresholdOf,
    VotingMode,
)
from tests.events.body.story import (
    AHEAD,
    BEFORE,
    BEGUN,
    BUDGET,
    DAY,
    END,
    HERE,
    LATER,
    SIMPLE,
    A,
    B,
    C,
    P,
    Q,
    R,
    body,
    council,
    dissolved,
    ruled,
)
from tests.spec import HOME, day, state_of

HALF, ALL = Fraction(1, 2), Fraction(1)
exact = Threshold(Fraction(3, 5), ThresholdOf.PRESENT)


def establish(of: str = HOME, **more: Any) -> EstablishBody:
    return EstablishBody(**{"of": of, "form": BodyKind.OTHER, "name": "Gruppe", "on": BEGUN, "statutory": 5, **more})


# --- The body --------------------------------------------------------------------------------------------------


def test_a_body_begins_with_all_of_its_statutes() -> None:
    statutes = {"statutory_weight": 12, "conflicts_reduce": True, "vacancies_reduce": True, "notice_days": 14}
    made = BodyEstablished(A, BodyKind.OTHER, "Gruppe", BEGUN, 5, 12, True, True, 14)
    body().when(establish(A, **statutes)).then(made)
    assert state_of(made).statutes == (BodyStatutes(BEGUN, 5, 12, True, True, 14),)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (establish("municipality:9"), "NOT_FOUND", "of"),
        (establish(C, on=day("2023-03-01")), "MERGED", "of"),
        (establish("municipal_association:1", on=day("2021-01-01")), "DISSOLVED", "of"),
    ],
)
def test_whoever_has_the_body_is_there(command: Any, code: str, field: str) -> None:
    body().when(command).rejects(code, field)


def test_a_body_of_one_that_was_there_then_is_recorded() -> None:
    for of, on in ((C, day("2023-02-28")), ("municipal_association:1", day("2020-12-31"))):
        body().when(establish(of, on=on)).then(BodyEstablished(of, BodyKind.OTHER, "Gruppe", on, 5))


def test_a_municipality_establishes_bodies_of_its_own() -> None:
    made = BodyEstablished(A, BodyKind.OTHER, "Gruppe", BEGUN, 5)
    body().when(establish(A), acts_for=A).then(made)
    body().when(establish(A), acts_for=B).rejects("NOT_YOURS", "of")
    body().when(establish(), acts_for=A).rejects("NOT_YOURS", "of")
    # The successor records what its predecessor had.
    body().when(establish(C), acts_for=A).then(replace(made, of=C))
    body().when(establish("municipality:9"), acts_for=A).rejects("NOT_FOUND", "of")


def test_names_and_statutes_hold_from_their_days_on() -> None:
    body(*council).when(RenameBody(HERE, "Neu", BEFORE)).rejects("BEFORE_BEGINNING", "on")
    body(*council).when(ChangeStatutes(HERE, BEFORE, 5)).rejects("BEFORE_BEGINNING", "on")
    state: Body = state_of(*council, BodyRenamed("Rat", LATER))
    assert [view(state, on).name for on in (BEFORE, BEGUN, LATER)] == ["Kreistag", "Kreistag", "Rat"]
    assert statutes_on(state, BEFORE) == statutes_on(state, LATER) == BodyStatutes(BEGUN, 49)


def test_a_body_exists_from_its_first_day_until_it_is_dissolved() -> None:
    over: Body = state_of(*council, dissolved)
    days = (BEFORE, BEGUN, day("2023-05-31"), END)
    assert [exists_on(over, on) for on in days] == [False, True, True, False]
    assert exists_on(state_of(*council), AHEAD)


# --- Rules of decision -----------------------------------------------------------------------------------------


def test_the_rule_of_a_matter_goes_before_the_general_one_until_it_is_retired() -> None:
    state: Body = state_of(*ruled, DecisionRuleRetired("budget", LATER))
    general, budget = SIMPLE, BUDGET
    assert [rule_on(state, "budget", on) for on in (BEFORE, BEGUN, DAY, LATER)] == [None, general, budget, general]
    assert rule_on(state, None, DAY) == rule_on(state, "other", DAY) == general
    assert rule_on(state_of(*council), "budget", DAY) is None
    assert terms_on(state, "budget", DAY) == BUDGET
    over: Body = state_of(*ruled, dissolved)
    assert (rule_on(over, "budget", END), view(over, END).rules) == (None, ())
    assert view(state, DAY).rules == (RuleOfMatter(None, SIMPLE), RuleOfMatter("budget", BUDGET))
    assert view(state, LATER).rules == (RuleOfMatter(None, SIMPLE),)


def test_a_retired_rule_may_be_retired_again_and_adopted_again() -> None:
    retired = (*ruled, DecisionRuleRetired("budget", LATER))
    body(*retired).when(RetireDecisionRule(HERE, "budget", AHEAD)).then_nothing()
    body(*retired).when(RetireDecisionRule(HERE, "budget", DAY)).rejects("RECORDED_OTHERWISE", "on")
    again = AdoptDecisionRule(HERE, AHEAD, RuleTerms(preset=RulePreset.SIMPLE), "budget")
    body(*retired).when(again).then(DecisionRuleAdopted(AHEAD, SIMPLE, "budget"))


def test_the_rule_has_all_that_its_terms_say() -> None:
    terms = RuleTerms(
        threshold=exact,
        modes=(VotingMode.SILENT, VotingMode.MEETING),
        quorum=QuorumTerms(members=3, of=QuorumOf.ENTITLED, strict=True),
        conflict_quorum=QuorumTerms(share=Fraction(1, 4), of=QuorumOf.ENTITLED),
        weighted_quorum=True,
        abstention=False,
        proxies=True,
        circular_consent=HALF,
    )
    assert rule_of(taken(terms, str)) == DecisionRule(
        threshold=exact,
        modes=(VotingMode.MEETING, VotingMode.SILENT),
        quorum=NumberQuorum(3),
        conflict_quorum=ShareQuorum(Fraction(1, 4), QuorumOf.ENTITLED),
        weighted_quorum=True,
        abstention=False,
        proxies=True,
        circular_consent=HALF,
    )
    assert rule_of(BUDGET).quorum == ShareQuorum(HALF, QuorumOf.STATUTORY, strict=True)
    for preset, threshold in PRESETS.items():
        assert rule_of(taken(RuleTerms(preset=preset), str)) == DecisionRule(threshold, preset)
        assert taken(RuleTerms(preset=preset, threshold=threshold), str) == taken(RuleTerms(preset=preset), str)


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        (RuleTerms(), "THRESHOLD_REQUIRED", "threshold"),
        (RuleTerms(exact, RulePreset.SIMPLE), "CONTRADICTION", "threshold"),
        (RuleTerms(replace(exact, share=Fraction(0))), "NOT_A_SHARE", "threshold"),
        (RuleTerms(replace(exact, share=Fraction(3, 2))), "NOT_A_SHARE", "threshold"),
        (RuleTerms(replace(exact, share=Fraction(-1, 2))), "NOT_A_SHARE", "threshold"),
        (RuleTerms(replace(exact, share=Fraction(1, 10_001))), "NOT_A_SHARE", "threshold"),
        (RuleTerms(replace(exact, share=ALL, strict=True)), "UNREACHABLE", "threshold"),
        (RuleTerms(exact, modes=()), "EMPTY", "modes"),
        (RuleTerms(exact, quorum=QuorumTerms()), "NUMBER_OR_SHARE", "quorum"),
        (RuleTerms(exact, second_quorum=QuorumTerms(3, HALF)), "NUMBER_OR_SHARE", "second_quorum"),
        (RuleTerms(exact, conflict_quorum=QuorumTerms(share=Fraction(2))), "NOT_A_SHARE", "conflict_quorum"),
        (RuleTerms(exact, quorum=QuorumTerms(share=ALL, strict=True)), "UNREACHABLE", "quorum"),
        (RuleTerms(exact, circular_consent=Fraction(-1)), "NOT_A_SHARE", "circular_consent"),
    ],
)
def test_terms_that_say_nothing_or_what_cannot_be(terms: RuleTerms, code: str, field: str) -> None:
    body(*council).when(AdoptDecisionRule(HERE, DAY, terms)).rejects(code, f"terms.{field}")


def test_shares_from_nothing_to_all_are_taken() -> None:
    terms = RuleTerms(
        replace(exact, share=ALL),
        quorum=QuorumTerms(share=Fraction(0)),
        second_quorum=QuorumTerms(share=ALL),
        conflict_quorum=QuorumTerms(members=0),
        circular_consent=Fraction(0),
    )
    told = replace(terms, modes=(VotingMode.MEETING,))
    body(*council).when(AdoptDecisionRule(HERE, DAY, terms)).then(DecisionRuleAdopted(DAY, told))
    fine = replace(told, circular_consent=Fraction(1, 10_000))
    body(*council).when(AdoptDecisionRule(HERE, DAY, fine)).then(DecisionRuleAdopted(DAY, fine))


def test_matters_are_those_of_the_county() -> None:
    terms = RuleTerms(preset=RulePreset.SIMPLE)
    body(*council).when(AdoptDecisionRule(HERE, DAY, terms, "weather")).rejects("NOT_LISTED", "matter")
    body(*council).when(AdoptDecisionRule(HERE, LATER, terms, "roads")).rejects("RETIRED", "matter")
    body(*council).when(AdoptDecisionRule(HERE, DAY, terms, "roads")).then(DecisionRuleAdopted(DAY, SIMPLE, "roads"))
    body(*council).when(AdoptDecisionRule(HERE, BEFORE, terms)).rejects("BEFORE_BEGINNING", "on")
    body(*council).when(RetireDecisionRule(HERE, "roads", BEFORE)).rejects("BEFORE_BEGINNING", "on")


# --- How it reads ----------------------------------------------------------------------------------------------


def test_a_body_reads_as_of_a_day() -> None:
    shown = view(state_of(*ruled, dissolved), LATER)
    last = day("2023-05-31")
    assert (shown.form, shown.of, shown.exists, shown.dissolved) == (BodyKind.COUNTY_COUNCIL, HOME, True, END)
    assert (shown.statutory, shown.statutory_weight, shown.notice_days) == (49, None, None)
    assert (shown.chair, shown.people, shown.parties) == (P, (P, Q, R), (A, B))
    assert [member.until for member in shown.members] == [last] * 3
    assert shown.members == shown.all_members
    assert shown.members[0].chairs == (Period(BEGUN, last),)
    over = view(state_of(*ruled, dissolved), END)
    assert (over.exists, over.chair, over.members, over.people, over.parties) == (False, None, (), (), ())
    assert len(over.all_members) == 3
    assert view(state_of(*ruled), AHEAD).all_members[0].until is None


def test_bodies_are_public_and_concern_those_represented() -> None:
    audience = BODY.disclosure.audience(HERE, state_of(*council), None)
    assert audience.visibility is Visibility.PUBLIC
    assert audience.concerns == {HERE, HOME, A, B}


def test_the_rule_of_what_was_never_taken_in_is_the_simple_one() -> None:
    assert rule_of(RuleTerms()) == DecisionRule(PRESETS[RulePreset.SIMPLE])
    assert rule_of(RuleTerms(exact, quorum=QuorumTerms())).quorum == NumberQuorum(0)
    with pytest.raises(Rejected):
        taken(RuleTerms(), str)
