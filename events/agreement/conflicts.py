"""Conflicts of amendments: what an amendment changes that has changed since the version that it starts from."""

from collections.abc import Iterator
from typing import Any

from events.agreement.proposals import AmendmentChanges, KeptChanges, Proposal
from events.agreement.state import Agreement
from events.agreement.versions import newest, revision_at, terms_at
from events.decider import Rejected


def touched(changes: AmendmentChanges | KeptChanges) -> frozenset[int]:
    """The clauses that an amendment changes or strikes."""
    return frozenset((*(change.clause for change in changes.revised), *changes.removed))


def conflict(
    state: Agreement, changes: AmendmentChanges | KeptChanges, base: int, field: str, number: int | None = None
) -> Rejected | None:
    """Why an amendment that starts from a version cannot be adopted any more; None: nothing stands against it.

    `number` is its own where it is proposed already.
    """
    return next(_conflicts(state, changes, base, field, number), None)


def is_outdated(state: Agreement, proposal: Proposal) -> bool:
    """Whether something that an open amendment changes has changed since."""
    if proposal.changes is None or proposal.base_version is None or proposal.adopted is not None:
        return False
    return conflict(state, proposal.changes, proposal.base_version, "proposal", proposal.number) is not None


def _conflicts(
    state: Agreement, changes: AmendmentChanges | KeptChanges, base: int, field: str, number: int | None
) -> Iterator[Rejected]:
    now = newest(state)
    for clause in state.clauses:
        made = revision_at(clause, now)
        if clause.key in touched(changes) and made is not None and made.version > base:
            yield Rejected(
                "CLAUSE_CHANGED",
                field,
                f"Clause {clause.key} has changed since version {base}, in version {made.version}: withdraw this "
                f"amendment and propose it anew from version {now}.",
                f"Die Klausel mit der Kennung {clause.key} wurde seit Fassung {base} geändert, in Fassung "
                f"{made.version}: bitte diese Änderung zurückziehen und von Fassung {now} aus neu vorschlagen.",
            )
    yield from _changed_terms(state, changes, base, field)
    yield from _reserved(state, changes, field, number)
    yield from _taken(state, changes, field)


def _changed_terms(
    state: Agreement, changes: AmendmentChanges | KeptChanges, base: int, field: str
) -> Iterator[Rejected]:
    before, now = terms_at(state, base), terms_at(state, newest(state))
    for name in _parts(changes):
        if getattr(before, name) != getattr(now, name):
            yield Rejected(
                "TERMS_CHANGED",
                field,
                f"The terms ({name}) have changed since version {base}: withdraw this amendment and propose it anew "
                f"from version {newest(state)}.",
                f"Die Bedingungen ({name}) wurden seit Fassung {base} geändert: bitte diese Änderung zurückziehen und "
                f"von Fassung {newest(state)} aus neu vorschlagen.",
            )


def _parts(changes: AmendmentChanges | KeptChanges) -> tuple[str, ...]:
    """The parts of the terms that an amendment changes."""
    return () if changes.terms is None else tuple(n for n, part in vars(changes.terms).items() if part is not None)


def _reserved(
    state: Agreement, changes: AmendmentChanges | KeptChanges, field: str, number: int | None
) -> Iterator[Rejected]:
    """Adopted amendments that wait for formalities hold what they change."""
    for other in state.proposals:
        if other.number == number or other.adopted is None or other.changes is None:
            continue
        clauses = sorted(touched(changes) & touched(other.changes))
        if clauses or set(_parts(changes)) & set(_parts(other.changes)):
            what_en = f"Clause {clauses[0]}" if clauses else "The same part of the terms"
            what_de = f"Die Klausel mit der Kennung {clauses[0]}" if clauses else "Derselbe Teil der Bedingungen"
            yield Rejected(
                "CLAUSE_RESERVED",
                field,
                f"{what_en} is changed by amendment {other.number}, which is adopted and waits for approval or "
                "publication: wait for its version and propose this one from there.",
                f"{what_de} wird durch die Änderung {other.number} geändert, die angenommen ist und auf Genehmigung "
                "oder Bekanntmachung wartet: bitte deren Fassung abwarten und von ihr aus neu vorschlagen.",
            )


def _taken(state: Agreement, changes: AmendmentChanges | KeptChanges, field: str) -> Iterator[Rejected]:
    """A clause number that two clauses would bear in the new version."""
    revised: dict[int, Any] = {change.clause: change for change in changes.revised}
    numbers = [wording.number for wording in changes.added]
    for clause in state.clauses:
        made = revision_at(clause, newest(state))
        if made is None or made.wording is None or clause.key in changes.removed:
            continue
        change = revised.get(clause.key)
        numbers.append((change.number if change else None) or made.wording.number)
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice is not None:
        yield Rejected(
            "NUMBER_TAKEN",
            field,
            f"Two clauses would bear the number {twice}; give one of them another.",
            f"Zwei Klauseln würden die Nummer {twice} tragen; bitte einer eine andere geben.",
        )
