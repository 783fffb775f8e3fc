"""Body (Gremium): one that decides or advises; who sits in it, and by which rules it decides.

A folder of its own: the words stand in `statutes`, `members`, `rule_terms` and `correction`, the rules beside them in
modules that end in `_rules`, what is recorded in `state`, what follows from that by a day in `lifecycle`, who may
record what in `acting`, and what holds of every body in `soundness`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from events.body import correction_rules, member_rules, rule_terms_rules, statute_rules
from events.body.acting import check_acts, looked_at
from events.body.correction import BodyCorrected, CorrectBody
from events.body.members import (
    AppointChair,
    AppointMember,
    BodyChairAppointed,
    BodyChairEnded,
    BodyMemberAppointed,
    BodyMembershipChanged,
    BodyMembershipEnded,
    ChangeMembership,
    EndChair,
    EndMembership,
)
from events.body.rule_terms import AdoptDecisionRule, DecisionRuleAdopted, DecisionRuleRetired, RetireDecisionRule
from events.body.state import Body, BodyOnDay
from events.body.statutes import (
    BodyDissolved,
    BodyEstablished,
    BodyRenamed,
    BodyStatutesChanged,
    ChangeStatutes,
    DissolveBody,
    EstablishBody,
    RenameBody,
)
from events.body.view_rules import view
from events.decider import Decider, World
from events.policy import OFFICE, Audience, Disclosure, Grants, Policy, Relation, Role, Visibility
from events.rules import check_absent, existing

_RULES = (statute_rules, member_rules, rule_terms_rules, correction_rules)
_DECIDES: Mapping[type[Any], Callable[[Any, Body, World], list[Any]]] = {
    command: decides for rules in _RULES for command, decides in rules.DECIDES.items()
}
_EVOLVES: Mapping[type[Any], Callable[[Body, Any], Body]] = {
    event: evolves for rules in _RULES for event, evolves in rules.EVOLVES.items()
}
_HOLDING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}


def decide(command: Any, state: Body | None, world: World) -> list[Any]:
    """The events that follow from a command on a body."""
    if isinstance(command, EstablishBody):
        check_absent(state)
        return statute_rules.establish(command, world)
    state = existing(state)
    check_acts(state.of, "id", world)
    return _DECIDES[type(command)](command, state, world)


def evolve(state: Body | None, event: Any) -> Body:
    """The body after the event."""
    if isinstance(event, BodyEstablished):
        return statute_rules.established(event)
    return _EVOLVES[type(event)](existing(state), event)


def reads(state: Body | None, command: Any, world: World) -> Iterable[str]:
    """The county, where its list of matters matters; whose body it is, as the command and as the record say it, with
    the line of successors where only that one may act; on correction, also where its days are judged."""
    if isinstance(command, AdoptDecisionRule | CorrectBody):
        yield world.county
    of = command.of if isinstance(command, EstablishBody | CorrectBody) else None
    if state is not None:
        yield from looked_at(state.of, world)
        if isinstance(command, CorrectBody):
            yield state.of
    if of is not None:
        yield from looked_at(of, world)


def audience(ref: str, state: Body, event: Any) -> Audience:
    """Bodies and their rules are public; they concern those whose body it is, and all that are or were represented."""
    parties = {member.party for member in state.members if member.party is not None}
    return Audience(Visibility.PUBLIC, frozenset({ref, state.of, *parties}))


BODY = Decider(
    kind="body",
    state=Body,
    shown=BodyOnDay,
    commands=(
        EstablishBody,
        RenameBody,
        ChangeStatutes,
        AppointMember,
        ChangeMembership,
        EndMembership,
        AppointChair,
        EndChair,
        AdoptDecisionRule,
        RetireDecisionRule,
        DissolveBody,
        CorrectBody,
    ),
    events={
        "BodyEstablished": BodyEstablished,
        "BodyRenamed": BodyRenamed,
        "BodyStatutesChanged": BodyStatutesChanged,
        "BodyMemberAppointed": BodyMemberAppointed,
        "BodyMembershipChanged": BodyMembershipChanged,
        "BodyMembershipEnded": BodyMembershipEnded,
        "BodyChairAppointed": BodyChairAppointed,
        "BodyChairEnded": BodyChairEnded,
        "DecisionRuleAdopted": DecisionRuleAdopted,
        "DecisionRuleRetired": DecisionRuleRetired,
        "BodyDissolved": BodyDissolved,
        "BodyCorrected": BodyCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    reads=reads,
    disclosure=Disclosure(audience),
    policy=Policy(
        may={
            EstablishBody: _HOLDING,
            RenameBody: _HOLDING,
            ChangeStatutes: _HOLDING,
            AppointMember: _HOLDING,
            ChangeMembership: _HOLDING,
            EndMembership: _HOLDING,
            AppointChair: _HOLDING,
            EndChair: _HOLDING,
            AdoptDecisionRule: _HOLDING,
            RetireDecisionRule: _HOLDING,
            DissolveBody: _HOLDING,
            CorrectBody: _HOLDING,
        }
    ),
)
