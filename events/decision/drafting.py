"""Drafting a decision: its text, what it is about, and the body that is to take it."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from typing import Any

from events.acting import with_successors
from events.agreement.state import Agreement
from events.body.lifecycle import electorate_on
from events.body.state import Body
from events.county.state import County
from events.decider import Act, Part, World, recorded, require
from events.decision.acting import OF_BODY, check_has_body, of_body
from events.decision.competence import check_exists
from events.decision.course import check_status
from events.decision.lifecycle import parties_of
from events.decision.state import Decision, DecisionStatus, DecisionStep, OfDecision
from events.decision.subjects import DecisionSubject, Subjects
from events.refs import BodyRef, HolderRef, PartyRef
from events.rules import check_known
from events.terms import Code, check_choosable
from events.values import Passage, Title, digest_of
from events.when import When, check_not_ahead


@dataclass(frozen=True)
class _Words:
    title: Title
    """Its title (Titel)."""
    text: Passage
    """The text of the resolution (Beschlusstext)."""


@dataclass(frozen=True)
class _About:
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    public: bool
    """Whether it is decided in public (öffentlich)."""
    _: KW_ONLY
    theme: Code | None = None
    """The code of the theme in the county's list; null if it has no theme (Thema)."""
    subjects: Subjects = ()
    """What it is about; an act can be based on the decision only if its subject is named here (Gegenstände)."""


# --- Drafted ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _OfBody:
    body: BodyRef
    """The body that is to decide (Gremium)."""


@dataclass(frozen=True)
class _DecisionDraft(_About, _OfBody, _Words):
    on: date
    """The day, not a future one (Tag)."""


@dataclass(frozen=True)
class DecisionDrafted(_DecisionDraft):
    """A decision was drafted (Beschluss entworfen)."""

    of: HolderRef
    """The owner of the body (Träger des Gremiums)."""
    holder: HolderRef
    """For whom it is to decide (Träger)."""
    parties: tuple[PartyRef, ...]
    """The municipalities and partners that the members with voting rights represented then, as far as recorded
    (vertreten)."""


@dataclass(frozen=True)
class DraftDecision(_DecisionDraft):
    """Draft a decision of a body. A public decision is internal until it is submitted; a non-public one is visible only
    to the office and to those involved (Beschluss entwerfen)."""

    holder: HolderRef | None = None
    """For whom the body is to decide, for example after a transfer of competence; null for the owner of the body
    (Träger)."""


def _draft(command: DraftDecision, state: None, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.latest, "on")
    check_known(command.body, "body", world)
    body: Body = world.states[command.body]
    check_has_body(body.of, "body", world)
    check_exists(body, command.on, "on")
    check_known(command.holder, "holder", world)
    _check_matter(command.matter, command.on, world)
    _check_theme(command.theme, command.on, world)
    _check_subjects(command.subjects, world)
    parties = parties_of(electorate_on(body, world.today))
    return [recorded(DecisionDrafted, command, of=body.of, holder=command.holder or body.of, parties=parties)]


def _check_matter(code: str, on: date, world: World) -> None:
    """Raise `Rejected` unless the matter is in the county's list (NOT_LISTED) and not retired by the day (RETIRED)."""
    county: County = world.states[world.county]
    check_choosable(county.matters, code, on, "matter")


def _check_theme(code: str | None, on: date, world: World) -> None:
    """Raise `Rejected` unless a theme is in the county's list (NOT_LISTED) and not retired by the day (RETIRED)."""
    if code is not None:
        county: County = world.states[world.county]
        check_choosable(county.themes, code, on, "theme")


def _check_subjects(subjects: Iterable[DecisionSubject], world: World) -> None:
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
            "That agreement has no proposal {number}; check the number, or record the proposal first.",
            number=subject.number,
        )


def _draft_looks_at(state: None, command: DraftDecision, world: World) -> Iterable[str]:
    """The county's lists, and whose body it is."""
    body: Body | None = world.states.get(command.body)
    return (world.county, *(() if body is None else with_successors((body.of,), world)))


def _drafted(state: None, event: DecisionDrafted) -> Decision:
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


# --- Told anew -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DecisionRevised(_About, _Words):
    """A decision was revised before the vote (Entwurf überarbeitet)."""


@dataclass(frozen=True)
class ReviseDecision(DecisionRevised, OfDecision):
    """Revise a decision as a whole. Once it is submitted, and while it is deferred, only title and text can change;
    during the vote, nothing can (Entwurf überarbeiten)."""


def _revise(command: ReviseDecision, state: Decision, world: World) -> list[Any]:
    check_status(state, DecisionStatus.DRAFT, DecisionStatus.SUBMITTED, DecisionStatus.DEFERRED)
    event = recorded(DecisionRevised, command)
    after = _revised(state, event)
    if after == state:
        return []
    require(
        state.steps[-1].status is DecisionStatus.DRAFT or replace(state, title=after.title, text=after.text) == after,
        "NOT_A_DRAFT",
        "id",
        "The decision has been submitted, so only its title and text can still be changed; for other changes, "
        "withdraw it and draft another.",
    )
    if command.matter != state.matter:
        _check_matter(command.matter, world.today, world)
    if command.theme != state.theme:
        _check_theme(command.theme, world.today, world)
    _check_subjects([each for each in command.subjects if each not in state.subjects], world)
    return [event]


def _lists(state: Decision, command: ReviseDecision, world: World) -> Iterable[str]:
    """The county's lists."""
    return (world.county,)


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


DRAFTING = Part(
    (
        Act(DraftDecision, _draft, {DecisionDrafted: _drafted}, OF_BODY, _draft_looks_at, begins=True),
        of_body(ReviseDecision, _revise, {DecisionRevised: _revised}, reads=_lists),
    )
)
