"""The one policy table: every aggregate's own rules of access, assembled and enforced."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from events.decider import Decider
from events.policy import Relation, Role, Visibility
from service.codec import DECIDERS
from service.problems import Forbidden
from service.viewer import Viewer

COMMANDS: dict[type[Any], Decider] = {command: decider for decider in DECIDERS.values() for command in decider.commands}
"""The aggregate of each command."""


_BY_LEVEL = {visibility.level: visibility for visibility in Visibility}
STRICTEST = max(visibility.level for visibility in Visibility)
"""Who sees this level of a kind sees all of it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The strictest level of a kind of entity that a reader sees: of any, and of those that concern him (-1: none)."""

    any: int
    own: int


_BLIND = Sight(-1, -1)
_SIGHTS: dict[tuple[Role, str], Sight] = {
    (role, kind): Sight(
        any=levels[Relation.ANY].level if Relation.ANY in levels else -1,
        own=levels[Relation.OWN].level if Relation.OWN in levels else -1,
    )
    for kind, decider in DECIDERS.items()
    for role, levels in decider.policy.sees.items()
}


def sight(viewer: Viewer, kind: str) -> Sight:
    """What the viewer sees of a kind of entity."""
    return _SIGHTS.get((viewer.role, kind), _BLIND)


def visible(viewer: Viewer, kind: str, level: int, concerns: Collection[str]) -> bool:
    """Whether the viewer sees something of this kind, level and concern."""
    seen = sight(viewer, kind)
    return level <= seen.any or (level <= seen.own and viewer.is_among(concerns))


def sees(viewer: Viewer, kind: str, concerns: Collection[str]) -> Visibility:
    """Up to what the viewer sees an entity of this kind and concern which he sees at all."""
    seen = sight(viewer, kind)
    own = seen.own if viewer.is_among(concerns) else -1
    return _BY_LEVEL[max(0, seen.any, own)]


def may_issue(role: Role, command: type[Any]) -> Relation | None:
    """In which relation a role may issue a command; None: not at all."""
    return COMMANDS[command].policy.may[command].get(role)


def check_before(viewer: Viewer, command: type[Any], concerns: Collection[str] | None) -> None:
    """Raise `Forbidden` unless the viewer may issue the command on an entity that concerns these (None: a new one)."""
    relation = may_issue(viewer.role, command) if viewer.writes else None
    if relation is None:
        raise Forbidden(
            "The role {role} may not do this with this token.",
            role=viewer.role.value,
        )
    if concerns is not None:
        check_after(viewer, command, concerns)


def check_after(viewer: Viewer, command: type[Any], concerns: Collection[str]) -> None:
    """Raise `Forbidden` if the viewer may issue the command for his own only and the entity does not concern them."""
    if may_issue(viewer.role, command) is Relation.OWN and not viewer.is_among(concerns):
        raise Forbidden(
            "You may do this only for those for whom you act.",
        )


def may_unseal(viewer: Viewer, kind: str, concerns: Collection[str]) -> bool:
    """Whether the viewer reads sealed texts of an entity of this kind and concern."""
    relation = DECIDERS[kind].policy.unseals.get(viewer.role)
    return relation is Relation.ANY or (relation is Relation.OWN and viewer.is_among(concerns))


@dataclass(frozen=True)
class Rule:
    """A row of the policy table: one command or sight of one kind of entity, by role."""

    kind: str
    act: str
    roles: dict[Role, str]


def policy_table() -> Iterator[Rule]:
    """The whole policy, a row for each command and for what is seen and unsealed of each kind."""
    for kind, decider in DECIDERS.items():
        for command in decider.commands:
            yield Rule(kind, command.__name__, {r: g.value for r, g in decider.policy.may[command].items()})
        yield Rule(
            kind,
            "sees",
            {
                role: ", ".join(f"{relation.value}: {level.value}" for relation, level in levels.items())
                for role, levels in decider.policy.sees.items()
            },
        )
        yield Rule(kind, "reads sealed texts", {r: g.value for r, g in decider.policy.unseals.items()})
