"""Consents: how many of those that are parties agree to a proposal, and whether that is enough by the agreement's rule.

Only those that surely are parties on the day count, merged ones once; a consent of one that has left is never counted.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from events.agreement.conditions import ConsentKind, ConsentRule
from events.agreement.headcount import Counted, certainties, counted
from events.agreement.party_names import party_name
from events.agreement.state import Agreement, Proposal, ProposalKind, Voice
from events.agreement.versions import number_in_force, terms_at
from events.decider import Rejected, World, require
from events.successors import Mergers, mergers_in
from events.when import Certainty


@dataclass(frozen=True)
class Consents:
    """The arithmetic of a proposal's consents on a day: who has a say, who of them consents, objects or is silent."""

    entitled: tuple[Counted, ...]
    consenting: tuple[Counted, ...]
    objecting: tuple[Counted, ...]

    @property
    def silent(self) -> tuple[Counted, ...]:
        """Those who have not spoken."""
        spoken = {each.now for each in (*self.consenting, *self.objecting)}
        return tuple(each for each in self.entitled if each.now not in spoken)


def needed(rule: ConsentRule, entitled: int) -> int:
    """The least number of consents that the rule asks for, of so many parties; 0 where it asks no party."""
    if rule.kind is ConsentKind.ALL_PARTIES:
        return max(1, entitled)
    if rule.kind is not ConsentKind.SHARE:
        return 0
    assert rule.share is not None
    exact = rule.share * entitled
    return max(1, floor(exact) + 1 if rule.strict else ceil(exact))


def rule_of(state: Agreement, proposal: Proposal, on: date) -> ConsentRule:
    """The rule by which a proposal is adopted on a day: that of the version which is in force then."""
    terms = terms_at(state, number_in_force(state, on))
    return terms.amendment_rule if proposal.kind is ProposalKind.AMENDMENT else terms.accession_rule


def newest_voices(proposal: Proposal, on: date = date.max) -> dict[int, Voice]:
    """What each party has last said by the end of a day, by its number."""
    return {voice.number: voice for voice in proposal.voices if voice.on <= on}


def consents(state: Agreement, proposal: Proposal, on: date, mergers: Mergers) -> Consents:
    """Who has a say in a proposal on a day, and what they have said by then."""
    voices, known = newest_voices(proposal, on), certainties(state, on)
    entitled = tuple(each for each in counted(state, on, mergers) if each.is_party is Certainty.YES)
    said = {
        each.now: _said(
            each,
            {
                party.party: voices[party.number].consents
                for party in each.parties
                if party.number in voices and known[party.number] is Certainty.YES
            },
        )
        for each in entitled
    }
    return Consents(
        entitled,
        tuple(each for each in entitled if said[each.now] is True),
        tuple(each for each in entitled if said[each.now] is False),
    )


def _said(each: Counted, heard: dict[str, bool]) -> bool | None:
    """What those say who are one party by now: its own voice, else those of all that have become it."""
    if each.now in heard:
        return heard[each.now]
    return all(heard.values()) if heard else None


def check_consent(state: Agreement, proposal: Proposal, on: date, world: World) -> None:
    """Raise `Rejected` unless a proposal has the consent that its rule asks for (NOT_ENOUGH_CONSENT), or the decision
    of the body that the rule names or a reason why none can be named (AUTHORITY_REQUIRED)."""
    rule = rule_of(state, proposal, on)
    if rule.kind is ConsentKind.BODY:
        require(
            world.authority is not None or world.reasoned,
            "AUTHORITY_REQUIRED",
            "authority",
            "The agreement requires a decision of {body}; name the decision, or give the reason why it cannot be "
            "named.",
            body=rule.body,
        )
    found = consents(state, proposal, on, mergers_in(world.states))
    enough, given = needed(rule, len(found.entitled)), len(found.consenting)
    if given >= enough:
        return
    require(
        len(found.entitled) > 0,
        "NOT_ENOUGH_CONSENT",
        "proposal",
        "It is not certain that anyone is a party on {on}, so nobody can consent; check when the parties joined and "
        "left.",
        on=on,
    )
    lacking = tuple(party_name(each.now, on, world.states) for each in (*found.silent, *found.objecting))
    raise Rejected(
        "NOT_ENOUGH_CONSENT",
        "proposal",
        "{enough} of {parties} parties must consent. As of {on}, consents: {given}; objections: {objecting}. Ask those "
        "whose consent is missing: {lacking}.",
        enough=enough,
        parties=len(found.entitled),
        on=on,
        given=given,
        objecting=len(found.objecting),
        lacking=lacking,
    )
