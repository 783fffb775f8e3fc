"""Events made ready for the append: their bytes, the states that they lead to, the claims that change, their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.decider import Decider
from events.policy import Audience
from service.codec import digest, encode, type_name
from service.ids import new_id
from service.loads import Loaded
from service.texts import digests_of, texts_of
from service.writer import Written


@dataclass(frozen=True, slots=True)
class Draft:
    """What appending some events to an entity would write; `state` and `audience` are the entity's own afterwards.

    `texts` are those that the events say, by their digests.
    """

    state: Any
    written: list[Written]
    claims: dict[str, bool]
    audience: Audience
    erased: Sequence[str]
    texts: Mapping[str, str]


_NONE: Mapping[str, str] = {}


def draft(decider: Decider, ref: str, before: Loaded | None, events: Sequence[Any], first_id: UUID) -> Draft:
    """Fold the events onto the entity and encode both; the first event gets the id that its texts are sealed for."""
    state = before.state if before else None
    version = before.version if before else 0
    held = decider.claims(ref, state) if before else frozenset()
    written = []
    texts: list[str] = []
    shown = decider.concerns(ref, state, None) if before else None
    for n, event in enumerate(events):
        state = decider.evolve(state, event)
        texts += texts_of(event)
        told = decider.concerns(ref, state, event)
        shown = decider.concerns(ref, state, None)
        body = encode(event)
        written.append(
            Written(
                event_id=new_id() if n else first_id,
                version=version + 1 + n,
                type=type_name(event),
                body=body,
                body_hash=digest(body),
                visibility=told.visibility.level,
                concerns=refs_column(told),
                state=encode(state).decode(),
                state_visibility=shown.visibility.level,
                state_concerns=refs_column(shown),
            )
        )
    assert shown is not None
    holds = decider.claims(ref, state)
    return Draft(
        state,
        written,
        {**dict.fromkeys(held - holds, False), **dict.fromkeys(holds - held, True)},
        shown,
        [ref] if any(decider.erases(event) for event in events) else (),
        digests_of(texts) if texts else _NONE,
    )


def refs_column(audience: Audience) -> str:
    """The refs of an audience as the SQL function `append` takes them: sorted, a space between."""
    return " ".join(sorted(audience.concerns))
