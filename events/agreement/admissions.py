"""Who may join an agreement, and who can be released from it."""

from collections.abc import Iterable
from datetime import date

from events.agreement.changes import Admission
from events.agreement.headcount import entries_of, leaves_on
from events.agreement.signing import check_admissible
from events.agreement.state import Agreement, Proposal
from events.decider import World, require
from events.rules import check_known
from events.successors import become, mergers_in
from events.when import Certainty, When, by


def admitted_by(proposal: Proposal) -> tuple[str, ...]:
    """Those that a proposal admits, be it an accession or an amendment."""
    admissions = proposal.changes.admitted if proposal.changes else ()
    return tuple(each.party for each in (proposal.admission, *admissions) if each is not None)


def check_admission(admission: Admission, joins: When, state: Agreement, field: str, world: World) -> None:
    """Raise `Rejected` unless one can join: it is known, the legal form is open to it, and it is no party yet."""
    check_known(admission.party, field, world)
    check_admissible(state.form, admission.party, joins.last, field, world)
    check_joining(admission.party, joins, state, field, world)


def check_joining(ref: str, joins: When, state: Agreement, field: str, world: World) -> None:
    """Raise `Rejected` unless one that is to join still exists (MERGED), has surely left if it ever was a party
    (ALREADY_A_PARTY), and is not admitted already (ADMITTED)."""
    check_not_merged(ref, joins.earliest, field, world)
    mergers = mergers_in(world.states)
    require(
        all(
            ref not in (party.party, become(party.party, joins.last, mergers))
            or by(leaves_on(party), joins.earliest) is Certainty.YES
            for party in state.parties
        ),
        "ALREADY_A_PARTY",
        field,
        "The organisation named is already a party on that day, or may be one, itself or through a municipality that "
        "became part of it; check when it joined and left.",
    )
    waiting = next((each for each in state.proposals if each.adopted is not None and ref in admitted_by(each)), None)
    require(
        waiting is None,
        "ADMITTED",
        field,
        "This accession has already been adopted and awaits approval or publication; record these instead.",
    )


def check_not_merged(ref: str, on: date, field: str, world: World) -> None:
    """Raise `Rejected` (MERGED) for a municipality that has become part of another by a day."""
    require(
        become(ref, on, mergers_in(world.states)) == ref,
        "MERGED",
        field,
        "By that day the municipality has become part of another; name its successor.",
    )


def check_release(refs: Iterable[str], on: date, state: Agreement, field: str, world: World) -> tuple[str, ...]:
    """The entries with which those leave that are to be released: all that have become one. Raises `Rejected`
    (NOT_A_PARTY) where one is no party, or is known to leave."""
    released: list[str] = []
    for ref in refs:
        entries = [each for each in entries_of(state, ref, on, mergers_in(world.states)) if each.left is None]
        require(
            len(entries) > 0,
            "NOT_A_PARTY",
            field,
            "A party that is to be released is not a party on {on}, or its departure is already recorded; check the "
            "parties.",
            on=on,
        )
        released += [each.party for each in entries]
    return tuple(dict.fromkeys(released))
