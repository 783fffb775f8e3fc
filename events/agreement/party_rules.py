"""Parties: what follows from naming them in the draft, from notices, departures, and parties that joined long ago."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.admissions import check_admission
from events.agreement.changes import Admission
from events.agreement.headcount import entries_of, joined_on, leaves_on, party_of
from events.agreement.lifecycle import DAY, check_draft, check_in_force, effective_from
from events.agreement.parties import (
    AddParty,
    ChangePartyRole,
    CountParties,
    GiveNotice,
    Notice,
    NoticeGiven,
    NoticeWithdrawn,
    PartiesCounted,
    Party,
    PartyAdded,
    PartyCount,
    PartyJoined,
    PartyLeft,
    PartyRemoved,
    PartyRoleChanged,
    RecordAccession,
    RecordDeparture,
    RemoveParty,
    WithdrawNotice,
)
from events.agreement.signing_rules import speaking
from events.agreement.state import Agreement
from events.agreement.terms import NoticeEnd, NoticePeriod
from events.agreement.versions import number_in_force, terms_at
from events.decider import Rejected, World, require
from events.months import after_months, first_after
from events.rules import check_known
from events.successors import become, mergers_in
from events.when import Certainty, When, by, check_not_ahead, check_when

_MONTHS = {NoticeEnd.MONTH: 1, NoticeEnd.QUARTER: 3, NoticeEnd.YEAR: 12}


# --- Days ------------------------------------------------------------------------------------------------------


def leaving_day(given: date, period: NoticePeriod) -> date:
    """The first day on which a party that gives notice is one no more: the day after the months of the period, and
    after the end of the month, quarter or year to which notice is given."""
    over = after_months(given, period.months)
    return over + DAY if period.to is NoticeEnd.ANY_DAY else first_after(over, _MONTHS[period.to])


# --- In the draft ----------------------------------------------------------------------------------------------


def _add(command: AddParty, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_known(command.party, "party", world)
    party = _drafted(state, command.party)
    if party is not None and party.role == command.role:
        return []
    require(
        party is None,
        "ALREADY_A_PARTY",
        "party",
        "The draft names it already; change its role instead.",
    )
    return [PartyAdded(command.party, command.role)]


def _change_role(command: ChangePartyRole, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    party = _named(state, command.party)
    return [] if party.role == command.role else [PartyRoleChanged(command.party, command.role)]


def _remove(command: RemoveParty, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    _named(state, command.party)
    return [PartyRemoved(command.party)]


def _drafted(state: Agreement, ref: str) -> Party | None:
    return next((party for party in state.parties if party.party == ref), None)


def _named(state: Agreement, ref: str) -> Party:
    party = _drafted(state, ref)
    if party is None:
        raise Rejected(
            "NOT_A_PARTY",
            "party",
            "The draft does not name it as a party; look up the parties of the draft, or add it first.",
        )
    return party


# --- Joining and leaving ---------------------------------------------------------------------------------------


def _give_notice(command: GiveNotice, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.given), world.today, "given")
    check_in_force(state, command.given, "given")
    _check_not_merged(command.party, command.given, "given", world)
    speaking(state, command.party, world)
    together = entries_of(state, command.party, command.given, mergers_in(world.states))
    together = tuple(each for each in together if each.left is None)
    require(
        len(together) > 0,
        "NOT_A_PARTY",
        "party",
        "It is no party on {given}, or its departure is recorded; look up when it joined and left.",
        given=command.given,
    )
    notice = _notice(command, state)
    staying = [each for each in together if each.notice is None]
    require(
        len(staying) > 0 or all(each.notice == notice for each in together),
        "ON_NOTICE",
        "party",
        "It has given notice already; withdraw that first.",
    )
    return [NoticeGiven(each.party, notice.given, notice.leaves) for each in staying]


def _notice(command: GiveNotice, state: Agreement) -> Notice:
    """The notice with the day on which it takes effect. Raises `Rejected` (NO_NOTICE, TOO_EARLY)."""
    period = terms_at(state, number_in_force(state, command.given)).term.notice
    if period is None:
        raise Rejected(
            "NO_NOTICE",
            "id",
            "The agreement has no notice period; if the parties let it go, record its departure.",
        )
    earliest = leaving_day(command.given, period)
    leaves = command.leaves or earliest
    require(
        leaves >= earliest,
        "TOO_EARLY",
        "leaves",
        "By the notice period it can leave at the end of {last} at the earliest; the first day without it is to be "
        "{earliest} or later.",
        last=earliest - DAY,
        earliest=earliest,
    )
    return Notice(command.given, leaves)


def _withdraw_notice(command: WithdrawNotice, state: Agreement, world: World) -> list[Any]:
    party = speaking(state, command.party, world)
    together = entries_of(state, command.party, world.today, mergers_in(world.states))
    leaving = [each for each in together if each.left is None and each.notice is not None]
    require(
        len(leaving) > 0 or party.notice is None,
        "LEFT",
        "party",
        "It has left already, or the agreement has ended; propose its accession if it is to be a party again.",
    )
    return [NoticeWithdrawn(each.party) for each in leaving]


def _record_departure(command: RecordDeparture, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.today, "when")
    _check_founded(world)
    on, mergers = command.when.earliest, mergers_in(world.states)
    _check_not_merged(command.party, on, "when", world)
    whole = [each for each in state.parties if become(each.party, on, mergers) == command.party]
    require(
        len(whole) > 0,
        "NOT_A_PARTY",
        "party",
        "It is not a party to this agreement; look up its parties.",
    )
    together = [each for each in whole if each.left is None and by(leaves_on(each), on) is not Certainty.YES]
    if not together and any(each.left == command.when for each in whole):
        return []
    check_in_force(state, command.when.last, "when")
    require(
        len(together) > 0,
        "LEFT",
        "party",
        "It has left already, by its notice or as was recorded; if the day is wrong, correct it.",
    )
    for each in together:
        since = joined_on(each, effective_from(state))
        assert since is not None
        require(
            command.when.last > since.earliest,
            "DATES_REVERSED",
            "when",
            "It is a party from {since} on; it can leave only after that day.",
            since=since.earliest,
        )
    return [PartyLeft(each.party, command.when) for each in together]


def _check_not_merged(ref: str, on: date, field: str, world: World) -> None:
    require(
        become(ref, on, mergers_in(world.states)) == ref,
        "MERGED",
        field,
        "The municipality has become part of another by that day; name its successor.",
    )


def _record_accession(command: RecordAccession, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.today, "when")
    _check_founded(world)
    check_in_force(state, command.when.last, "when")
    party = party_of(state, command.party, {})
    if party is not None and (party.role, party.joined) == (command.role, command.when):
        return []
    check_admission(Admission(command.party, command.role), command.when, state, "party", world)
    return [PartyJoined(command.party, command.role, command.when)]


def _check_founded(world: World) -> None:
    require(
        world.authority is not None or world.reasoned,
        "REASON_REQUIRED",
        "reason",
        "Name the decision that it rests on, or give as reason how it is known.",
    )


def _count(command: CountParties, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.today, "when")
    counted = PartyCount(command.count, command.when, command.source)
    return [] if counted in state.counts else [PartiesCounted(command.count, command.when, command.source)]


# --- What is recorded ------------------------------------------------------------------------------------------


def _with(state: Agreement, ref: str, **facts: Any) -> Agreement:
    """The agreement with something said of the newest entry of a party."""
    party = party_of(state, ref, {})
    return replace(state, parties=tuple(replace(each, **facts) if each is party else each for each in state.parties))


def _added(state: Agreement, event: PartyAdded) -> Agreement:
    party = Party(state.last_party + 1, event.party, event.role)
    return replace(state, parties=(*state.parties, party), last_party=party.number)


def _joined(state: Agreement, event: PartyJoined) -> Agreement:
    party = Party(state.last_party + 1, event.party, event.role, event.when)
    return replace(state, parties=(*state.parties, party), last_party=party.number)


def _removed(state: Agreement, event: PartyRemoved) -> Agreement:
    return replace(state, parties=tuple(each for each in state.parties if each.party != event.party))


def _counted(state: Agreement, event: PartiesCounted) -> Agreement:
    counts = (*state.counts, PartyCount(event.count, event.when, event.source))
    return replace(state, counts=tuple(sorted(counts, key=lambda count: count.when.earliest)))


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    AddParty: _add,
    ChangePartyRole: _change_role,
    RemoveParty: _remove,
    GiveNotice: _give_notice,
    WithdrawNotice: _withdraw_notice,
    RecordAccession: _record_accession,
    RecordDeparture: _record_departure,
    CountParties: _count,
}
"""What follows from the commands about parties."""
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    PartyAdded: _added,
    PartyRoleChanged: lambda state, event: _with(state, event.party, role=event.role),
    PartyRemoved: _removed,
    NoticeGiven: lambda state, event: _with(state, event.party, notice=Notice(event.given, event.leaves)),
    NoticeWithdrawn: lambda state, event: _with(state, event.party, notice=None),
    PartyLeft: lambda state, event: _with(state, event.party, left=event.when),
    PartyJoined: _joined,
    PartiesCounted: _counted,
}
"""The agreement after what happened to its parties."""
