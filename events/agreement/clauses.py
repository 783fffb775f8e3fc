"""Clauses of the draft: added, revised, struck and numbered anew, by several people at once.

An edit names the edit of its clause that it was made from, so that edits of different clauses never conflict.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from events.agreement.lifecycle import PARTIES_TOO, check_draft
from events.agreement.state import Agreement, OfAgreement
from events.agreement.wording import (
    Clause,
    ClauseEdit,
    ClauseKey,
    ClauseKind,
    ClauseNumber,
    ClauseRevision,
    ClauseWording,
    KeptWording,
    kept,
)
from events.decider import Act, Part, Rejected, Superseded, World, recorded, require
from events.rules import check_not_empty
from events.values import Allotted, Many, Name, Passage, digest_of

DRAFTS_KEPT = 20
"""So many wordings of a clause are kept while it is drafted, for an edit to be compared with what it started from."""


def settled(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses once the draft is settled: what edits would be compared with is needed no more."""
    return tuple(replace(clause, drafts=clause.drafts[-1:]) for clause in clauses)


# --- Adding ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Addition:
    wording: ClauseWording
    """Its wording (Wortlaut)."""


@dataclass(frozen=True)
class ClauseAdded(_Addition):
    """A clause was added to the draft (Paragraph aufgenommen)."""

    clause: Annotated[ClauseKey, Allotted("clause")]
    """The clause's key (Kennung)."""


@dataclass(frozen=True)
class AddClause(_Addition, OfAgreement):
    """Add a clause to the draft (Paragraph aufnehmen)."""


