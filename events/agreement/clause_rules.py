"""Clauses of the draft: what follows from adding, revising, striking and numbering them, by several people at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.agreement.clauses import (
    AddClause,
    Clause,
    ClauseAdded,
    ClauseNumbering,
    ClauseRemoved,
    ClauseRevised,
    ClauseRevision,
    ClausesRenumbered,
    ClauseWording,
    KeptWording,
    RemoveClause,
    RenumberClauses,
    ReviseClause,
)
from events.agreement.lifecycle import check_draft
from events.agreement.state import Agreement
from events.decider import Rejected, Superseded, World, require
from events.rules import check_not_empty
from events.values import digest_of

DRAFTS_KEPT = 20
"""So many wordings of a clause are kept while it is drafted, for an edit to be compared with what it started from."""


def kept(wording: ClauseWording) -> KeptWording:
    """A wording as states hold it: its text by the digest."""
    return KeptWording(wording.number, wording.heading, wording.kind, digest_of(wording.text))


def settled(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses once the draft is settled: what edits would be compared with is needed no more."""
    return tuple(replace(clause, drafts=clause.drafts[-1:]) for clause in clauses)


# --- What follows ----------------------------------------------------------------------------------------------


def _add(command: AddClause, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    _check_free(state, command.number)
    wording = ClauseWording(command.number, command.heading, command.kind, command.text)
    return [ClauseAdded(state.last_clause + 1, wording)]


def _revise(command: ReviseClause, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    clause = _drafted(state, command.clause)
    _check_version(clause, command.expected_clause_version)
    revised = ClauseRevised(command.clause, command.heading, command.kind, command.text)
    if _revised(_wording(clause), revised) == _wording(clause):
        return []
    _check_newest(clause, command.expected_clause_version)
    return [revised]


def _remove(command: RemoveClause, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    if command.clause <= state.last_clause and command.clause not in _keys(state):
        return []
    clause = _drafted(state, command.clause)
    _check_version(clause, command.expected_clause_version)
    _check_newest(clause, command.expected_clause_version)
    return [ClauseRemoved(command.clause)]


def _renumber(command: RenumberClauses, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_not_empty(command.numbers, "numbers")
    given = {each.clause: each.number for each in command.numbers}
    require(
        len(given) == len(command.numbers),
        "TWICE",
        "numbers",
        "A clause gets two numbers here; give it one.",
    )
    before = {clause.key: _wording(clause).number for clause in state.clauses}
    for key in given:
        _drafted(state, key, "numbers")
    after = {**before, **given}
    if len(set(after.values())) < len(after):
        taken = next(number for number in after.values() if list(after.values()).count(number) > 1)
        raise _number_taken(taken, "numbers")
    changed = tuple(ClauseNumbering(key, number) for key, number in given.items() if before[key] != number)
    return [ClausesRenumbered(changed)] if changed else []


def _keys(state: Agreement) -> set[int]:
    return {clause.key for clause in state.clauses}


def _drafted(state: Agreement, key: int, field: str = "clause") -> Clause:
    clause = next((each for each in state.clauses if each.key == key), None)
    if clause is None and key <= state.last_clause:
        raise Rejected(
            "CLAUSE_REMOVED",
            field,
            "Clause {key} has been struck from the draft; add it anew if it is still wanted.",
            key=key,
        )
    if clause is None:
        raise Rejected(
            "NOT_FOUND",
            field,
            "The draft has no clause with the key {key}; clauses are named by their keys, not by their numbers.",
            key=key,
        )
    return clause


def _wording(clause: Clause) -> KeptWording:
    """How a clause of the draft reads; one that is struck from the draft is no clause of it any more."""
    wording = clause.revisions[0].wording
    assert wording is not None
    return wording


def _check_free(state: Agreement, number: str) -> None:
    if any(_wording(clause).number == number for clause in state.clauses):
        raise _number_taken(number, "number")


def _number_taken(number: str, field: str) -> Rejected:
    return Rejected(
        "NUMBER_TAKEN",
        field,
        "There would be two clauses {number}; choose another number, or number the clauses anew.",
        number=number,
    )


def _check_version(clause: Clause, expected: int) -> None:
    require(
        expected <= clause.edits,
        "UNKNOWN_VERSION",
        "expected_clause_version",
        "The clause is at version {edits}, and there is none after it yet; name the version that the edit was made "
        "from.",
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
        "The clause was edited meanwhile and is at version {edits}; bring both texts together and send the clause "
        "again with that version.",
        edits=clause.edits,
    )


# --- What is then recorded -------------------------------------------------------------------------------------


def _added(state: Agreement, event: ClauseAdded) -> Agreement:
    wording = kept(event.wording)
    clause = Clause(event.clause, (ClauseRevision(1, wording),), drafts=(wording.text,))
    return replace(state, clauses=(*state.clauses, clause), last_clause=event.clause)


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


def _removed(state: Agreement, event: ClauseRemoved) -> Agreement:
    return replace(state, clauses=tuple(clause for clause in state.clauses if clause.key != event.clause))


def _renumbered(state: Agreement, event: ClausesRenumbered) -> Agreement:
    given = {each.clause: each.number for each in event.numbers}
    return _with(state, {key: lambda clause: _numbered(clause, given[clause.key]) for key in given})


def _numbered(clause: Clause, number: str) -> Clause:
    return replace(clause, revisions=(ClauseRevision(1, replace(_wording(clause), number=number)),))


def _with(state: Agreement, edits: dict[int, Callable[[Clause], Clause]]) -> Agreement:
    edited = tuple(edits[clause.key](clause) if clause.key in edits else clause for clause in state.clauses)
    return replace(state, clauses=edited)


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    AddClause: _add,
    ReviseClause: _revise,
    RemoveClause: _remove,
    RenumberClauses: _renumber,
}
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    ClauseAdded: _added,
    ClauseRevised: _edited,
    ClauseRemoved: _removed,
    ClausesRenumbered: _renumbered,
}
