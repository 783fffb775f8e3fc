"""Corrections of a body: what is given is possible in itself, and goes together with what stays."""

from dataclasses import replace
from typing import Any

import pytest

from events.body.correction import BodyCorrected, CorrectBody
from events.body.members import BodyMember, BodyMemberAppointed
from events.body.rule_terms import BodyRule, DecisionRuleAdopted, RuleTerms
from events.body.state import Body
from events.body.statutes import BodyKind, BodyRenamed, BodyStatutes, BodyStatutesChanged
from events.dated import DatedName
from events.period import Period
from events.voting.rule import RulePreset
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
    body,
    council,
    dissolved,
    established,
    of,
    ruled,
)
from tests.spec import EVENT, HOME, day, state_of

EARLIER = day("2017-01-01")
state: Body = state_of(*ruled)
first, second, third = state.members
names = (DatedName(BEGUN, "Rat"), DatedName(LATER, "Kreistag"))
statutes = (BodyStatutes(BEGUN, 47), BodyStatutes(DAY, 49, notice_days=7))
general, budget = state.rules


def correct(**told: Any) -> CorrectBody:
    return CorrectBody(HERE, EVENT, **told)


@pytest.mark.parametrize(
    "told",
    [
        {"of": A},
        {"names": names},
        {"statutes": statutes},
        {"members": (first, third)},
        {"members": ()},
        {"members": (replace(first, person=S), second, third)},
        {"members": (replace(first, until=DAY, chairs=()), replace(second, chairs=(Period(LATER, END),)), third)},
        {"rules": ()},
        {"rules": (general,)},
        {"rules": (general, budget, BodyRule(LATER, "budget", None))},
        {"dissolved": END},
        {"established": EARLIER},
        {"established": EARLIER, "names": (DatedName(EARLIER, "Rat"),), "members": (replace(first, since=EARLIER),)},
    ],
)
def test_what_was_recorded_wrongly_is_put_right(told: dict[str, Any]) -> None:
    body(*ruled).when(correct(**told)).then(BodyCorrected(EVENT, **told))


def test_what_is_given_is_put_in_order() -> None:
    chairs = (Period(LATER), Period(BEGUN, DAY))
    given = (third, replace(first, until=END, chairs=chairs))
    sorted_ = (replace(first, until=END, chairs=(Period(BEGUN, DAY), Period(LATER, END))), third)
    body(*ruled).when(correct(members=given)).then(BodyCorrected(EVENT, members=sorted_))
    terms = RuleTerms(preset=RulePreset.SIMPLE)
    rules = (budget, BodyRule(DAY, None, terms))
    body(*ruled).when(correct(rules=rules)).then(BodyCorrected(EVENT, rules=(BodyRule(DAY, None, SIMPLE), budget)))
    body(*ruled).when(correct(rules=(budget, general), members=(third, second, first))).then_nothing()


def test_what_began_with_the_body_begins_on_its_day_put_right() -> None:
    after: Body = state_of(*ruled, BodyCorrected(EVENT, established=EARLIER))
    assert (after.names[0].since, after.statutes[0].since, after.established) == (EARLIER,) * 3
    assert after.members == state.members