def _add(command: AddClause, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    number = command.wording.number
    if any(_wording(clause).number == number for clause in state.clauses):
        raise _number_taken(number, "wording.number")
    return [ClauseAdded(command.wording, state.last_clause + 1)]


def _added(state: Agreement, event: ClauseAdded) -> Agreement:
    wording = kept(event.wording)
    clause = Clause(event.clause, (ClauseRevision(1, wording),), drafts=(wording.text,))
    return replace(state, clauses=(*state.clauses, clause), last_clause=max(state.last_clause, event.clause))


# --- Revising --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClauseRevised:
    """A clause of the draft was revised; fields that are null stayed as they were (Paragraph geändert)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    expected_clause_version: ClauseEdit
    """The version of the clause that the edit started from (erwarteter Stand des Paragraphen)."""
    heading: Name | None = None
    """Its new heading (Überschrift)."""
    clause_kind: ClauseKind | None = None
    """What it is about now (Art)."""
    text: Passage | None = None
    """Its new text (Text)."""


@dataclass(frozen=True)
class ReviseClause(ClauseRevised, OfAgreement):
    """Revise a clause of the draft; fields that are left out stay as they are. Edits of other clauses in the meantime
    do not conflict. If this clause was edited in the meantime, the problem gives both texts and the one they started
    from (Paragraph ändern)."""


def _revise(command: ReviseClause, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    clause = _drafted(state, command.clause)
    _check_version(clause, command.expected_clause_version)
    if _revised(_wording(clause), command) == _wording(clause):
        return []
    _check_newest(clause, command.expected_clause_version)
    return [recorded(ClauseRevised, command)]


def _edited(state: Agreement, event: ClauseRevised) -> Agreement:
    return _with(state, {event.clause: lambda clause: _after(clause, event)})


def _after(clause: Clause, event: ClauseRevised) -> Clause:
    wording = _revised(_wording(clause), event)
    return replace(
        clause,
        revisions=(ClauseRevision(1, wording),),
        edits=clause.edits + 1,
        drafts=(*clause.drafts, wording.text)[-DRAFTS_KEPT:],
    )


def _revised(wording: KeptWording, event: ClauseRevised) -> KeptWording:
    return KeptWording(
        wording.number,
        event.heading or wording.heading,
        event.clause_kind or wording.kind,
        wording.text if event.text is None else digest_of(event.text),
    )


# --- Striking --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClauseRemoved:
    """A clause was struck from the draft (Paragraph gestrichen)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    expected_clause_version: ClauseEdit
    """The version of the clause that is struck (erwarteter Stand des Paragraphen)."""


@dataclass(frozen=True)
class RemoveClause(ClauseRemoved, OfAgreement):
    """Strike a clause from the draft (Paragraph streichen)."""


def _remove(command: RemoveClause, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    if command.clause <= state.last_clause and all(clause.key != command.clause for clause in state.clauses):
        return []
    clause = _drafted(state, command.clause)
    _check_version(clause, command.expected_clause_version)
    _check_newest(clause, command.expected_clause_version)
    return [recorded(ClauseRemoved, command)]


def _removed(state: Agreement, event: ClauseRemoved) -> Agreement:
    return replace(state, clauses=tuple(clause for clause in state.clauses if clause.key != event.clause))


# --- Numbering -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClauseNumbering:
    """A clause and its new number (neue Nummer)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    number: ClauseNumber
    """Its new number (Nummer)."""


@dataclass(frozen=True)
class ClausesRenumbered:
    """Clauses of the draft were renumbered (Paragraphen neu nummeriert)."""

    numbers: Annotated[tuple[ClauseNumbering, ...], Many(1_000)]
    """The clauses and their new numbers (neue Nummern)."""


@dataclass(frozen=True)
class RenumberClauses(ClausesRenumbered, OfAgreement):
    """Renumber clauses of the draft, all at once (Paragraphen neu nummerieren)."""


def _renumber(command: RenumberClauses, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_not_empty(command.numbers, "numbers")
    given = {each.clause: each.number for each in command.numbers}
    require(
        len(given) == len(command.numbers), "TWICE", "numbers", "A clause is given two numbers here; give it only one."
    )
    before = {clause.key: _wording(clause).number for clause in state.clauses}
    for key in given:
        _drafted(state, key, "numbers")
    after = {**before, **given}
    if len(set(after.values())) < len(after):
        taken = next(number for number in after.values() if list(after.values()).count(number) > 1)
        raise _number_taken(taken, "numbers")
    return [] if after == before else [ClausesRenumbered(command.numbers)]


def _renumbered(state: Agreement, event: ClausesRenumbered) -> Agreement:
    given = {each.clause: each.number for each in event.numbers}
    return _with(state, {key: lambda clause: _numbered(clause, given[clause.key]) for key in given})


def _numbered(clause: Clause, number: str) -> Clause:
    return replace(clause, revisions=(ClauseRevision(1, replace(_wording(clause), number=number)),))


# --- What all of them look at ----------------------------------------------------------------------------------


def _drafted(state: Agreement, key: int, field: str = "clause") -> Clause:
    clause = next((each for each in state.clauses if each.key == key), None)
    if clause is None and key <= state.last_clause:
        raise Rejected(
            "CLAUSE_REMOVED",
            field,
            "The clause with the key {key} was struck from the draft; add it again if it is still needed.",
            key=key,
        )
    if clause is None:
        raise Rejected(
            "NOT_FOUND",
            field,
            "The draft has no clause with the key {key}; give the key of the clause, not its number.",
            key=key,
        )
    return clause


def _wording(clause: Clause) -> KeptWording:
    """How a clause of the draft reads; one that is struck from the draft is no clause of it any more."""
    wording = clause.revisions[0].wording
    assert wording is not None
    return wording


def _number_taken(number: str, field: str) -> Rejected:
    return Rejected(
        "NUMBER_TAKEN",
        field,
        "Two clauses would have the number {number}; choose another number, or renumber the clauses.",
        number=number,
    )


def _check_version(clause: Clause, expected: int) -> None:
    require(
        expected <= clause.edits,
        "UNKNOWN_VERSION",
        "expected_clause_version",
        "The clause is at version {edits}, and there is no later one yet; give the version that the edit started from.",
        edits=clause.edits,
    )


def _check_newest(clause: Clause, expected: int) -> None:
    if expected == clause.edits:
        return
    behind = clause.edits - expected
    base = clause.drafts[-1 - behind] if behind < len(clause.drafts) else None
    raise Superseded(
        "expected_clause_version",
        clause.edits,
        base,
        _wording(clause).text,
        "The clause was edited in the meantime and is now at version {edits}; merge both texts and send the clause "
        "again with that version.",
        edits=clause.edits,
    )


def _with(state: Agreement, edits: dict[int, Callable[[Clause], Clause]]) -> Agreement:
    edited = tuple(edits[clause.key](clause) if clause.key in edits else clause for clause in state.clauses)
    return replace(state, clauses=edited)


CLAUSES = Part(
    (
        Act(AddClause, _add, {ClauseAdded: _added}, PARTIES_TOO),
        Act(ReviseClause, _revise, {ClauseRevised: _edited}, PARTIES_TOO),
        Act(RemoveClause, _remove, {ClauseRemoved: _removed}, PARTIES_TOO),
        Act(RenumberClauses, _renumber, {ClausesRenumbered: _renumbered}, PARTIES_TOO),
    )
)
