"""What acts rest on: demanded or not, and whether the decision that is named allows it on the day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from events import AGGREGATES
from events.agreement import AGREEMENT
from events.agreement.amendments import AdoptAmendment, AmendmentProposed
from events.agreement.changes import AmendmentChanges
from events.agreement.conditions import ConsentKind, ConsentRule
from events.agreement.signing import RecordSignature
from events.agreement.state import AmendmentTrigger
from events.agreement.terms import AmendmentRuleAgreed
from events.authorised import check_authority, looked_up, rested
from events.authority import AuthorisedAct, Authority, ExternalDecision, RecordedDecision, Resting
from events.body.state import BodyKind
from events.competence import COMPETENCE
from events.competence.assignments import CompetenceAssigned, EndCompetence
from events.competence.transfers import TransferCompetence
from events.county import COUNTY
from events.county.demands import AuthorityDemanded, AuthorityWaived
from events.county.entry import CloseToPublic, RenameCounty
from events.decider import Rejected, World, fold
from events.decision.state import Decision, DecisionStatus, DecisionStep
from events.decision.subjects import DecisionSubject
from events.goal import GOAL
from events.goal.course import AbandonGoal, AchieveGoal, AdoptGoal
from events.goal.path import AdjustGoalTargets
from events.goal.state import GoalTarget
from events.municipality.merger import MunicipalityMerged
from events.project import PROJECT
from events.project.course import ApproveProject, CancelProject
from events.when import When
from tests.events.agreement import story as agreements
from tests.events.competence.story import COUNCIL, HERE, KREISTAG, THERE, body
from tests.events.goal import story as goals
from tests.events.monitoring.story import municipality
from tests.events.project import story as projects
from tests.said import english, german
from tests.spec import HOME, LANDKREIS, TODAY, day, state_of

REF, GOAL_REF = "decision:1", "goal:1"
TAKEN, LATER = day("2024-01-15"), day("2024-03-01")
EXTERNAL = ExternalDecision("Kreistag", TAKEN, "2024/3")
RECORDED = RecordedDecision(REF)
ADOPTING = Resting(AuthorisedAct.ADOPT_GOAL, GOAL_REF, None, LATER)


def decision(*later: tuple[DecisionStatus, date], **changes: Any) -> Decision:
    """A decision of the council of a municipality about the goal, adopted in January 2024."""
    steps = ((DecisionStatus.DRAFT, day("2024-01-02")), (DecisionStatus.ADOPTED, TAKEN), *later)
    told: dict[str, Any] = {
        "title": "Ziel beschließen",
        "text": "x",
        "body": COUNCIL,
        "of": HERE,
        "holder": HERE,
        "matter": "budget",
        "theme": None,
        "subjects": (DecisionSubject(GOAL_REF),),
        "public": True,
        "steps": tuple(DecisionStep(*step) for step in steps),
    }
    return Decision(**{**told, **changes})


def competences(until: str | None = None) -> Any:
    """The council decides on the budget of the municipality since 2023."""
    last = day(until) if until else None
    return fold(COMPETENCE, (CompetenceAssigned(HERE, 1, "budget", COUNCIL, day("2023-01-01"), last, (), None),))


def world(authority: Authority | None, *happened: Any, **states: Any) -> World:
    """A record with the municipality, its council, its competences and the decision."""
    known: dict[str, Any] = {
        HOME: fold(COUNTY, (*LANDKREIS, *happened)),
        HERE: state_of(municipality(1)),
        THERE: state_of(municipality(2)),
        COUNCIL: body(HERE, BodyKind.MUNICIPAL_COUNCIL),
        KREISTAG: body(HOME, BodyKind.COUNTY_COUNCIL),
        "competence:1": competences(),
        REF: decision(),
    }
    named = {":".join(name.rsplit("_", 1)): state for name, state in states.items()}
    return World(
        ref=GOAL_REF,
        county=HOME,
        today=TODAY,
        now=datetime(2024, 6, 1, tzinfo=UTC),
        actor="x",
        states={**known, **named},
        authority=authority,
    )


def refused(resting: Resting, given: World) -> tuple[str, str]:
    with pytest.raises(Rejected) as rejected:
        check_authority(resting, given)
    assert english(rejected.value) != german(rejected.value)
    return rejected.value.code, rejected.value.field


DEMANDED = AuthorityDemanded(AuthorisedAct.ADOPT_GOAL, day("2024-02-01"))


def test_without_a_demand_an_act_may_do_without() -> None:
    check_authority(ADOPTING, world(None))
    check_authority(replace(ADOPTING, on=day("2024-01-31")), world(None, DEMANDED))
    check_authority(ADOPTING, world(None, DEMANDED, AuthorityWaived(AuthorisedAct.ADOPT_GOAL, day("2024-02-02"))))
    check_authority(replace(ADOPTING, act=AuthorisedAct.APPROVE_PROJECT), world(None, DEMANDED))


def test_what_is_demanded_must_be_named() -> None:
    assert refused(ADOPTING, world(None, DEMANDED)) == ("AUTHORITY_REQUIRED", "authority")
    check_authority(ADOPTING, world(EXTERNAL, DEMANDED))
    check_authority(ADOPTING, world(RECORDED, DEMANDED))


REFUSED: dict[str, tuple[str, Resting, dict[str, Any]]] = {
    "not adopted yet on the day": ("NOT_ADOPTED", replace(ADOPTING, on=day("2024-01-14")), {}),
    "only drafted": (
        "NOT_ADOPTED",
        ADOPTING,
        {"decision_1": decision(steps=(DecisionStep(DecisionStatus.DRAFT, TAKEN),))},
    ),
    "about another goal": ("OTHER_SUBJECT", replace(ADOPTING, of="goal:2"), {}),
    "about the whole, not that part": ("OTHER_SUBJECT", replace(ADOPTING, number=3), {}),
    "revoked by then": ("REVOKED", ADOPTING, {"decision_1": decision((DecisionStatus.REVOKED, LATER))}),
    "superseded by then": ("REVOKED", ADOPTING, {"decision_1": decision((DecisionStatus.SUPERSEDED, TAKEN))}),
    "taken for another": ("OTHER_HOLDER", replace(ADOPTING, holder=THERE), {}),
    "of a body that is not competent any more": (
        "NOT_COMPETENT",
        ADOPTING,
        {"competence_1": competences("2024-02-29")},
    ),
    "of another body than has to decide": ("OTHER_BODY", replace(ADOPTING, body=KREISTAG), {}),
    "of a body that never was": ("NOT_COMPETENT", ADOPTING, {"decision_1": decision(body=KREISTAG)}),
    "for a matter that nobody has": ("NOT_COMPETENT", ADOPTING, {"competence_1": None}),
    "of a body that was dissolved": (
        "NOT_COMPETENT",
        ADOPTING,
        {"body_1": body(HERE, BodyKind.MUNICIPAL_COUNCIL, "2024-02-01")},
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_decision_that_does_not_allow_it(why: str) -> None:
    code, resting, states = REFUSED[why]
    field = "authority.decision"
    assert refused(resting, world(RECORDED, **states)) == (code, field)


def test_a_decision_that_allows_it() -> None:
    check_authority(ADOPTING, world(RECORDED))
    check_authority(replace(ADOPTING, on=TAKEN), world(RECORDED))
    check_authority(replace(ADOPTING, holder=HERE, body=COUNCIL), world(RECORDED))
    implemented = decision((DecisionStatus.IMPLEMENTED, LATER))
    check_authority(ADOPTING, world(RECORDED, decision_1=implemented))
    # Revoked only after the day of the act.
    check_authority(ADOPTING, world(RECORDED, decision_1=decision((DecisionStatus.REVOKED, day("2024-03-02")))))
    # Competent on the day of the act, though no more today.
    check_authority(ADOPTING, world(RECORDED, competence_1=competences("2024-03-01")))


def test_a_merged_holder_is_followed() -> None:
    merged = state_of(municipality(1), MunicipalityMerged(THERE, day("2024-02-01")))
    resting = replace(ADOPTING, holder=THERE, on=LATER)
    assigned = CompetenceAssigned(THERE, 1, "budget", COUNCIL, day("2023-01-01"), None, (), None)
    theirs = fold(COMPETENCE, (assigned,))

    assert refused(resting, world(RECORDED, municipality_1=merged)) == ("NOT_COMPETENT", "authority.decision")
    check_authority(resting, world(RECORDED, municipality_1=merged, competence_2=theirs))


def test_all_that_is_looked_at_is_named() -> None:
    assert set(looked_up(world(None))) == set(looked_up(world(EXTERNAL))) == {HOME}
    unknown = replace(world(RECORDED), states={HOME: None})
    assert set(looked_up(unknown)) == {HOME, REF}
    assert {HOME, HERE, COUNCIL, "competence:1"} <= set(looked_up(world(RECORDED)))


# --- Which acts are asked --------------------------------------------------------------------------------------


def resting(decider: Any, command: Any, *events: Any) -> Resting | None:
    found: Resting | None = decider.rests(command, state_of(*events) if events else None, world(None))
    return found


def test_acts_of_goals() -> None:
    adopted = (goals.proposed(), goals.adopted)
    targets = (GoalTarget(2040, 0),)  # type: ignore[arg-type]

    assert resting(GOAL, AdoptGoal(GOAL_REF, LATER), goals.proposed()) == ADOPTING
    adjusting = AdjustGoalTargets(GOAL_REF, targets, LATER)
    assert resting(GOAL, adjusting, goals.proposed()) is None
    assert resting(GOAL, adjusting, *adopted) == replace(ADOPTING, act=AuthorisedAct.ADJUST_GOAL)
    assert resting(GOAL, AbandonGoal(GOAL_REF, LATER), goals.proposed()) is None
    assert resting(GOAL, AbandonGoal(GOAL_REF, LATER), *adopted) == replace(ADOPTING, act=AuthorisedAct.ABANDON_GOAL)
    assert resting(GOAL, AchieveGoal(GOAL_REF, LATER), *adopted) is None
    assert resting(GOAL, adjusting) is None


def test_acts_of_projects() -> None:
    approving, cancelling = ApproveProject("project:1", LATER), CancelProject("project:1", LATER)

    assert resting(PROJECT, approving, projects.proposed) == Resting(
        AuthorisedAct.APPROVE_PROJECT, "project:1", None, LATER
    )
    assert resting(PROJECT, cancelling, projects.proposed) is None
    assert resting(PROJECT, cancelling, projects.proposed, projects.approved) == Resting(
        AuthorisedAct.CANCEL_PROJECT, "project:1", None, LATER
    )


def test_acts_of_agreements() -> None:
    adopting, ref = AdoptAmendment("agreement:1", 1, LATER, LATER), "agreement:1"
    proposed = AmendmentProposed("Anders", AmendmentTrigger.OTHER, "Weil.", 1, AmendmentChanges(), TAKEN, 1)
    decided = AmendmentRuleAgreed(ConsentRule(ConsentKind.BODY, body="Lenkungskreis", decided_by=KREISTAG))
    by_body = (*agreements.concluded(decided), proposed)

    expected = Resting(AuthorisedAct.ADOPT_AMENDMENT, ref, 1, LATER, body=KREISTAG)
    assert resting(AGREEMENT, adopting, *by_body) == expected
    assert resting(AGREEMENT, adopting, *agreements.concluded(), proposed) is None
    assert resting(AGREEMENT, adopting, *agreements.IN_FORCE) is None
    signing = RecordSignature(ref, HERE, When(TAKEN, LATER))
    assert resting(AGREEMENT, signing, *agreements.IN_FORCE) == Resting(
        AuthorisedAct.SIGN_AGREEMENT, ref, None, LATER, HERE
    )
    assert resting(AGREEMENT, replace(signing, party=HOME), *agreements.IN_FORCE) is None
    assert resting(AGREEMENT, adopting) is None


def test_acts_of_competences() -> None:
    transferring = TransferCompetence(HERE, "budget", KREISTAG, "agreement:1", LATER)
    own = Resting(AuthorisedAct.TRANSFER_COMPETENCE, "competence:1", None, LATER, HERE)
    assert COMPETENCE.rests(transferring, None, world(None)) == own
    assert COMPETENCE.rests(EndCompetence(HERE, 1, LATER), None, world(None)) is None


def renaming(given: World) -> list[Any]:
    """An act that needs no decision, whatever the county demands."""
    return rested(COUNTY).decide(RenameCounty(HOME, "Kreis", LATER), given.states[HOME], given)


def test_an_act_that_needs_no_decision_rests_on_one_that_holds() -> None:
    assert renaming(world(None)) == renaming(world(EXTERNAL)) == renaming(world(RECORDED))
    for code, status in (("REVOKED", DecisionStatus.SUPERSEDED), ("NOT_ADOPTED", DecisionStatus.DEFERRED)):
        with pytest.raises(Rejected) as rejected:
            renaming(world(RECORDED, decision_1=decision((status, TODAY))))
        assert (rejected.value.code, rejected.value.field) == (code, "authority.decision")


def test_what_changes_nothing_rests_on_nothing() -> None:
    same = world(RECORDED, decision_1=decision((DecisionStatus.REVOKED, TODAY)))
    assert rested(COUNTY).decide(CloseToPublic(HOME), same.states[HOME], same) == []


def test_each_aggregate_is_asked() -> None:
    assert {decider.kind for decider in AGGREGATES if not hasattr(decider.decide, "__wrapped__")} == set()
