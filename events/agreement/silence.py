"""Silence: an approval that is not refused in time counts as granted, where the law says so (GkG NRW § 24).

The weeks run from the filing, or from the day set for a discussion; it counts as granted on the day after the last of
them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from events.agreement.carrying_out import carry_out
from events.agreement.lifecycle import deemed_day
from events.agreement.state import Agreement, ApprovalOutcome, Completion, ProposalNumber
from events.decider import Due, Part, World
from events.when import When, berlin_midnight


@dataclass(frozen=True)
class ApprovalDeemedGranted:
    """Approval counts as granted because it was not refused in time (gilt als erteilt)."""

    on: date
    """The first day on which it counts as granted (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; null for the agreement itself (Antrag)."""


def silent(state: Agreement, on: date) -> list[ApprovalDeemedGranted]:
    """The approvals that count as granted by a day and are not recorded so, by their days."""
    granted = []
    for number, completion in _completions(state):
        deemed = deemed_day(completion.approval, state.formalities)
        if deemed is not None and deemed <= on and completion.approval and completion.approval.outcome is None:
            granted.append(ApprovalDeemedGranted(deemed, number))
    return sorted(granted, key=lambda each: each.on)


def _completions(state: Agreement) -> list[tuple[int | None, Completion]]:
    return [(None, state.completion), *((each.number, each.completion) for each in state.proposals)]


def after_silence(state: Agreement, on: date) -> Agreement:
    """The agreement with all that silence has brought about by a day, whether or not it is recorded."""
    for event in silent(state, on):
        state = _deemed_granted(state, event)
    return state


def due(ref: str, state: Agreement, world: World) -> list[Due]:
    """What silence has brought about by now and is not recorded; what began on one day is recorded together."""
    return [
        Due(berlin_midnight(day), tuple(events))
        for day, events in groupby(silent(state, world.today), key=lambda event: event.on)
    ]


# --- What is then recorded -------------------------------------------------------------------------------------


def completed(state: Agreement, number: int | None, step: Callable[[Completion], Completion]) -> Agreement:
    """The agreement with a step of its own approval and publication, or of a proposal's."""
    if number is None:
        return replace(state, completion=step(state.completion))
    proposals = tuple(
        replace(each, completion=step(each.completion)) if each.number == number else each for each in state.proposals
    )
    return replace(state, proposals=proposals)


def with_approval(state: Agreement, number: int | None, **parts: Any) -> Agreement:
    """The agreement with something said of an approval that was filed for."""

    def step(completion: Completion) -> Completion:
        assert completion.approval is not None
        return replace(completion, approval=replace(completion.approval, **parts))

    return completed(state, number, step)


def with_grant(state: Agreement, number: int | None, outcome: ApprovalOutcome, when: When) -> Agreement:
    """The agreement after an approval: a proposal that needs no publication is carried out."""
    state = with_approval(state, number, outcome=outcome, decided=when)
    if number is None or state.formalities.publication:
        return state
    return carry_out(state, number, when.last)


def _deemed_granted(state: Agreement, event: ApprovalDeemedGranted) -> Agreement:
    return with_grant(state, event.proposal, ApprovalOutcome.DEEMED_GRANTED, When(event.on))


SILENCE = Part((), effects={ApprovalDeemedGranted: _deemed_granted})
