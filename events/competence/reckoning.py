"""Who is competent for a matter on a day, and why: assigned by the holder, or transferred under an agreement.

At most one body is. While a transfer holds, the body it went to is competent and the holder's own is not; when it ends,
the holder's own is again. A merged municipality has no competence any more: its successor's hold. A dissolved
association has none either, nor does a transfer to it hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from events.agreement.state import Agreement
from events.body.lifecycle import exists_on
from events.body.state import Body
from events.competence.names import CompetenceNumber, competence_of, includes
from events.competence.standing import (
    UNSURE,
    Agreements,
    TransferOnDay,
    TransferStanding,
    holds_until,
    is_dissolved,
    standing,
)
from events.competence.state import Assignment, Competences, Transfer, agreements_of, named_by
from events.period import covers
from events.refs import AgreementRef, BodyRef, HolderRef
from events.successors import Mergers, become, mergers_in
from events.terms import Code
from events.values import Name


class CompetenceReason(StrEnum):
    """Why a body is competent, or none is (Grund der Zuständigkeit)."""

    ASSIGNED = "ASSIGNED"
    """The holder has assigned the matter to its own body (zugewiesen)."""
    TRANSFERRED = "TRANSFERRED"
    """The holder has transferred it, and that holds on the day (übertragen)."""
    TRANSFER_LAPSED = "TRANSFER_LAPSED"
    """The holder had transferred it, but that holds no more: its own body is competent again, if one is recorded
    (Übertragung entfallen)."""
    TRANSFER_UNCERTAIN = "TRANSFER_UNCERTAIN"
    """The holder has transferred it, but the record does not tell whether that holds on the day: its own body counts as
    competent, if one is recorded (Übertragung ungewiss)."""
    THEME_NEEDED = "THEME_NEEDED"
    """It depends on the theme, and none was named (Thema nötig)."""
    MERGED = "MERGED"
    """The holder has become part of another by the day, whose competences hold (in einer anderen aufgegangen)."""
    HOLDER_DISSOLVED = "HOLDER_DISSOLVED"
    """The holder is an association that is dissolved by the day: none of its bodies is competent any more (Träger
    aufgelöst)."""
    BODY_DISSOLVED = "BODY_DISSOLVED"
    """The body that was competent is dissolved by the day, and no other is recorded (Gremium aufgelöst)."""
    BODY_OF_ANOTHER = "BODY_OF_ANOTHER"
    """The body that is recorded as competent has been corrected to be another's: the competence is to be put right too
    (Gremium eines anderen Trägers)."""
    NOT_RECORDED = "NOT_RECORDED"
    """Nothing is recorded of it (nicht verzeichnet)."""


NONE_DISSOLVED: Mapping[str, Any] = {}
"""Nobody is known to be dissolved."""


@dataclass(frozen=True)
class Competent:
    """Who is competent for a matter on a day, and why (Zuständigkeit am Tag)."""

    holder: HolderRef | None
    """Whose competence it is on the day: the successor of one that has merged (Träger)."""
    matter: Code
    """The code of the matter (Angelegenheit)."""
    theme: Code | None
    """The code of the theme asked for; null for what belongs to no theme (Thema)."""
    on: date
    """The day (Stichtag)."""
    reason: CompetenceReason
    """Why it is so (Grund)."""
    body: BodyRef | None = None
    """The body; null if no competent body is recorded (zuständiges Gremium)."""
    assignment: CompetenceNumber | None = None
    """The number of the assignment by which the holder's own body is competent (Nummer der Zuweisung)."""
    transfer: CompetenceNumber | None = None
    """The number of the transfer by which another's body is competent (Nummer der Übertragung)."""
    agreement: AgreementRef | None = None
    """The agreement under which it was transferred to that body (Vereinbarung)."""
    limit: Name | None = None
    """The scope of that assignment or transfer, in words (Umfang)."""
    since: date | None = None
    """The first day of that assignment, or on which that transfer was agreed and accepted (von)."""
    until: date | None = None
    """Its last day, as far as recorded now; null if no end is known (bis einschließlich)."""
    transfers: tuple[TransferOnDay, ...] = ()
    """How each transfer of the matter that was agreed by the day stands on it, by number (Übertragungen)."""

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that are competent: one, or none."""
        return () if self.body is None else (self.body,)


# --- Who is competent ------------------------------------------------------------------------------------------


def competent(
    state: Competences | None,
    matter: str,
    theme: str | None,
    on: date,
    agreements: Agreements,
    mergers: Mergers,
    known: Mapping[str, Any] = NONE_DISSOLVED,
) -> Competent:
    """Who is competent for a matter of a holder on a day, for a theme (None: for what belongs to none).

    `agreements` are those that `agreements_of` names, None for one that may not be seen; `mergers` those of the
    holder, the receivers and the agreements' parties. `known` are the bodies named and whose they are, by their refs:
    one that does not exist on the day is not competent, nor is anyone where the holder is dissolved by then, and a
    transfer to one that is dissolved by then holds no more; those left out are taken to exist.
    """
    told = _by_record(state, matter, theme, on, agreements, mergers, known)
    body: Body | None = known.get(told.body or "")
    if body is None:
        return told
    whose = next((each.receiver for each in told.transfers if each.number == told.transfer), told.holder)
    if become(body.of, on, mergers) != become(whose or "", on, mergers):
        return replace(told, reason=CompetenceReason.BODY_OF_ANOTHER, body=None)
    return told if exists_on(body, on) else replace(told, reason=CompetenceReason.BODY_DISSOLVED, body=None)


def _by_record(
    state: Competences | None,
    matter: str,
    theme: str | None,
    on: date,
    agreements: Agreements,
    mergers: Mergers,
    known: Mapping[str, Any],
) -> Competent:
    if state is None:
        return Competent(None, matter, theme, on, CompetenceReason.NOT_RECORDED)
    now = become(state.holder, on, mergers)
    told = Competent(now, matter, theme, on, CompetenceReason.NOT_RECORDED)
    if now != state.holder:
        return replace(told, reason=CompetenceReason.MERGED)
    if is_dissolved(now, on, known):
        return replace(told, reason=CompetenceReason.HOLDER_DISSOLVED)
    agreed = [each for each in state.transfers if each.matter == matter and each.since <= on]
    judged = [
        (each, standing(each, state.holder, on, agreements, mergers, known))
        for each in agreed
        if includes(each.themes, theme)
    ]
    told = replace(told, transfers=tuple(_told(each, stands) for each, stands in judged))
    for each, stands in judged:
        agreement = agreements.get(each.agreement)
        if stands is TransferStanding.HOLDS and agreement is not None:
            return _transferred(told, each, agreement, mergers, known)
    assigned = [each for each in state.assigned if each.matter == matter and covers(each, on)]
    return _own(
        told, judged, assigned, limited=any(each.themes for each in agreed) or any(each.themes for each in assigned)
    )


def _told(transfer: Transfer, stands: TransferStanding) -> TransferOnDay:
    return TransferOnDay(transfer.number, transfer.to, transfer.receiver, transfer.agreement, stands)


def _transferred(
    told: Competent, transfer: Transfer, agreement: Agreement, mergers: Mergers, known: Mapping[str, Any]
) -> Competent:
    return replace(
        told,
        reason=CompetenceReason.TRANSFERRED,
        body=transfer.to,
        transfer=transfer.number,
        agreement=transfer.agreement,
        limit=transfer.limit,
        since=max(transfer.since, transfer.accepted or transfer.since),
        until=holds_until(transfer, told.holder or "", agreement, told.on, mergers, known),
    )


def _own(
    told: Competent, judged: list[tuple[Transfer, TransferStanding]], assigned: list[Assignment], *, limited: bool
) -> Competent:
    """The holder's own body, or none: no transfer surely holds."""
    own = next((each for each in assigned if includes(each.themes, told.theme)), None)
    reason = CompetenceReason.NOT_RECORDED if own is None else CompetenceReason.ASSIGNED
    stood = [stands for each, stands in judged if each.accepted is not None and each.accepted <= told.on]
    if any(stands in UNSURE for stands in stood):
        reason = CompetenceReason.TRANSFER_UNCERTAIN
    elif stood:
        reason = CompetenceReason.TRANSFER_LAPSED
    elif own is None and told.theme is None and limited:
        reason = CompetenceReason.THEME_NEEDED
    if own is None:
        return replace(told, reason=reason)
    return replace(
        told,
        reason=reason,
        body=own.body,
        assignment=own.number,
        limit=own.limit,
        since=own.since,
        until=own.until,
    )


