"""Access to the demonstration: an actor and a token for each role, stored in demo.json."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid5

from events.policy import Role
from service.actors import ActorKind
from service.demo.queries import QUERIES
from service.demo.story import COUNTY_ID, HUERUP, PARTNERS, coordinator
from service.problems import Unauthenticated
from service.record import Record
from service.viewer import Viewer

FILE = "demo.json"
ROLES = (Role.COORDINATOR, Role.MUNICIPALITY, Role.PARTNER, Role.AUDITOR, Role.ADMIN)


@dataclass(frozen=True)
class DemoTokens:
    """A token for each role."""

    tokens: dict[str, str]

    @classmethod
    async def open(cls, record: Record, before: dict[str, Any] | None) -> "DemoTokens":
        """The tokens of an earlier start that are still valid, and new ones for the other roles."""
        kept = (before or {}).get("tokens", {})
        tokens = {}
        for role in ROLES:
            token = kept.get(role.value)
            if not isinstance(token, str) or not await _lets_in(record, token, role):
                token = await _new_token(record, role)
            tokens[role.value] = token
        return cls(tokens)


async def _lets_in(record: Record, token: str, role: Role) -> bool:
    try:
        return (await record.enter(token)).role is role
    except Unauthenticated:
        return False


async def _new_token(record: Record, role: Role) -> str:
    actors = record.actors(COUNTY_ID)
    actor = coordinator() if role is Role.COORDINATOR else uuid5(COUNTY_ID, f"demo {role}")
    kind = ActorKind.TOOL if role is Role.PARTNER else ActorKind.PERSON
    await actors.create(f"{role} (Beispiel)", role, kind, await _whom(record, role), actor_id=actor)
    return (await actors.issue(actor))[1]


async def _whom(record: Record, role: Role) -> str | None:
    """The entity that a role's actor acts for: the municipality Hürup, or the example utility."""
    if role not in (Role.MUNICIPALITY, Role.PARTNER):
        return None
    async with record.read(Viewer(COUNTY_ID, None, Role.SYSTEM)) as reading:
        if role is Role.MUNICIPALITY:
            stored = await reading.every("municipality")
            return next(each.ref for each in stored if each.state.keys[0].ags == HUERUP)
        stored = await reading.every("partner")
        return next(each.ref for each in stored if each.state.names[0].name == PARTNERS[0][1])


def read_tokens(directory: Path) -> dict[str, Any] | None:
    """What an earlier start wrote; None at the first start, or if it cannot be read."""
    try:
        found = json.loads((directory / FILE).read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_tokens(directory: Path, url: str, access: DemoTokens) -> None:
    """Write for programs what the terminal shows to people, in a file that only its owner can read."""
    path = directory / FILE
    draft = path.with_name(f".{FILE}.{secrets.token_hex(4)}")
    content = {"url": url, "graphql": f"{url}/graphql", "tokens": access.tokens, "queries": list(QUERIES)}
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
        file.write("\n")
    draft.replace(path)
