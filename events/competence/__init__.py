"""Competence (Entscheidungskompetenz): which body exercises a matter for its holder, and to whom it is transferred.

One record for each holder, under the holder's own id. A folder of its own: the words stand in `names`, `assignments`,
`transfers` and `correction`, the rules beside them in modules that end in `_rules`, what is recorded in `state`, what
holds of all of it in `soundness`, how a transfer stands on a day in `standing`, and who is competent in `reckoning`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from events.agreement.state import Agreement
from events.authority import Act, Resting
from events.body.state import Body
from events.competence import assignment_rules, correction_rules, transfer_rules
from events.competence.assignments import AssignCompetence, CompetenceAssigned, CompetenceEnded, EndCompetence
from events.competence.correction import CompetenceCorrected, CorrectCompetence
from events.competence.names import competence_of
from events.competence.reckoning import agreements_of, named_by
from events.competence.state import Competences, CompetencesOnDay
from events.competence.transfers import (
    AcceptTransfer,
    CompetenceTransferAccepted,
    CompetenceTransferred,
    CompetenceTransferRevoked,
    RevokeTransfer,
    TransferCompetence,
)
from events.competence.view_rules import view
from events.decider import Decider, World, require
from events.policy import OFFICE, Audience, Disclosure, Grants, Policy, Relation, Role, Visibility
from events.rules import existing
from events.successors import become, mergers_in

_RULES = (assignment_rules, transfer_rules, correction_rules)
_DECIDES: Mapping[type[Any], Callable[[Any, Competences, World], list[Any]]] = {
    command: decides for rules in _RULES for command, decides in rules.DECIDES.items()
}
_EVOLVES: Mapping[type[Any], Callable[[Competences, Any], Competences]] = {
    event: evolves for rules in _RULES for event, evolves in rules.EVOLVES.items()
}
_HOLDER_TOO: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}


def decide(command: Any, state: Competences | None, world: World) -> list[Any]:
    """The events that follow from a command on the competences of a holder; the first one opens their record."""
    _check_own(command.holder, world)
    if isinstance(command, AssignCompetence):
        return assignment_rules.assign(command, state, world)
    if isinstance(command, TransferCompetence):
        return transfer_rules.transfer(command, state, world)
    require(
        state is not None,
        "NOT_FOUND",
        "holder",
        "No competence of this holder is recorded; assign or transfer a matter first, or name another holder.",
    )
    return _DECIDES[type(command)](command, existing(state), world)


def _check_own(holder: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for another than the holder, or than whom it has become."""
    require(
        world.acts_for in (None, holder, become(holder, world.today, mergers_in(world.states))),
        "NOT_YOURS",
        "holder",
        "You act for another; ask the holder, or the county's coordination, to record it.",
    )


def evolve(state: Competences | None, event: Any) -> Competences:
    """The competences after the event."""
    if isinstance(event, CompetenceAssigned):
        return assignment_rules.assigned(state, event)
    if isinstance(event, CompetenceTransferred):
        return transfer_rules.transferred(state, event)
    return _EVOLVES[type(event)](existing(state), event)


def reads(state: Competences | None, command: Any, world: World) -> Iterable[str]:
    """The county, for its lists; whose the named bodies are, the agreements in question and their parties, each with
    the line of those that they have become."""
    choosing = (AssignCompetence, TransferCompetence, CorrectCompetence)
    named = [command.holder, *([world.county] if isinstance(command, choosing) else [])]
    if isinstance(command, AcceptTransfer):
        named += agreements_of(state)
    if isinstance(command, CorrectCompetence | AcceptTransfer) and state is not None:
        named += [each.receiver for each in state.transfers]
    loaded = [world.states[ref] for ref in (*world.states, *named) if world.states.get(ref) is not None]
    # Bodies name whose they are, agreements their parties.
    named += [each.of for each in loaded if isinstance(each, Body)]
    named += [party.party for each in loaded if isinstance(each, Agreement) for party in each.parties]
    # Asked again with the next successor loaded, until there is none.
    mergers = mergers_in(world.states)
    return tuple(dict.fromkeys(each for ref in named for each in (ref, become(ref, date.max, mergers))))


def audience(ref: str, state: Competences, event: Any) -> Audience:
    """Who is competent is public. It concerns the holder, its bodies, and those that it has transferred a matter to."""
    return Audience(Visibility.PUBLIC, frozenset({ref, *named_by(state)}))


def rests(command: Any, state: Competences | None, world: World) -> Resting | None:
    """A transfer, and a correction that makes it another one, can rest on a decision that was taken for the holder and
    is about its competences: as a whole, for it has no number before it is recorded."""
    match command:
        case TransferCompetence(holder=holder, since=since):
            pass
        case CorrectCompetence(holder=holder) if state is not None and (day := correction_rules.retold(command, state)):
            since = day
        case _:
            return None
    return Resting(Act.TRANSFER_COMPETENCE, competence_of(holder), None, since, holder)


COMPETENCE = Decider(
    kind="competence",
    state=Competences,
    shown=CompetencesOnDay,
    commands=(
        AssignCompetence,
        EndCompetence,
        TransferCompetence,
        AcceptTransfer,
        RevokeTransfer,
        CorrectCompetence,
    ),
    events={
        "CompetenceAssigned": CompetenceAssigned,
        "CompetenceEnded": CompetenceEnded,
        "CompetenceTransferred": CompetenceTransferred,
        "CompetenceTransferAccepted": CompetenceTransferAccepted,
        "CompetenceTransferRevoked": CompetenceTransferRevoked,
        "CompetenceCorrected": CompetenceCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    reads=reads,
    disclosure=Disclosure(audience),
    rests=rests,
    seat="holder",
    policy=Policy(
        may={
            AssignCompetence: _HOLDER_TOO,
            EndCompetence: _HOLDER_TOO,
            TransferCompetence: _HOLDER_TOO,
            AcceptTransfer: OFFICE,
            RevokeTransfer: _HOLDER_TOO,
            CorrectCompetence: OFFICE,
        }
    ),
)
