"""Due effects, prepared for recording: by the due job, or before a command that depends on them.

The command id, derived from entity, version and deadline, ensures that each is recorded once.
"""

from uuid import UUID, uuid5

from events.decider import Decider, Due
from service.ids import new_id
from service.lookups import LoadedEntity
from service.prepared_events import prepare
from service.writer import AppendRequest

SYSTEM = UUID("00000000-0000-7000-8000-000000000001")
"""The actor SYSTEM, with the same id in every county: it sets up counties and records due effects."""

_NAMESPACE = UUID("5f6d1c1e-54a7-4a9b-9a55-6b6c696d6121")


def effect(county: UUID, decider: Decider, loaded: LoadedEntity, due: Due) -> AppendRequest:
    """The request that records a due effect of a loaded entity."""
    # The version distinguishes two effects with the same deadline, the second of which became known later.
    command_id = uuid5(_NAMESPACE, f"{loaded.ref} {loaded.version} {due.deadline.isoformat()}")
    prepared = prepare(decider, loaded.ref, loaded, due.events, new_id())
    return AppendRequest(
        county=county,
        actor=SYSTEM,
        command_id=command_id,
        correlation_id=command_id,
        causation_id=None,
        fingerprint=command_id.bytes,
        ref=loaded.ref,
        fold=decider.fold,
        reads={loaded.ref: loaded.version},
        events=prepared.written,
        reason=None,
        authority=None,
        claims=prepared.claims,
        erased=prepared.erased,
        texts=prepared.texts,
    )
