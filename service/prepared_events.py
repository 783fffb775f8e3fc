"""Prepares events for the append: their bytes, the resulting states, the changed claims, their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.decider import Decider
from events.policy import Audience
from events.retelling import Corrected
from service.codec import digest, encode, type_name
from service.ids import new_id
from service.lookups import LoadedEntity
from service.recorded import Recorded
from service.texts import digests_of, texts_of
from service.writer import NewEvent


@dataclass(frozen=True, slots=True)
class PreparedEvents:
    """What the append of some events writes; `state` and `audience` are those of the entity afterwards.

    `texts` are the texts in the events, by digest.
    """

    state: Any
    written: list[NewEvent]
    claims: dict[str, bool]
    audience: Audience
    erased: Sequence[str]
    texts: Mapping[str, str]


_NONE: Mapping[str, str] = {}


def prepare(
    decider: Decider, ref: str, before: LoadedEntity | None, events: Sequence[Any], first_id: UUID
) -> PreparedEvents:
    """Fold the events onto the entity and encode both. The first event gets the id that its texts are sealed for."""
    state = before.state if before else None
    steps = []
    for event in events:
        state = decider.evolve(state, event)
        steps.append(_FoldedEvent(event, state, decider.disclosure.audience(ref, state, event)))
    return _prepare(decider, ref, before, steps, first_id)


def prepare_correction(
    decider: Decider, before: LoadedEntity, corrected: Corrected, history: Sequence[Recorded], first_id: UUID
) -> PreparedEvents:
    """Prepare a correction: its state is the fold of all standing events; those who may see both old and new may see
    it."""
    ref = before.ref
    assert corrected.event is not None
    acts = {act.act for act in corrected.event.acts}
    commands = {each.command_id for each in history if str(each.event_id) in acts}
    audiences = [
        *(Audience(each.visibility, each.concerns) for each in history if each.command_id in commands),
        *(decider.disclosure.audience(ref, corrected.before, event) for event in corrected.gone),
        *(decider.disclosure.audience(ref, corrected.after, event) for event in corrected.new),
    ]
    state = corrected.after
    steps = [_FoldedEvent(corrected.event, state, _common_audience(audiences))]
    for event in corrected.besides:
        state = decider.evolve(state, event)
        steps.append(_FoldedEvent(event, state, decider.disclosure.audience(ref, state, event)))
    return _prepare(decider, ref, before, steps, first_id)


def _common_audience(audiences: Sequence[Audience]) -> Audience:
    """The audience that may see all of these."""
    level = max((each.visibility for each in audiences), key=lambda each: each.level)
    strictest = [each.concerns for each in audiences if each.visibility is level]
    return Audience(level, frozenset.intersection(*strictest))


@dataclass(frozen=True, slots=True)
class _FoldedEvent:
    """An event, the resulting state, and its audience."""

    event: Any
    state: Any
    audience: Audience


def _prepare(
    decider: Decider, ref: str, before: LoadedEntity | None, steps: Sequence[_FoldedEvent], first_id: UUID
) -> PreparedEvents:
    version = before.version if before else 0
    held = decider.claims(ref, before.state) if before else frozenset()
    written = []
    texts: list[str] = []
    for n, step in enumerate(steps):
        texts += texts_of(step.event)
        shown = decider.disclosure.audience(ref, step.state, None)
        body = encode(step.event)
        written.append(
            NewEvent(
                event_id=new_id() if n else first_id,
                version=version + 1 + n,
                type=type_name(step.event),
                body=body,
                body_hash=digest(body),
                visibility=step.audience.visibility.level,
                concerns=refs_column(step.audience),
                state=encode(step.state).decode(),
                state_visibility=shown.visibility.level,
                state_concerns=refs_column(shown),
            )
        )
    state = steps[-1].state
    holds = decider.claims(ref, state)
    return PreparedEvents(
        state,
        written,
        {**dict.fromkeys(held - holds, False), **dict.fromkeys(holds - held, True)},
        shown,
        [ref] if any(decider.erases(step.event) for step in steps) else (),
        digests_of(texts) if texts else _NONE,
    )


def refs_column(audience: Audience) -> str:
    """The refs of an audience as the SQL function `append` takes them: sorted, separated by spaces."""
    return " ".join(sorted(audience.concerns))
