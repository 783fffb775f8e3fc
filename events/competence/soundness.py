"""Soundness: what holds of every assignment and transfer, whether it is recorded or put right."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

from events.agreement.state import Agreement
from events.body.lifecycle import exists_on
from events.body.state import Body
from events.competence.assignments import Assignment
from events.competence.names import meet
from events.competence.standing import TransferStanding, is_dissolved, under
from events.competence.transfers import Transfer
from events.county.state import County
from events.decider import Rejected, World, require
from events.formalities import LegalForm
from events.municipal_association import MunicipalAssociation, check_not_dissolved
from events.municipality.state import Municipality, check_day
from events.period import check_period, overlap
from events.rules import check_known, check_not_before
from events.successors import mergers_in
from events.terms import check_choosable
from events.when import When, check_not_ahead

# --- Both ------------------------------------------------------------------------------------------------------


def check_chosen(fact: Assignment | Transfer, field: tuple[str, str], world: World) -> None:
    """Raise `Rejected` unless matter and themes could be chosen on the first day (NOT_LISTED, RETIRED); `field` names
    the command's fields for the matter and for the themes."""
    county: County = world.states[world.county]
    check_choosable(county.matters, fact.matter, fact.since, field[0])
    for theme in fact.themes:
        check_choosable(county.themes, theme, fact.since, field[1])


def check_lasts(holder: str, on: date, field: str, world: World) -> None:
    """Raise `Rejected` unless the holder exists on the day (BEFORE_BEGINNING, MERGED, DISSOLVED)."""
    check_known(holder, "holder", world)
    state: Any = world.states[holder]
    check_not_before(on, state.since, field)
    if isinstance(state, Municipality):
        check_day(state, on, field)
    if isinstance(state, MunicipalAssociation):
        check_not_dissolved(state, on, field)


def _existing_body(ref: str, on: date, field: str, world: World) -> Body:
    check_known(ref, field, world)
    body: Body = world.states[ref]
    require(
        exists_on(body, on),
        "NO_BODY_THEN",
        field,
        "The body does not exist on {on}; choose another body or day, or put right since when it exists.",
        on=on,
    )
    return body


# --- Assignments -----------------------------------------------------------------------------------------------


def check_assignment(holder: str, assignment: Assignment, fields: tuple[str, str, str], world: World) -> None:
    """Raise `Rejected` unless a body of the holder can exercise something from the first day on; `fields` names the
    command's fields for the body, the first day and the last one."""
    body_field, since_field, until_field = fields
    check_lasts(holder, assignment.since, since_field, world)
    body = _existing_body(assignment.body, assignment.since, body_field, world)
    require(
        body.of == holder,
        "NOT_ITS_BODY",
        body_field,
        "It is no body of this holder; choose one of its own, or record a transfer.",
    )
    check_period(assignment, until_field)


def check_assigned_apart(assigned: Iterable[Assignment], field: str) -> None:
    """Raise `Rejected` (OVERLAP) if two bodies exercise one matter of a theme on the same day."""
    for one, other in combinations(assigned, 2):
        require(
            one.matter != other.matter or not meet(one.themes, other.themes) or not overlap(one, other),
            "OVERLAP",
            field,
            "Number {number} and this one hold for the same matter, theme and days; end the one first, or limit them "
            "to other themes.",
            number=one.number,
        )


# --- Transfers -------------------------------------------------------------------------------------------------


def receiver_of(holder: str, to: str, on: date, field: str, world: World) -> str:
    """Whose body a matter is to go to. Raises `Rejected` unless it exists on the day and is another's (OWN_BODY)."""
    body = _existing_body(to, on, field, world)
    require(
        body.of != holder,
        "OWN_BODY",
        field,
        "It is a body of this holder itself; assign the matter to it instead.",
    )
    receiver: str = body.of
    return receiver


def check_passes(holder: str, transfer: Transfer, on: date, field: str, world: World) -> None:
    """Raise `Rejected` unless something surely passes over under the agreement on the day (NOT_DELEGATING,
    NOT_AN_ASSOCIATION, NOT_IN_FORCE, NOT_A_PARTY, UNCERTAIN), to one that exists (RECEIVER_DISSOLVED)."""
    require(
        not is_dissolved(transfer.receiver, on, world.states),
        "RECEIVER_DISSOLVED",
        field,
        "The association to which it goes is dissolved by {on}; choose another body or an earlier day.",
        on=on,
    )
    agreement: Agreement = world.states[transfer.agreement]
    stands = under(agreement, holder, transfer.receiver, on, mergers_in(world.states))
    match stands:
        case TransferStanding.NOT_DELEGATING:
            raise Rejected(
                "NOT_DELEGATING",
                field,
                "Under this agreement nothing passes over; name a delegating one, or the statutes of a "
                "special-purpose association.",
            )
        case TransferStanding.NOT_IN_FORCE | TransferStanding.AGREEMENT_ENDED:
            raise Rejected(
                "NOT_IN_FORCE",
                field,
                "The agreement is not in force on {on}; choose a day on which it is.",
                on=on,
            )
        case TransferStanding.NOT_A_PARTY:
            raise Rejected(
                "NOT_A_PARTY",
                field,
                "On {on} the holder, or the one whose body it goes to, is not party to the agreement; name one to "
                "which both are party.",
                on=on,
            )
        case TransferStanding.UNCERTAIN:
            raise Rejected(
                "UNCERTAIN",
                field,
                "Whether the agreement is in force on {on}, and for both, is not known; record first on which day it "
                "came into force, or one joined or left it.",
                on=on,
            )
    require(
        agreement.form is not LegalForm.SPECIAL_PURPOSE_ASSOCIATION
        or transfer.receiver.startswith("municipal_association:"),
        "NOT_AN_ASSOCIATION",
        field,
        "Under the statutes of a special-purpose association a matter goes to a body of that association.",
    )


def first_day(transfer: Transfer) -> date:
    """The first day on which a transfer that is accepted holds by its own days, or is agreed to."""
    return max(transfer.since, transfer.accepted or transfer.since)


def check_transfer_days(transfer: Transfer, today: date, field: str) -> None:
    """Raise `Rejected` unless the days go together: accepted by now (IN_FUTURE), revoked not before it was agreed to
    hold, and after it was accepted (DATES_REVERSED)."""
    if transfer.accepted is not None:
        check_not_ahead(When(transfer.accepted), today, field)
    revoked = transfer.revoked
    if revoked is None:
        return
    check_not_before(revoked, transfer.since, field)
    require(
        transfer.accepted is None or transfer.accepted < revoked,
        "DATES_REVERSED",
        field,
        "From {revoked} on it holds no more; it can only have been accepted on a day before.",
        revoked=revoked,
    )


def check_transferred_apart(transfers: Iterable[Transfer], field: str) -> None:
    """Raise `Rejected` (OVERLAP) if two transfers, none of them revoked before the other begins, are of one matter and
    theme: an agreement that has ended may be prolonged, so it is not enough that one has."""
    for one, other in combinations(transfers, 2):
        require(
            one.matter != other.matter or not meet(one.themes, other.themes) or not _meet(one, other),
            "OVERLAP",
            field,
            "Number {number} transfers the same matter and theme, and is not revoked by then; revoke it first, even "
            "if its agreement has ended.",
            number=one.number,
        )


def _meet(one: Transfer, other: Transfer) -> bool:
    earlier, later = sorted((one, other), key=lambda each: each.since)
    return later.revoked != later.since and (earlier.revoked is None or later.since < earlier.revoked)
