"""Who may do what, and who may see what: the words in which every aggregate states its own rules."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any


class Role(StrEnum):
    """What an actor is to the county's record (Rolle)."""

    PUBLIC = "PUBLIC"
    """Anyone, without a token: public reads only, where the county allows them (Öffentlichkeit)."""
    PARTNER = "PARTNER"
    """A regional partner or its tool (Partner)."""
    MUNICIPALITY = "MUNICIPALITY"
    """A municipality, for its own matters (Kommune)."""
    AUDITOR = "AUDITOR"
    """Audit office, supervisory authority or funding body: reads everything, changes nothing (Prüfung)."""
    COORDINATOR = "COORDINATOR"
    """The county's climate coordination (Klimaschutzkoordination)."""
    ADMIN = "ADMIN"
    """Runs the county's record (Verwaltung des Systems)."""
    SYSTEM = "SYSTEM"
    """The service itself: set-up on the command line and effects that time alone brings about (System)."""


class Relation(StrEnum):
    """What an actor is to an entity (Bezug)."""

    ANY = "ANY"
    """Any entity, related or not (alle)."""
    OWN = "OWN"
    """Only entities that concern the municipality or partner for which the actor acts (eigene)."""


class Visibility(StrEnum):
    """Who may see a thing at all (Sichtbarkeit)."""

    PUBLIC = "PUBLIC"
    """Everyone (öffentlich)."""
    INTERNAL = "INTERNAL"
    """Those who take part in the cooperation (intern)."""
    CONFIDENTIAL = "CONFIDENTIAL"
    """Coordination and audit, and those whom it concerns (vertraulich)."""

    @property
    def level(self) -> int:
        """0 is seen by everyone; the higher, the stricter."""
        return _LEVELS[self]


_LEVELS = {Visibility.PUBLIC: 0, Visibility.INTERNAL: 1, Visibility.CONFIDENTIAL: 2}


@dataclass(frozen=True)
class Audience:
    """Who may see a thing, and the entities whom it concerns (their refs)."""

    visibility: Visibility
    concerns: frozenset[str]


Grants = Mapping[Role, Relation]

OFFICE: Grants = {Role.COORDINATOR: Relation.ANY, Role.ADMIN: Relation.ANY}
"""Coordination and administration, for every entity."""

SET_UP: Grants = {Role.SYSTEM: Relation.ANY}
"""The command line alone: a command that no token may issue."""

SIGHT: Mapping[Role, Mapping[Relation, Visibility]] = {
    Role.PUBLIC: {Relation.ANY: Visibility.PUBLIC},
    Role.PARTNER: {Relation.ANY: Visibility.PUBLIC, Relation.OWN: Visibility.CONFIDENTIAL},
    Role.MUNICIPALITY: {Relation.ANY: Visibility.INTERNAL, Relation.OWN: Visibility.CONFIDENTIAL},
    Role.AUDITOR: {Relation.ANY: Visibility.CONFIDENTIAL},
    Role.COORDINATOR: {Relation.ANY: Visibility.CONFIDENTIAL},
    Role.ADMIN: {Relation.ANY: Visibility.CONFIDENTIAL},
    Role.SYSTEM: {Relation.ANY: Visibility.CONFIDENTIAL},
}
"""What each role sees unless an aggregate says otherwise."""

UNSEALING: Grants = {
    Role.COORDINATOR: Relation.ANY,
    Role.ADMIN: Relation.ANY,
    Role.AUDITOR: Relation.ANY,
    Role.MUNICIPALITY: Relation.OWN,
    Role.PARTNER: Relation.OWN,
    Role.SYSTEM: Relation.ANY,
}
"""Who reads sealed texts unless an aggregate says otherwise."""


class Concern(Enum):
    """For how long an entity concerns somebody."""

    LASTING = "LASTING"
    """Whom it once concerned, it concerns for ever: the audience names them all."""
    CURRENT = "CURRENT"
    """Whom it no longer concerns sees as little of it as a stranger does, of its past too."""
    INHERITED = "INHERITED"
    """It concerns its own audience and, of the entities in it whose concern is CURRENT, those whom they concern now: a
    document of a meeting concerns those whom the meeting concerns. It ends as CURRENT does."""


def reveals_nothing(what: Any) -> Iterable[str]:
    """Nothing says more of another entity than may be known by all who see this one."""
    return ()


@dataclass(frozen=True)
class Disclosure:
    """Who may know what of an aggregate's entities and their events.

    - `audience(ref, state, event)`: who may see the event, and whom it concerns; of the state where the event is None.
    - `concern`: for how long the entity concerns them.
    - `redact(state, today, level, hidden)`: what is left of the state for somebody who sees the entity, but nothing of
      it that is stricter than `level`, nor the entities in `hidden`. None: all of it.
    - `reveals(what)`: other entities of which this event or state says more than that they exist. Who does not see one
      of them gets the event only if they may see what is confidential, and the state with that one in `hidden`.
    - `sees`: the strictest level that a role sees, by its relation to the entity.
    - `unseals`: who reads sealed texts.
    """

    audience: Callable[[str, Any, Any], Audience]
    concern: Concern = Concern.LASTING
    redact: Callable[[Any, date, Visibility, Collection[str]], Any] | None = None
    reveals: Callable[[Any], Iterable[str]] = reveals_nothing
    sees: Mapping[Role, Mapping[Relation, Visibility]] = field(default_factory=lambda: SIGHT)
    unseals: Grants = field(default_factory=lambda: UNSEALING)
