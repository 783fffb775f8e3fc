"""Cooperation agreements as clients see them: versions, parties, proposals and next steps besides the view."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.agreement import AGREEMENT
from events.agreement.comparison import AgreementComparison
from events.agreement.headcount import AgreementParty, PartyTally, parties_on, tally
from events.agreement.lifecycle import AgreementStatus, asking_to_join, effective_from, status_on
from events.agreement.next_step_rules import next_steps
from events.agreement.next_steps import INTERNAL_STEPS, NextStep, OwedStep
from events.agreement.reading import (
    AgreementProposal,
    AgreementWording,
    comparison,
    proposals_on,
    version_in_full,
    was_party,
)
from events.agreement.silence import after_silence
from events.agreement.state import Agreement, ProposalKind
from events.agreement.versions import newest, number_in_force, wording_at
from events.agreement.wording import VersionNumber
from events.refs import AgreementRef
from events.successors import Mergers, mergers_in
from events.values import sort_key
from events.when import Certainty
from schema.aggregate import Argument, Computed, Published
from schema.context import Entity, Operation
from schema.moments import Moment
from service.pages.successors import with_successors
from service.refs import split
from service.visibility import sees_internal

_ON = Argument("on", date | None, "The day; by default, the day of the parent object, or today (Stichtag).", None)
_NUMBER = Argument("number", VersionNumber, "The number of the version (Fassung).")


# --- What all of them look at ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _AgreementOnDay:
    """An agreement on a day, including consents deemed given by silence, and the states of those it names."""

    state: Agreement
    on: date
    states: Mapping[str, Any]
    internal: bool

    @property
    def mergers(self) -> Mergers:
        """The mergers among its parties."""
        return mergers_in(self.states)


async def _agreement_on(operation: Operation, entity: Entity, on: date | None = None) -> _AgreementOnDay:
    async def get(refs: list[str]) -> dict[str, Any]:
        return {each.ref: each.stored.state for each in await operation.entities(refs, entity.moment)}

    day = on or operation.day(entity)
    state: Agreement = after_silence(entity.stored.state, day)
    named = (*(party.party for party in state.parties), *asking_to_join(state))
    return _AgreementOnDay(state, day, await with_successors(named, get), _sees_internal(operation, entity.concerns))


def _sees_internal(operation: Operation, concerns: frozenset[str]) -> bool:
    return sees_internal(operation.viewer, AGREEMENT.kind, concerns)


# --- Versions --------------------------------------------------------------------------------------------------


async def _wording(operation: Operation, entity: Entity, number: int) -> AgreementWording | None:
    state = after_silence(entity.stored.state, operation.day(entity))
    return version_in_full(state, number) if number <= newest(state) else None


async def _version_in_force(operation: Operation, entity: Entity, on: date | None) -> AgreementWording | None:
    day = on or operation.day(entity)
    state = after_silence(entity.stored.state, day)
    if status_on(state, day) is not AgreementStatus.IN_FORCE:
        return None
    return version_in_full(state, number_in_force(state, day))


async def _compare(operation: Operation, entity: Entity, **given: int) -> AgreementComparison | None:
    first, second = given["from"], given["to"]
    state = after_silence(entity.stored.state, operation.day(entity))
    if max(first, second) > newest(state):
        return None
    digests = list({clause.text for number in (first, second) for clause in wording_at(state, number)})
    found = await asyncio.gather(*(operation.text(digest) for digest in digests))
    texts = {digest: text or "" for digest, text in zip(digests, found, strict=True)}
    # Comparing long texts takes a while, so it runs in a thread.
    return await asyncio.to_thread(comparison, state, texts, first, second)


async def _page_url(operation: Operation, entity: Entity, number: int | None) -> str | None:
    day = operation.day(entity)
    state = after_silence(entity.stored.state, day)
    wanted = number or number_in_force(state, day)
    if wanted > newest(state):
        return None
    query = [f"on={day}"] if entity.moment else []
    if operation.token is None and operation.county_key:
        query.append(f"county={operation.county_key}")
    _, entity_id = split(entity.ref)
    return f"/agreements/{entity_id}/versions/{wanted}{'?' * bool(query)}{'&'.join(query)}"


# --- Parties ---------------------------------------------------------------------------------------------------


async def _parties_on(operation: Operation, entity: Entity, on: date | None) -> tuple[AgreementParty, ...]:
    on_day = await _agreement_on(operation, entity, on)
    begun = effective_from(on_day.state)
    before = begun is None or on_day.on < begun
    found = parties_on(on_day.state, on_day.on, on_day.mergers)
    return tuple(each for each in found if each.is_party is not Certainty.NO or (before and each.left is None))


async def _party_count(operation: Operation, entity: Entity, on: date | None) -> PartyTally:
    on_day = await _agreement_on(operation, entity, on)
    return tally(on_day.state, on_day.on, on_day.mergers)


# --- Proposals and steps ---------------------------------------------------------------------------------------


async def _amendments(operation: Operation, entity: Entity) -> tuple[AgreementProposal, ...]:
    return await _proposals(operation, entity, ProposalKind.AMENDMENT)


async def _accessions(operation: Operation, entity: Entity) -> tuple[AgreementProposal, ...]:
    return await _proposals(operation, entity, ProposalKind.ACCESSION)


async def _proposals(operation: Operation, entity: Entity, kind: ProposalKind) -> tuple[AgreementProposal, ...]:
    on_day = await _agreement_on(operation, entity)
    return proposals_on(on_day.state, kind, on_day.on, on_day.mergers, on_day.internal)


async def _next_steps(operation: Operation, entity: Entity) -> tuple[NextStep, ...]:
    on_day = await _agreement_on(operation, entity)
    return _shown(next_steps(on_day.state, on_day.on, on_day.states), on_day.internal)


def _shown(steps: tuple[NextStep, ...], internal: bool) -> tuple[NextStep, ...]:
    return tuple(each for each in steps if internal or (each.kind not in INTERNAL_STEPS and each.proposal is None))


# --- Of those that are party -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _ListedAgreement:
    """One of the agreements that a reader may see, with its next steps."""

    ref: str
    state: Agreement
    steps: tuple[NextStep, ...]


async def _every(operation: Operation, moment: Moment | None, day: date) -> tuple[list[_ListedAgreement], Mergers]:
    """All agreements by title, and all mergers, computed once for an operation."""

    async def find() -> tuple[list[_ListedAgreement], Mergers]:
        parties = [operation.published[kind] for kind in _PARTIES if kind in operation.published]
        loaded = await asyncio.gather(*(operation.items(published, moment) for published in parties))
        states = {stored.ref: stored.state for items in loaded for stored, _ in items}
        mergers = mergers_in(states)
        items = sorted(await operation.items(PUBLISHED, moment), key=lambda item: sort_key(item[1].title))
        found = []
        for stored, _ in items:
            steps = _shown(next_steps(stored.state, day, states), _sees_internal(operation, stored.concerns))
            found.append(_ListedAgreement(stored.ref, stored.state, steps))
        return found, mergers

    return await operation.once(("agreements", moment, day), find)


async def _agreements(operation: Operation, entity: Entity) -> tuple[str, ...]:
    day = operation.day(entity)
    found, mergers = await _every(operation, entity.moment, day)
    return tuple(each.ref for each in found if was_party(each.state, entity.ref, day, mergers))


async def _owed(operation: Operation, entity: Entity) -> tuple[OwedStep, ...]:
    found, _ = await _every(operation, entity.moment, operation.day(entity))
    return tuple(OwedStep(each.ref, step) for each in found for step in each.steps if step.party == entity.ref)


async def _owed_by_county(operation: Operation, entity: Entity) -> tuple[OwedStep, ...]:
    found, _ = await _every(operation, entity.moment, operation.day(entity))
    return tuple(OwedStep(each.ref, step) for each in found for step in each.steps if step.party in (None, entity.ref))


_PARTIES = ("municipality", "municipal_association", "partner")

PUBLISHED = Published(
    AGREEMENT,
    plural="agreements",
    description="The cooperation agreements of the record (Kooperationsvereinbarungen).",
    order="title",
    computed=(
        Computed(
            "agreement",
            "wording",
            "The full text of a version; null if there is none with this number (Fassung).",
            _wording,
            AgreementWording | None,
            (_NUMBER,),
        ),
        Computed(
            "agreement",
            "version_in_force",
            "The version in force on a day; null unless the agreement is certainly in force then (geltende Fassung).",
            _version_in_force,
            AgreementWording | None,
            (_ON,),
        ),
        Computed(
            "agreement",
            "compare",
            "Two versions compared clause by clause and word by word; null if a version does not exist. Counts as "
            "3,000 fields of an answer (Synopse).",
            _compare,
            AgreementComparison | None,
            (
                Argument("from", VersionNumber, "The first version (Ausgangsfassung)."),
                Argument("to", VersionNumber, "The second version (Vergleichsfassung)."),
            ),
            cost=3_000,
        ),
        Computed(
            "agreement",
            "parties_on",
            "The certain and possible parties on a day, with the days on which they join and leave; before it is in "
            "force, the parties it names (Vertragspartner am Tag).",
            _parties_on,
            tuple[AgreementParty, ...],
            (_ON,),
        ),
        Computed(
            "agreement",
            "party_count",
            "The number of parties on a day; merged parties count once, and there are none before it is in force "
            "(Anzahl).",
            _party_count,
            PartyTally,
            (_ON,),
        ),
        Computed(
            "agreement",
            "amendments",
            "Amendments proposed by the day, in order of number. Readers who may not see internal information get "
            "only those that were carried out (Änderungen).",
            _amendments,
            tuple[AgreementProposal, ...],
        ),
        Computed(
            "agreement",
            "accessions",
            "Accessions proposed by the day, in order of number. Readers who may not see internal information get "
            "only those that were carried out (Beitritte).",
            _accessions,
            tuple[AgreementProposal, ...],
        ),
        Computed(
            "agreement",
            "next_steps",
            "What is to be done on the day, by whom, since when and by when. Steps about proposals and notices are "
            "visible only to readers who may see internal information (nächste Schritte).",
            _next_steps,
            tuple[NextStep, ...],
        ),
        Computed(
            "agreement",
            "page_url",
            "The path of a version's page, to be read with the same token; by default, the version in force on the "
            "day. Append .md to the number for Markdown (Seite).",
            _page_url,
            str | None,
            (Argument("number", VersionNumber | None, "The number of the version (Fassung).", None),),
        ),
        *(
            Computed(
                kind,
                "agreements",
                "The agreements that name it, or a predecessor, as a party, in order of title (Vereinbarungen).",
                _agreements,
                tuple[AgreementRef, ...],
            )
            for kind in _PARTIES
        ),
        *(
            Computed(
                kind,
                "next_steps",
                "Its next steps in agreements on the day, since when and by when (nächste Schritte).",
                _owed,
                tuple[OwedStep, ...],
            )
            for kind in _PARTIES
        ),
        Computed(
            "county",
            "next_steps",
            "The next steps of the county and its coordination office in agreements on the day, since when and by "
            "when (nächste Schritte).",
            _owed_by_county,
            tuple[OwedStep, ...],
        ),
    ),
)
