"""What time alone has brought about, made ready to be recorded: by the due-job, or before a command that rests on it.

That it is recorded once hangs on the command id, which is made from the entity, its version and the deadline.
"""

from uuid import UUID, uuid5

from events.decider import Decider, Due
from service.ids import new_id
from service.lookups import LoadedEntity
from service.prepared_events import prepare
from service.writer import AppendRequest

SYSTEM = UUID("00000000-0000-7000-8000-000000000001")
"""The actor SYSTEM, the same id in every county: set-up, and what time alone brings about."""

_NAMESPACE = UUID("5f6d1c1e-54a7-4a9b-9a55-6b6c696d6121")


def effect(county: UUID, decider: Decider, loaded: LoadedEntity, due: Due) -> AppendRequest:
    """The request that records a due effect of an entity as it was loaded."""
    # The version tells two effects of one moment apart, of which the second came to be known after the first.
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
