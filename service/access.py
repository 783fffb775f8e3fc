"""The one policy table: every aggregate's own rules of access, assembled and enforced."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from events.decider import Decider
from events.policy import Relation, Role
from service.codec import DECIDERS
from service.problems import Forbidden
from service.viewer import Viewer

COMMANDS: dict[type[Any], Decider] = {command: decider for decider in DECIDERS.values() for command in decider.commands}
"""The aggregate of each command."""


def may_issue(role: Role, command: type[Any]) -> Relation | None:
    """How a role must be related to an entity to issue a command; None: it may not."""
    return COMMANDS[command].may[command].get(role)


def check_before(viewer: Viewer, command: type[Any], concerns: Collection[str] | None) -> None:
    """Raise `Forbidden` unless the viewer may issue the command on an entity with these concerns (None: a new one)."""
    relation = may_issue(viewer.role, command) if viewer.writes else None
    if relation is None:
        raise Forbidden("The role {role} may not do this with this token.", role=viewer.role)
    if concerns is not None:
        check_after(viewer, command, concerns)


def check_after(viewer: Viewer, command: type[Any], concerns: Collection[str]) -> None:
    """Raise `Forbidden` if the viewer may act only for their own entities and this one does not concern them."""
    if may_issue(viewer.role, command) is Relation.OWN and not viewer.is_among(concerns):
        raise Forbidden(
            "You may do this only for those for whom you act.",
        )


@dataclass(frozen=True)
class Rule:
    """A row of the policy table: what each role may do with, or see of, one kind of entity."""

    kind: str
    act: str
    roles: dict[Role, str]


def policy_table() -> Iterator[Rule]:
    """The whole policy: a row for each command, and for each kind what is visible and what is unsealed."""
    for kind, decider in DECIDERS.items():
        for command in decider.commands:
            yield Rule(kind, command.__name__, {r: g.value for r, g in decider.may[command].items()})
        yield Rule(
            kind,
            "sees",
            {
                role: ", ".join(f"{relation.value}: {level.value}" for relation, level in levels.items())
                for role, levels in decider.disclosure.sees.items()
            },
        )
        yield Rule(kind, "reads sealed texts", {r: g.value for r, g in decider.disclosure.unseals.items()})
