"""Amendments of an agreement.

They name the version that they start from; where something that they change has changed since, they cannot be adopted.
Adoption makes a new numbered version, once approval and publication are there where they are needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.agreement.admissions import admitted_by, check_admission, check_joining, check_release
from events.agreement.changes import (
    AmendmentChanges,
    TermsChange,
    changed_terms,
    kept_change,
    kept_changes,
    moving,
    reworded,
    touched,
)
from events.agreement.conflicts import conflict
from events.agreement.consents import check_consent
from events.agreement.lifecycle import PARTIES_TOO, check_in_force
from events.agreement.looked_up import every_party, every_party_and
from events.agreement.proposals import (
    SettlesProposal,
    adopted,
    adopting_rests,
    check_adopting,
    check_current,
    is_proposed,
    open_proposal,
    proposed,
)
from events.agreement.state import Agreement, AmendmentTrigger, OfAgreement, Proposal, ProposalKind, ProposalNumber
from events.agreement.terms import check_leaving, check_resources, check_review, check_rule, check_term
from events.agreement.versions import newest, revision_at, terms_at
from events.agreement.wording import ClauseKey, KeptWording, VersionNumber
from events.decider import Act, Part, World, recorded, require
from events.rules import check_in_order
from events.values import Allotted, Passage, Title, digest_of
from events.when import When, check_not_ahead

# --- Proposing -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Amendment:
    title: Title
    """Its title (Titel)."""
    trigger: AmendmentTrigger
    """What gave rise to it (Anlass)."""
    rationale: Passage
    """The reason for it (Begründung)."""
    base_version: VersionNumber
    """The version that it amends (Ausgangsfassung)."""
    changes: AmendmentChanges
    """What it changes (Inhalt)."""
    on: date
    """The day of the proposal (Tag)."""


@dataclass(frozen=True)
class AmendmentProposed(_Amendment):
    """An amendment of the agreement was proposed (Änderung vorgeschlagen)."""

    proposal: Annotated[ProposalNumber, Allotted("proposal")]
    """Its number (Nummer)."""
    clauses: Annotated[tuple[ClauseKey, ...], Allotted("clause")] = ()
    """The keys of the clauses that it adds, in the order given (Kennungen der neuen Paragraphen)."""


@dataclass(frozen=True)
class ProposeAmendment(_Amendment, OfAgreement):
    """Propose an amendment of the agreement (Änderung vorschlagen)."""


def _propose(command: ProposeAmendment, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.latest, "on")
    check_in_force(state, command.on, "on")
    require(
        command.base_version <= newest(state),
        "UNKNOWN_VERSION",
        "base_version",
        "There is no version {version}; the newest is {newest}.",
        version=command.base_version,
        newest=newest(state),
    )
    changes = _checked(command.changes, state, command.base_version, command.on, world)
    against = conflict(state, changes, command.base_version, "changes")
    if against is not None:
        raise against
    event = recorded(
        AmendmentProposed,
        command,
        changes=changes,
        proposal=state.last_proposal + 1,
        clauses=tuple(state.last_clause + n for n, _ in enumerate(changes.added, 1)),
    )
    return [] if is_proposed(state, _amendment(event)) else [event]


def _amendment(event: AmendmentProposed) -> Proposal:
    return Proposal(
        number=event.proposal,
        kind=ProposalKind.AMENDMENT,
        title=event.title,
        proposed=event.on,
        rationale=digest_of(event.rationale),
        trigger=event.trigger,
        base_version=event.base_version,
        changes=kept_changes(event.changes),
        clauses=event.clauses,
    )


def _proposed(state: Agreement, event: AmendmentProposed) -> Agreement:
    return replace(proposed(state, _amendment(event)), last_clause=max(state.last_clause, *event.clauses, 0))


# --- What may be changed ---------------------------------------------------------------------------------------


def _checked(changes: AmendmentChanges, state: Agreement, base: int, on: date, world: World) -> AmendmentChanges:
    """The changes of an amendment, with all entries named that are released. Raises `Rejected` unless they change
    something (EMPTY), name each part once (TWICE), and clauses of the version that they start from (NOT_FOUND)."""
    require(
        changes not in (AmendmentChanges(), AmendmentChanges(terms=TermsChange())),
        "EMPTY",
        "changes",
        "The amendment changes nothing; enter what it changes.",
    )
    _check_clauses(changes, state, base)
    if changes.terms is not None:
        _check_terms(changes.terms, state, base, on, world)
    _check_once([admission.party for admission in changes.admitted], "changes.admitted")
    for admission in changes.admitted:
        check_admission(admission, When(on), state, "changes.admitted", world)
    return replace(changes, released=check_release(changes.released, on, state, "changes.released", world))


def _check_once(named: Sequence[object], field: str) -> None:
    require(len(set(named)) == len(named), "TWICE", field, "An entry is named twice here; name it only once.")


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
            "Version {base} has no clause with the key {key}; give the key of the clause, not its number.",
            base=base,
            key=key,
        )
    require(
        len(changes.added) > 0 or len(there) > len(changes.removed),
        "NO_CLAUSE_LEFT",
        "changes.removed",
        "No clause would be left; keep at least one, or terminate the agreement.",
    )
    for change in changes.revised:
        before = there[change.clause]
        require(
            reworded(before, kept_change(change)) != before,
            "EMPTY",
            "changes.revised",
            "The change to clause {number} has no effect; leave it out, or enter what it changes.",
            number=before.number,
        )


def _check_terms(terms: TermsChange, state: Agreement, base: int, on: date, world: World) -> None:
    field = "changes.terms"
    require(
        terms.review is None or not terms.review_struck,
        "CONTRADICTION",
        f"{field}.review_struck",
        "A review clause can be struck or replaced, but not both; leave one of them out.",
    )
    require(
        changed_terms(terms_at(state, base), terms) != terms_at(state, base),
        "EMPTY",
        field,
        "These terms already apply; leave them out, or enter what changes.",
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


# --- Adopting --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AmendmentAdopted(SettlesProposal):
    """An amendment was adopted under the agreement's amendment rule (Änderung angenommen)."""

    effective_from: date
    """The first day on which it is to apply (gilt ab)."""


@dataclass(frozen=True)
class AdoptAmendment(AmendmentAdopted, OfAgreement):
    """Adopt an amendment that has the consent the agreement requires (Änderung annehmen)."""


def _adopt(command: AdoptAmendment, state: Agreement, world: World) -> list[Any]:
    proposal = open_proposal(state, command.proposal, ProposalKind.AMENDMENT)
    check_adopting(command.on, proposal, state, world)
    check_in_order(command.on, command.effective_from, "effective_from")
    check_in_force(state, command.effective_from, "effective_from")
    check_current(state, proposal)
    for ref in admitted_by(proposal):
        check_joining(ref, When(command.effective_from), state, "proposal", world)
    check_consent(state, proposal, command.on, world)
    return [recorded(AmendmentAdopted, command)]


AMENDMENTS = Part(
    (
        Act(
            ProposeAmendment,
            _propose,
            {AmendmentProposed: _proposed},
            PARTIES_TOO,
            reads=lambda state, command, world: every_party_and(moving(command.changes), state, world),
        ),
        Act(
            AdoptAmendment,
            _adopt,
            {AmendmentAdopted: lambda state, event: adopted(state, event, event.effective_from)},
            reads=every_party,
            rests=adopting_rests,
        ),
    )
)
