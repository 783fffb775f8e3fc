"""Decision (Beschluss) of a body: drafted, submitted, voted on by its rule, and what becomes of it.

A folder of parts; what is recorded stands in `state`, what follows from that by a day in `lifecycle`.
"""

from collections.abc import Iterable
from typing import Any

from events.aggregate import aggregate
from events.decider import World
from events.decision.afterlife import AFTERLIFE
from events.decision.closing import CLOSING, due
from events.decision.disclosure import DISCLOSURE, check_secret
from events.decision.drafting import DRAFTING
from events.decision.follow_ups import FOLLOW_UPS
from events.decision.parties import PARTIES, changed
from events.decision.presence import PRESENCE
from events.decision.proxies import PROXIES
from events.decision.state import Decision, DecisionOnDay
from events.decision.submission import SUBMISSION
from events.decision.view import view
from events.decision.votes import VOTES
from events.decision.voting import VOTING


def reads(state: Decision | None, command: Any, world: World) -> Iterable[str]:
    """The body that decides: whose it is, and whom its members represent; the county, by its name for a procedure."""
    return () if state is None else (state.body, world.county)


DECISION = aggregate(
    "decision",
    Decision,
    (DRAFTING, SUBMISSION, VOTING, PRESENCE, PROXIES, VOTES, CLOSING, AFTERLIFE, FOLLOW_UPS, PARTIES),
    shown=DecisionOnDay,
    view=view,
    disclosure=DISCLOSURE,
    reads=reads,
    besides=changed,
    due=due,
    invariants=check_secret,
    fold=3,
)
