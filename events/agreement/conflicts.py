"""Conflicts of amendments: what an amendment changes that has changed since the version that it starts from, or that an
adopted one is about to change."""

from collections.abc import Iterator

from events.agreement.changes import AmendmentChanges, KeptChanges, touched
from events.agreement.state import Agreement, Proposal
from events.agreement.versions import newest, terms_at
from events.agreement.wording import Clause
from events.decider import Rejected
from events.message import Message, message

_PARTS = {
    "term": message("the duration"),
    "review": message("the review clause"),
    "amendment_rule": message("whose consent an amendment needs"),
    "accession_rule": message("whose consent an accession needs"),
    "resources": message("what the parties provide"),
}


def conflict(
    state: Agreement, changes: AmendmentChanges | KeptChanges, base: int, field: str, number: int | None = None
) -> Rejected | None:
    """Why an amendment that starts from a version cannot be adopted any more; None: nothing stands against it.

    `number` is its own where it is proposed already.
    """
    return next(_conflicts(state, changes, base, field, number), None)


def is_outdated(state: Agreement, proposal: Proposal) -> bool:
    """Whether something that an open amendment changes has changed since."""
    if proposal.changes is None or proposal.adopted is not None:
        return False
    assert proposal.base_version is not None
    return conflict(state, proposal.changes, proposal.base_version, "proposal", proposal.number) is not None


def _conflicts(
    state: Agreement, changes: AmendmentChanges | KeptChanges, base: int, field: str, number: int | None
) -> Iterator[Rejected]:
    yield from _changed_clauses(state, changes, base, field, number)
    yield from _changed_terms(state, changes, base, field, number)
    yield from _reserved(state, changes, field)
    yield from _taken(state, changes, field, number)


def _advice(state: Agreement, number: int | None) -> Message:
    if number is None:
        return message("Propose the amendment on the basis of version {version}.", version=newest(state))
    return message(
        "Withdraw this amendment and propose it again on the basis of version {version}.", version=newest(state)
    )


def _changed_clauses(
    state: Agreement, changes: AmendmentChanges | KeptChanges, base: int, field: str, number: int | None
) -> Iterator[Rejected]:
    for clause in state.clauses:
        since = clause.revisions[-1].version
        if clause.key in touched(changes) and since > base:
            printed = printed_number(clause)
            yield Rejected(
                "CLAUSE_CHANGED",
                field,
                "Version {since} changed clause {printed}; this amendment is based on version {base}. {advice}",
                printed=printed,
                base=base,
                since=since,
                advice=_advice(state, number),
            )


def _changed_terms(
    state: Agreement, changes: AmendmentChanges | KeptChanges, base: int, field: str, number: int | None
) -> Iterator[Rejected]:
    before, now = terms_at(state, base), terms_at(state, newest(state))
    for part in parts(changes):
        if getattr(before, part) != getattr(now, part):
            yield Rejected(
                "TERMS_CHANGED",
                field,
                "The terms ({part}) have changed since version {base}, on which this amendment is based. {advice}",
                part=_PARTS[part],
                base=base,
                advice=_advice(state, number),
            )


def parts(changes: AmendmentChanges | KeptChanges) -> tuple[str, ...]:
    """The parts of the terms that an amendment changes."""
    return () if changes.terms is None else tuple(changes.terms.parts)


def _reserved(state: Agreement, changes: AmendmentChanges | KeptChanges, field: str) -> Iterator[Rejected]:
    """Adopted amendments that wait for formalities hold what they change."""
    for waiting, held in _waiting(state):
        clauses = [clause for clause in state.clauses if clause.key in touched(changes) & touched(held)]
        terms = [part for part in parts(changes) if part in parts(held)]
        if clauses:
            yield Rejected(
                "CLAUSE_RESERVED",
                field,
                "Amendment {waiting} changes clause {printed}; it is adopted and awaits approval or publication. Wait "
                "for its version, then propose this amendment on the basis of that version.",
                printed=printed_number(clauses[0]),
                waiting=waiting,
            )
        elif terms:
            yield Rejected(
                "CLAUSE_RESERVED",
                field,
                "Amendment {waiting} changes the terms ({part}); it is adopted and awaits approval or publication. "
                "Wait for its version, then propose this amendment on the basis of that version.",
                part=_PARTS[terms[0]],
                waiting=waiting,
            )


def _waiting(state: Agreement) -> list[tuple[int, KeptChanges]]:
    """What adopted amendments change that wait for approval or publication, by their numbers."""
    return [(each.number, each.changes) for each in state.proposals if each.adopted is not None and each.changes]


def _taken(
    state: Agreement, changes: AmendmentChanges | KeptChanges, field: str, number: int | None
) -> Iterator[Rejected]:
    """A number that two clauses would bear in the new version, whichever of the waiting ones come before it."""
    mine = _numbers_given(changes)
    renumbered = {change.clause for change in changes.revised if change.number is not None}
    borne = {
        printed_number(clause)
        for clause in state.clauses
        if clause.revisions[-1].wording is not None and clause.key not in {*changes.removed, *renumbered}
    }
    borne.update(given for _, held in _waiting(state) for given in _numbers_given(held))
    twice = next((each for each in mine if each in borne or mine.count(each) > 1), None)
    if twice is None:
        return
    if number is None:
        yield Rejected(
            "NUMBER_TAKEN",
            field,
            "Two clauses would have the number {twice}; give one of them another number.",
            twice=twice,
        )
    else:
        yield Rejected(
            "NUMBER_TAKEN",
            field,
            "Two clauses would have the number {twice}; give one of them another number. {advice}",
            twice=twice,
            advice=_advice(state, number),
        )


def _numbers_given(changes: AmendmentChanges | KeptChanges) -> list[str]:
    """The numbers that clauses get by an amendment."""
    revised = [change.number for change in changes.revised if change.number is not None]
    return [*(wording.number for wording in changes.added), *revised]


def printed_number(clause: Clause) -> str:
    """The number under which a clause is, or was last, printed."""
    return next(made.wording.number for made in reversed(clause.revisions) if made.wording is not None)