# --- What has to be looked at ----------------------------------------------------------------------------------


def looked_at(holder: str, states: Mapping[str, Any]) -> tuple[str, ...]:
    """All that is needed to tell who is competent for a holder, as far as can be told from what is loaded: to be asked
    again with it loaded, until nothing new is named."""
    mergers = mergers_in(states)
    holders = _line(holder, mergers)
    found = [*holders, *(competence_of(ref) for ref in holders)]
    for ref in holders:
        state: Competences | None = states.get(competence_of(ref))
        found += [] if state is None else named_by(state)
        for agreement in agreements_of(state):
            found.append(agreement)
            loaded: Agreement | None = states.get(agreement)
            found += [] if loaded is None else [party.party for party in loaded.parties]
    return tuple(dict.fromkeys(each for ref in found for each in (ref, become(ref, date.max, mergers))))


def _line(holder: str, mergers: Mergers) -> tuple[str, ...]:
    """A holder and all that it becomes part of, one after another."""
    found = [holder]
    while (merger := mergers.get(found[-1])) is not None and merger.into not in found:
        found.append(merger.into)
    return tuple(found)


def competent_in(holder: str, matter: str, theme: str | None, on: date, states: Mapping[str, Any]) -> Competent:
    """Who is competent for a matter of a holder on a day, or of the one that the holder has become by then; `states`
    holds all that `looked_at` names."""
    mergers = mergers_in(states)
    now = become(holder, on, mergers)
    told = competent(states.get(competence_of(now)), matter, theme, on, states, mergers, states)
    return replace(told, holder=now)
