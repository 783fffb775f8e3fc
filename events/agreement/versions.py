"""Versions of an agreement: which one holds on a day, and how its clauses and terms read in each."""

import re
from dataclasses import dataclass
from datetime import date

from events.agreement.conditions import AgreementTerms
from events.agreement.state import Agreement
from events.agreement.wording import Clause, ClauseEdit, ClauseKey, ClauseRevision, KeptWording, VersionNumber


@dataclass(frozen=True)
class AgreementClause(KeptWording):
    """A clause with the wording that it has in a version of the agreement (Paragraph)."""

    clause: ClauseKey
    """The key of the clause, which stays the same when clauses are renumbered (Kennung)."""
    since_version: VersionNumber
    """The version that gave it this wording (seit Fassung)."""
    clause_version: ClauseEdit
    """The version of the clause in the draft, which an edit gives as the expected version (Stand des Paragraphen)."""


_PART = re.compile(r"([0-9]+)([a-z]?)")


def natural(number: str) -> tuple[tuple[int, str], ...]:
    """The key by which clauses stand in order of their numbers: 1, 2, 2a, 10, and 3.2 after 3."""
    return tuple((int(digits), letter) for digits, letter in _PART.findall(number))


def newest(state: Agreement) -> int:
    """The highest number of a version."""
    return state.versions[-1].number if state.versions else 1


def number_in_force(state: Agreement, on: date) -> int:
    """The version that holds on a day: the highest number that is effective by then; before the second one, 1."""
    return max((version.number for version in state.versions if version.effective_from <= on), default=1)


def revision_at(clause: Clause, number: int) -> ClauseRevision | None:
    """What the clause is in a version; None: it is not there yet."""
    made = [revision for revision in clause.revisions if revision.version <= number]
    return made[-1] if made else None


def wording_at(state: Agreement, number: int) -> tuple[AgreementClause, ...]:
    """The clauses of a version, in order of their numbers."""
    clauses = []
    for clause in state.clauses:
        revision = revision_at(clause, number)
        if revision is not None and revision.wording is not None:
            wording = revision.wording
            clauses.append(
                AgreementClause(
                    clause=clause.key,
                    number=wording.number,
                    heading=wording.heading,
                    kind=wording.kind,
                    text=wording.text,
                    since_version=revision.version,
                    clause_version=clause.edits,
                )
            )
    return tuple(sorted(clauses, key=lambda clause: natural(clause.number)))


def terms_at(state: Agreement, number: int) -> AgreementTerms:
    """The terms of a version."""
    return [revision.terms for revision in state.terms if revision.version <= number][-1]
