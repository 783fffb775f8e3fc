"""Proxies in a voting: a member lets another vote in its place."""

from dataclasses import dataclass

from events.refs import DecisionRef
from events.voting.cast import MemberNumber

# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProxyGiven:
    """A member lets another vote in its place (Stimme übertragen)."""

    principal: MemberNumber
    """Who does not vote itself (Vollmachtgeber)."""
    proxy: MemberNumber
    """Who votes in its place (Bevollmächtigte)."""


@dataclass(frozen=True)
class ProxyRevoked:
    """A member votes itself again (Stimmübertragung widerrufen)."""

    principal: MemberNumber
    """Who had given its vote (Vollmachtgeber)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GiveProxy:
    """Record that a member lets another vote in its place, where the rule allows it: one that is not there and has not
    voted. A proxy does not pass on what it was given (Stimme übertragen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    principal: MemberNumber
    """Who does not vote itself (Vollmachtgeber)."""
    proxy: MemberNumber
    """Who votes in its place (Bevollmächtigte)."""


@dataclass(frozen=True)
class RevokeProxy:
    """Record that a member votes itself again; not once its proxy has voted (Stimmübertragung widerrufen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    principal: MemberNumber
    """Who had given its vote (Vollmachtgeber)."""
