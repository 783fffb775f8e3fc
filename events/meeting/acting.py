"""Who may record what of meetings, besides the office: a municipality those of its own bodies."""

from events.decider import World, require
from events.project.acting import acting


def check_acts(holder: str, field: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for another than the one whose body meets."""
    require(
        acting(world) in (None, holder),
        "NOT_YOURS",
        field,
        "You act for one whose body this is not; ask those whose body meets, or the county's coordination.",
        "Sie handeln für eine Stelle, deren Gremium das nicht ist; bitte den Träger des Gremiums oder die "
        "Koordinationsstelle fragen.",
    )
