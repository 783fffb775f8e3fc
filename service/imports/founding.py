"""Opening a county's record: the one act that comes before there is anyone to act."""

from datetime import date
from uuid import UUID, uuid4, uuid5

from events.county.entry import EstablishCounty
from events.county.state import CountyDesignation
from events.policy import Role
from service.actors import ActorKind
from service.command_envelope import CommandEnvelope
from service.effects import SYSTEM
from service.record import Record
from service.viewer import Viewer


async def establish(
    record: Record,
    key: str,
    name: str,
    designation: CountyDesignation,
    since: date,
    county: UUID | None = None,
) -> UUID:
    """A new county, under this id if one is given; the same id again is the same county. Raises a `Problem`."""
    county = county or uuid4()
    await record.actors(county).create("System", Role.SYSTEM, ActorKind.SYSTEM, actor_id=SYSTEM)
    await record.commands.handle(
        Viewer(county, SYSTEM, Role.SYSTEM),
        CommandEnvelope(EstablishCounty(key, name, designation, since), command_id=uuid5(county, "establish")),
    )
    return county
