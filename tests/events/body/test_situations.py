"""Every command on a body in every situation, each twice."""

from dataclasses import replace
from typing import Any

import pytest

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
from events.body.state import BodyKind
from events.body.statutes import (
    BodyDissolved,
    BodyRenamed,
    BodyStatutesChanged,
    ChangeStatutes,
    DissolveBody,
    EstablishBody,
    RenameBody,
)
from events.voting.rule import RulePreset
from tests.events.body.story import (
    BEGUN,
    BUDGET,
    DAY,
    END,
    HERE,
    LATER,
    SIMPLE,
    P,
    S,
    body,
    dissolved,
    established,
    ruled,
)
from tests.spec import HOME, Expected, every, outcome_is

SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "new": (established,),
    "working": ruled,
    "dissolved": (*ruled, dissolved),
}


def told(new: Expected, working: Expected, over: Expected) -> dict[str, Expected]:
    return {"absent": "NOT_FOUND", "new": new, "working": working, "dissolved": over}


larger = BodyStatutesChanged(LATER, 51, None, conflicts_reduce=True, notice_days=7)
TABLE: dict[Any, dict[str, Expected]] = {
    EstablishBody(HOME, BodyKind.COUNTY_COUNCIL, "Kreistag", BEGUN, 49): {
        "absent": (established,),
        "new": "EXISTS",
        "working": "EXISTS",
        "dissolved": "EXISTS",
    },
    RenameBody(HERE, "Rat", LATER): told(*((BodyRenamed("Rat", LATER),),) * 3),
    RenameBody(HERE, "Kreistag", LATER): told((), (), ()),
    RenameBody(HERE, "Rat", BEGUN): told(*("RECORDED_OTHERWISE",) * 3),
    RenameBody(HERE, "Rat", END): told(*((BodyRenamed("Rat", END),),) * 2, "DISSOLVED"),
    ChangeStatutes(HERE, LATER, 51, conflicts_reduce=True, notice_days=7): told(*((larger,),) * 3),
    ChangeStatutes(HERE, LATER, 49): told((), (), ()),
    ChangeStatutes(HERE, BEGUN, 50): told(*("RECORDED_OTHERWISE",) * 3),
    AppointMember(HERE, S, LATER): told(
        (BodyMemberAppointed(1, S, LATER),),
        (BodyMemberAppointed(4, S, LATER),),
        (BodyMemberAppointed(4, S, LATER),),
    ),
    AppointMember(HERE, S, LATER, chair=True): told(
        (BodyMemberAppointed(1, S, LATER, chair=True),),
        *((BodyMemberAppointed(4, S, LATER, chair=True),),) * 2,
    ),
    AppointMember(HERE, P, LATER): told((BodyMemberAppointed(1, P, LATER),), "ALREADY_MEMBER", "ALREADY_MEMBER"),
    ChangeMembership(HERE, 1, LATER, None, False, 3): told(
        "NOT_FOUND", *((BodyMembershipChanged(4, 1, LATER, None, False, 3),),) * 2
    ),
    ChangeMembership(HERE, 3, LATER, None, False): told("NOT_FOUND", (), ()),
    ChangeMembership(HERE, 3, DAY): told("NOT_FOUND", *("RECORDED_OTHERWISE",) * 2),
    EndMembership(HERE, 1, LATER): told("NOT_FOUND", *((BodyMembershipEnded(1, LATER),),) * 2),
    EndMembership(HERE, 2, END): told("NOT_FOUND", (), "DISSOLVED"),
    EndMembership(HERE, 2, DAY): told("NOT_FOUND", *("RECORDED_OTHERWISE",) * 2),
    AppointChair(HERE, 1, LATER): told("NOT_FOUND", (), ()),
    AppointChair(HERE, 2, LATER): told("NOT_FOUND", *((BodyChairAppointed(2, LATER),),) * 2),
    AppointChair(HERE, 2, BEGUN): told("NOT_FOUND", *("RECORDED_OTHERWISE",) * 2),
    EndChair(HERE, LATER): told("NO_CHAIR", *((BodyChairEnded(LATER),),) * 2),
    AdoptDecisionRule(HERE, LATER, RuleTerms(preset=RulePreset.TWO_THIRDS), "budget"): told(
        *(
            (
                DecisionRuleAdopted(
                    LATER, replace(SIMPLE, preset=RulePreset.TWO_THIRDS, threshold=BUDGET.threshold), "budget"
                ),
            ),
        )
        * 3
    ),
    AdoptDecisionRule(HERE, LATER, RuleTerms(preset=RulePreset.SIMPLE)): told(
        (DecisionRuleAdopted(LATER, SIMPLE),), (), ()
    ),
    AdoptDecisionRule(HERE, DAY, RuleTerms(preset=RulePreset.SIMPLE), "budget"): told(
        (DecisionRuleAdopted(DAY, SIMPLE, "budget"),), *("RECORDED_OTHERWISE",) * 2
    ),
    RetireDecisionRule(HERE, "budget", LATER): told("NO_RULE", *((DecisionRuleRetired("budget", LATER),),) * 2),
    RetireDecisionRule(HERE, "budget", BEGUN): told(*("NO_RULE",) * 3),
    DissolveBody(HERE, END): told((dissolved,), (dissolved,), ()),
    DissolveBody(HERE, LATER): told(*((BodyDissolved(LATER),),) * 2, "RECORDED_OTHERWISE"),
    DissolveBody(HERE, DAY): told((BodyDissolved(DAY),), "BEGINS_LATER", "RECORDED_OTHERWISE"),
    DissolveBody(HERE, BEGUN): told(*("DATES_REVERSED",) * 2, "RECORDED_OTHERWISE"),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("body", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(body(*SITUATIONS[situation]).when(command), expected)
