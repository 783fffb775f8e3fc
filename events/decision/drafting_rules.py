"""Drafting a decision: what follows from drafting it and from telling it anew."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.state import Agreement
from events.body.lifecycle import electorate_on, exists_on
from events.body.state import Body
from events.county.state import County
from events.decider import World, require
from events.decision.acting import check_has_body
from events.decision.competence_rules import check_exists
from events.decision.course import DecisionStatus, DecisionStep
from events.decision.course_rules import check_status
from events.decision.drafting import (
    DecisionDrafted,
    DecisionPartiesChanged,
    DecisionRevised,
    DraftDecision,
    ReviseDecision,
)
from events.decision.state import Decision
from events.decision.subjects import DecisionSubject
from events.rules import check_known
from events.terms import check_choosable
from events.values import digest_of
from events.voting.cast import Electorate
from events.when import When, check_not_ahead

UNDECIDED = (DecisionStatus.DRAFT, DecisionStatus.SUBMITTED, DecisionStatus.DEFERRED)
"""Before it is voted on, or voted on again."""

# --- What follows ----------------------------------------------------------------------------------------------


def draft(command: DraftDecision, world: World) -> list[Any]:
    """What follows from drafting a decision."""
    check_not_ahead(When(command.on), world.today, "on")
    check_known(command.body, "body", world)
    body: Body = world.states[command.body]
    check_has_body(body.of, "body", world)
    check_exists(body, command.on, "on")
    check_known(command.holder, "holder", world)
    check_matter(command.matter, command.on, world)
    check_theme(command.theme, command.on, world)
    check_subjects(command.subjects, world)
    return [
        DecisionDrafted(
            title=command.title,
            text=command.text,
            body=command.body,
            of=body.of,
            holder=command.holder or body.of,
            matter=command.matter,
            theme=command.theme,
            subjects=command.subjects,
            public=command.public,
            on=command.on,
            parties=parties_of(electorate_on(body, world.today)),
        )
    ]


def check_matter(code: str, on: date, world: World) -> None:
    """Raise `Rejected` unless the matter is in the county's list (NOT_LISTED) and not retired by the day (RETIRED)."""
    county: County = world.states[world.county]
    check_choosable(county.matters, code, on, "matter")


def check_theme(code: str | None, on: date, world: World) -> None:
    """Raise `Rejected` unless a theme is in the county's list (NOT_LISTED) and not retired by the day (RETIRED)."""
    if code is not None:
        county: County = world.states[world.county]
        check_choosable(county.themes, code, on, "theme")


def check_subjects(subjects: Iterable[DecisionSubject], world: World) -> None:
    """Raise `Rejected` unless what a decision is about is in the record, a proposal too (NOT_FOUND), and has such
    numbers (NOT_NUMBERED). A transfer may be named before it is recorded: it rests on the decision."""
    for subject in subjects:
        check_known(subject.of, "subjects", world)
        of = world.states[subject.of]
        require(
            subject.number is None or subject.of.startswith(("agreement:", "competence:")),
            "NOT_NUMBERED",
            "subjects",
            "Only proposals of agreements and transfers of competences have numbers; leave the number out.",
        )
        require(
            not isinstance(of, Agreement) or subject.number is None or subject.number <= of.last_proposal,
            "NOT_FOUND",
            "subjects",
            "That agreement has no proposal {number}; record the proposal first.",
            number=subject.number,
        )


def parties_of(electorate: Electorate) -> tuple[str, ...]:
    """Those whom the members with voting right represent, each once."""
    return tuple(sorted({seat.party for seat in electorate.seats if seat.party is not None}))


def parties_changed(state: Decision, world: World) -> list[Any]:
    """Whose body decides, and whom its members with voting right represent now, where a decision is still to be voted
    on and that is not as recorded: who has left the body learns nothing more, who has come in does. A voting tells its
    own."""
    body: Body = world.states[state.body]
    undecided = state.steps[-1].status in UNDECIDED and exists_on(body, world.today)
    parties = parties_of(electorate_on(body, world.today)) if undecided else state.entitled
    return [] if (body.of, parties) == (state.of, state.entitled) else [DecisionPartiesChanged(body.of, parties)]


def _revise(command: ReviseDecision, state: Decision, world: World) -> list[Any]:
    check_status(state, DecisionStatus.DRAFT, DecisionStatus.SUBMITTED, DecisionStatus.DEFERRED)
    event = DecisionRevised(
        command.title, command.text, command.matter, command.theme, command.subjects, command.public
    )
    after = _revised(state, event)
    if after == state:
        return []
    require(
        state.steps[-1].status is DecisionStatus.DRAFT or replace(state, title=after.title, text=after.text) == after,
        "NOT_A_DRAFT",
        "id",
        "The decision is submitted: only its title and its text can still be changed; otherwise withdraw it and "
        "draft another.",
    )
    if command.matter != state.matter:
        check_matter(command.matter, world.today, world)
    if command.theme != state.theme:
        check_theme(command.theme, world.today, world)
    check_subjects([each for each in command.subjects if each not in state.subjects], world)
    return [event]


# --- What is then recorded -------------------------------------------------------------------------------------


def drafted(event: DecisionDrafted) -> Decision:
    """The decision as it was drafted."""
    return Decision(
        title=event.title,
        text=digest_of(event.text),
        body=event.body,
        of=event.of,
        holder=event.holder,
        matter=event.matter,
        theme=event.theme,
        subjects=event.subjects,
        public=event.public,
        steps=(DecisionStep(DecisionStatus.DRAFT, event.on),),
        entitled=event.parties,
    )


def _revised(state: Decision, event: DecisionRevised) -> Decision:
    return replace(
        state,
        title=event.title,
        text=digest_of(event.text),
        matter=event.matter,
        theme=event.theme,
        subjects=event.subjects,
        public=event.public,
    )


def of_body(state: Decision, of: str) -> Decision:
    """The decision as one of whoever has the body; for whom it is decided follows, where nobody else was named."""
    return replace(state, of=of, holder=of if state.holder == state.of else state.holder)


def _parties_changed(state: Decision, event: DecisionPartiesChanged) -> Decision:
    return replace(of_body(state, event.of), entitled=event.parties)


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {ReviseDecision: _revise}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {
    DecisionRevised: _revised,
    DecisionPartiesChanged: _parties_changed,
}