def test_a_dissolution_is_withdrawn_or_put_on_another_day() -> None:
    body(*ruled, dissolved).when(correct(dissolution_withdrawn=True)).then(
        BodyCorrected(EVENT, dissolution_withdrawn=True)
    )
    assert state_of(*ruled, dissolved, BodyCorrected(EVENT, dissolution_withdrawn=True)).dissolved is None
    body(*ruled, dissolved).when(correct(dissolved=LATER)).then(BodyCorrected(EVENT, dissolved=LATER))
    body(*ruled).when(correct(dissolution_withdrawn=True)).then_nothing()


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"names": ()}, "EMPTY", "names"),
        ({"statutes": ()}, "EMPTY", "statutes"),
        ({"names": names[::-1]}, "NOT_IN_ORDER", "names"),
        ({"statutes": statutes[::-1]}, "NOT_IN_ORDER", "statutes"),
        ({"names": names[1:]}, "NOT_FROM_BEGINNING", "names"),
        ({"statutes": statutes[1:]}, "NOT_FROM_BEGINNING", "statutes"),
        ({"names": names, "established": EARLIER}, "NOT_FROM_BEGINNING", "names"),
        ({"established": DAY}, "BEFORE_BEGINNING", "established"),
        ({"members": (replace(first, since=BEFORE),)}, "BEFORE_BEGINNING", "members"),
        ({"rules": (replace(general, since=BEFORE),)}, "BEFORE_BEGINNING", "rules"),
        ({"dissolved": END, "dissolution_withdrawn": True}, "CONTRADICTION", "dissolution_withdrawn"),
        ({"dissolved": BEGUN}, "DATES_REVERSED", "dissolved"),
        ({"dissolved": DAY}, "BEGINS_LATER", "dissolved"),
        ({"of": "municipality:9"}, "NOT_FOUND", "of"),
        ({"of": C, "established": day("2023-04-01"), "members": (), "rules": ()}, "MERGED", "of"),
        ({"members": (first, replace(second, number=1))}, "TWICE", "members"),
        ({"members": (first, second, third, BodyMember(4, S, DAY))}, "NOT_FOUND", "members"),
        ({"members": (replace(first, person="person:9"),)}, "NOT_FOUND", "members"),
        ({"members": (replace(first, person=ERASED),)}, "ERASED", "members"),
        ({"members": (replace(first, party="partner:9"),)}, "NOT_FOUND", "members"),
        ({"members": (replace(second, until=BEFORE, chairs=()),)}, "DATES_REVERSED", "members"),
        ({"members": (first, replace(second, person=P))}, "ALREADY_MEMBER", "members"),
        ({"members": (first, replace(third, chairs=(Period(LATER),)))}, "OVERLAP", "members"),
        ({"members": (replace(first, chairs=(Period(DAY), Period(BEGUN))),)}, "OVERLAP", "members"),
        ({"members": (replace(second, chairs=(Period(LATER, DAY),)),)}, "DATES_REVERSED", "members"),
        ({"members": (replace(second, chairs=(Period(LATER, AHEAD),)),)}, "NOT_A_MEMBER", "members"),
        ({"members": (replace(second, chairs=(Period(AHEAD),)),)}, "NOT_A_MEMBER", "members"),
        ({"members": (replace(third, chairs=(Period(BEGUN, DAY),)),)}, "NOT_A_MEMBER", "members"),
        ({"rules": (general, replace(general, rule=BUDGET))}, "TWICE", "rules"),
        ({"rules": (replace(general, rule=None),)}, "EMPTY", "rules"),
        ({"rules": (replace(general, rule=RuleTerms()),)}, "THRESHOLD_REQUIRED", "rules"),
        ({"rules": (replace(general, matter="weather"),)}, "NOT_LISTED", "rules"),
        ({"rules": (BodyRule(LATER, "roads", SIMPLE),)}, "RETIRED", "rules"),
    ],
)
def test_what_cannot_be_is_refused(told: dict[str, Any], code: str, field: str) -> None:
    body(*ruled).when(correct(**told)).rejects(code, field)


def test_it_needs_an_event_of_this_body_and_a_reason() -> None:
    body(*ruled).when(correct(of=A), of_this=False).rejects("NOT_FOUND", "corrects")
    body(*ruled).when(correct(of=A), reason=False).rejects("REASON_REQUIRED", "reason")


def test_a_first_day_put_right_stays_before_what_came_later() -> None:
    grown = (established, BodyStatutesChanged(BodyStatutes(DAY, 51)), BodyRenamed("Rat", LATER))
    body(*grown).when(correct(established=DAY)).rejects("NOT_IN_ORDER", "established")
    body(*grown).when(correct(established=LATER, statutes=(BodyStatutes(LATER, 5),))).rejects(
        "NOT_IN_ORDER", "established"
    )
    body(*grown, dissolved).when(correct(names=(DatedName(BEGUN, "Rat"), DatedName(END, "Neu")))).rejects(
        "BEGINS_LATER", "names"
    )


def test_whose_body_it_is_was_there_on_its_first_day() -> None:
    merged = day("2023-03-01")
    body(of(C)).when(correct(established=merged)).rejects("MERGED", "established")
    body(established).when(correct(of=C)).then(BodyCorrected(EVENT, of=C))
    body(established).when(correct(of="municipal_association:1", established=LATER)).rejects("DISSOLVED", "of")


def test_nobody_takes_the_body_of_another_or_gives_its_own_away() -> None:
    body(of(A)).when(correct(of=B), acts_for=A).rejects("NOT_YOURS", "of")
    body(of(A)).when(correct(of=B), acts_for=B).rejects("NOT_YOURS", "id")
    body(of(A)).when(correct(of=C), acts_for=A).then(BodyCorrected(EVENT, of=C))
    body(of(A)).when(correct(kind=BodyKind.OTHER), acts_for=A).then(BodyCorrected(EVENT, form=BodyKind.OTHER))
    body(of(A)).when(correct(of=B), acts_for=HOME).then(BodyCorrected(EVENT, of=B))


def test_one_that_was_a_member_when_erased_stays_one() -> None:
    gone = BodyMemberAppointed(4, ERASED, DAY)
    members = (first, second, third, BodyMember(4, ERASED, LATER))
    body(*ruled, gone).when(correct(members=members)).then(BodyCorrected(EVENT, members=members))


def test_a_number_that_was_left_out_is_not_given_again() -> None:
    dropped: Body = state_of(*council, BodyCorrected(EVENT, members=(first, second)))
    assert (len(dropped.members), dropped.last_member) == (2, 3)
    back = BodyCorrected(EVENT, members=(first, second))
    body(*council, back).when(correct(members=(first, second, third))).rejects("NOT_FOUND", "members")


def test_a_matter_retired_since_stays_where_it_was() -> None:
    roads = DecisionRuleAdopted("roads", SIMPLE, DAY)
    rules = (general, BodyRule(DAY, "roads", BUDGET))
    body(*council, roads).when(correct(rules=rules)).then(BodyCorrected(EVENT, rules=rules))
    assert {Q, R} == {second.person, third.person}
