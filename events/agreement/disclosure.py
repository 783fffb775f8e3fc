"""Who may know what of an agreement: once signed it is public, but for notices and open proposals."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.lifecycle import asking_to_join, is_concluded
from events.agreement.membership import NoticeGiven, NoticeWithdrawn
from events.agreement.silence import after_silence
from events.agreement.state import Agreement, Party, ProposalStatus
from events.policy import Audience, Disclosure, Visibility
from events.when import When


def audience(ref: str, state: Agreement, event: Any) -> Audience:
    """An agreement concerns its present and former parties and those that ask to join. It is internal until all parties
    have signed, then public; notices and proposals that are not carried out stay internal."""
    parties = frozenset({ref, *(party.party for party in state.parties), *asking_to_join(state)})
    names_notice = isinstance(event, NoticeGiven | NoticeWithdrawn)
    public = is_concluded(state) and not names_notice and _carried_out(state, event)
    return Audience(Visibility.PUBLIC if public else Visibility.INTERNAL, parties)


def _carried_out(state: Agreement, event: Any) -> bool:
    """Whether the event is about no proposal, or about one that is carried out."""
    number = getattr(event, "proposal", None)
    carried = (each.number for each in state.settled if each.status is ProposalStatus.CARRIED_OUT)
    return number is None or number in carried


def redact(state: Agreement, today: date, level: Visibility, hidden: Collection[str] = ()) -> Agreement:
    """Without internal access, a public agreement shows no notice before the party has left and no proposal that is not
    carried out, on whatever day it is read for."""
    if level is not Visibility.PUBLIC:
        return state
    state = after_silence(state, today)
    return replace(
        state,
        parties=tuple(_without_notice(party, today) for party in state.parties),
        proposals=(),
        settled=tuple(each for each in state.settled if each.status is ProposalStatus.CARRIED_OUT),
    )


def _without_notice(party: Party, today: date) -> Party:
    if party.notice is None:
        return party
    gone = When(party.notice.leaves) if party.left is None and party.notice.leaves <= today else party.left
    return replace(party, left=gone, notice=None)


DISCLOSURE = Disclosure(audience, redact=redact)
