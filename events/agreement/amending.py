"""What an amendment may change: clauses of the version that it starts from, terms, and who is a party."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from events.agreement.admissions import check_admission, check_release
from events.agreement.carrying_out import changed_terms, reworded
from events.agreement.changes import AmendmentChanges, ClauseChange, KeptChanges, KeptClauseChange, TermsChange
from events.agreement.clause_rules import kept
from events.agreement.clauses import KeptWording
from events.agreement.conflicts import touched
from events.agreement.state import Agreement
from events.agreement.terms_rules import check_leaving, check_resources, check_review, check_rule, check_term
from events.agreement.versions import revision_at, terms_at
from events.decider import World, require
from events.values import digest_of
from events.when import When


def kept_changes(changes: AmendmentChanges) -> KeptChanges:
    """What an amendment changes, as states hold it: texts by their digests."""
    return KeptChanges(
        added=tuple(kept(wording) for wording in changes.added),
        revised=tuple(_kept_change(change) for change in changes.revised),
        removed=changes.removed,
        terms=changes.terms,
        admitted=changes.admitted,
        released=changes.released,
    )


def _kept_change(change: ClauseChange) -> KeptClauseChange:
    text = None if change.text is None else digest_of(change.text)
    return KeptClauseChange(change.clause, change.number, change.heading, change.kind, text)


def checked(changes: AmendmentChanges, state: Agreement, base: int, on: date, world: World) -> AmendmentChanges:
    """The changes of an amendment, with all entries named that are released. Raises `Rejected` unless they change
    something (EMPTY), name each part once (TWICE), and clauses of the version that they start from (NOT_FOUND)."""
    require(
        changes not in (AmendmentChanges(), AmendmentChanges(terms=TermsChange())),
        "EMPTY",
        "changes",
        "The amendment changes nothing; say what it changes.",
    )
    _check_clauses(changes, state, base)
    if changes.terms is not None:
        _check_terms(changes.terms, state, base, on, world)
    _check_once([admission.party for admission in changes.admitted], "changes.admitted")
    for admission in changes.admitted:
        check_admission(admission, When(on), state, "changes.admitted", world)
    return replace(changes, released=check_release(changes.released, on, state, "changes.released", world))


def _check_once(named: Sequence[object], field: str) -> None:
    require(
        len(set(named)) == len(named),
        "TWICE",
        field,
        "One of these is named twice; name it once.",
    )


def _check_clauses(changes: AmendmentChanges, state: Agreement, base: int) -> None:
    _check_once([*(change.clause for change in changes.revised), *changes.removed], "changes")
    there: dict[int, KeptWording] = {}
    for clause in state.clauses:
        revision = revision_at(clause, base)
        if revision is not None and revision.wording is not None:
            there[clause.key] = revision.wording
    for key in sorted(touched(changes)):
        require(
            key in there,
            "NOT_FOUND",
            "changes",
            "Version {base} has no clause with the key {key}; clauses are named by their keys, not by their numbers.",
            base=base,
            key=key,
        )
    require(
        len(changes.added) > 0 or len(there) > len(changes.removed),
        "NO_CLAUSE_LEFT",
        "changes.removed",
        "No clause would be left; to end the agreement, terminate it.",
    )
    for change in changes.revised:
        before = there[change.clause]
        require(
            reworded(before, _kept_change(change)) != before,
            "EMPTY",
            "changes.revised",
            "The change of clause {number} changes nothing; leave it out, or say what it changes.",
            number=before.number,
        )


def _check_terms(terms: TermsChange, state: Agreement, base: int, on: date, world: World) -> None:
    field = "changes.terms"
    require(
        changed_terms(terms_at(state, base), terms) != terms_at(state, base),
        "EMPTY",
        field,
        "These terms hold already; leave them out, or say what changes.",
    )
    if terms.term is not None:
        check_term(terms.term, on, f"{field}.term")
        check_leaving(terms.term, f"{field}.term.notice")
    if terms.review is not None:
        check_review(terms.review, on, f"{field}.review")
    for name, rule in (("amendment_rule", terms.amendment_rule), ("accession_rule", terms.accession_rule)):
        if rule is not None:
            check_rule(rule, f"{field}.{name}", world)
    if terms.resources is not None:
        check_resources(terms.resources, f"{field}.resources")
