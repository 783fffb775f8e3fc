"""The course of a decision: which step may follow on which, and why another may not."""

from collections.abc import Mapping
from datetime import date

from events.decider import Rejected, World, require
from events.decision.course import DecisionStatus, DecisionStep
from events.decision.lifecycle import running
from events.decision.state import Decision
from events.rules import check_in_order
from events.when import When, check_not_ahead

FOLLOWING: Mapping[DecisionStatus, tuple[DecisionStatus, ...]] = {
    DecisionStatus.DRAFT: (DecisionStatus.SUBMITTED, DecisionStatus.WITHDRAWN),
    DecisionStatus.SUBMITTED: (
        DecisionStatus.VOTING,
        DecisionStatus.DEFERRED,
        DecisionStatus.LAPSED,
        DecisionStatus.WITHDRAWN,
    ),
    DecisionStatus.VOTING: (
        DecisionStatus.ADOPTED,
        DecisionStatus.REJECTED,
        DecisionStatus.DEFERRED,
        DecisionStatus.LAPSED,
    ),
    DecisionStatus.DEFERRED: (DecisionStatus.SUBMITTED, DecisionStatus.LAPSED),
    DecisionStatus.ADOPTED: (DecisionStatus.IMPLEMENTED, DecisionStatus.REVOKED, DecisionStatus.SUPERSEDED),
    DecisionStatus.REJECTED: (),
    DecisionStatus.LAPSED: (),
    DecisionStatus.WITHDRAWN: (),
    DecisionStatus.IMPLEMENTED: (),
    DecisionStatus.REVOKED: (),
    DecisionStatus.SUPERSEDED: (),
}
"""What may follow on a step, but for the override of an outcome."""

_SETTLED = (
    "SETTLED",
    "the decision is settled; draft another one, or correct this one",
    "der Beschluss ist abgeschlossen; bitte einen neuen entwerfen oder diesen berichtigen",
)
_NOW: Mapping[DecisionStatus, tuple[str, str, str]] = {
    DecisionStatus.DRAFT: (
        "NOT_SUBMITTED",
        "the decision is a draft; submit it first",
        "der Beschluss ist ein Entwurf; bitte zuerst einbringen",
    ),
    DecisionStatus.SUBMITTED: (
        "NOT_VOTED_ON",
        "the decision lies before its body and was not voted on; open the voting first",
        "der Beschluss liegt dem Gremium vor, es wurde nicht abgestimmt; bitte zuerst die Abstimmung eröffnen",
    ),
    DecisionStatus.VOTING: (
        "VOTING_OPEN",
        "the decision is being voted on; wait for the end of the voting, or defer it",
        "über den Beschluss wird gerade abgestimmt; bitte das Ende abwarten oder vertagen",
    ),
    DecisionStatus.ADOPTED: (
        "ADOPTED",
        "the decision is adopted; revoke or supersede it, or correct it",
        "der Beschluss ist gefasst; bitte aufheben, ersetzen oder berichtigen",
    ),
    DecisionStatus.REJECTED: (
        "REJECTED",
        "the decision was rejected; draft another one, or correct this one",
        "der Beschluss wurde abgelehnt; bitte einen neuen entwerfen oder diesen berichtigen",
    ),
    DecisionStatus.DEFERRED: (
        "DEFERRED",
        "the decision is deferred; submit it again first",
        "der Beschluss ist vertagt; bitte zuerst wieder einbringen",
    ),
}


def check_status(state: Decision, *allowed: DecisionStatus) -> None:
    """Raise `Rejected` unless the decision has come as far as one of these: with a code of its own for each other."""
    last = state.steps[-1]
    if last.status not in allowed:
        code, en, de = _NOW.get(last.status, _SETTLED)
        raise Rejected(code, "id", f"Since {last.on} {en}.", f"Seit dem {last.on:%d.%m.%Y}: {de}.")


def is_news(state: Decision, status: DecisionStatus, on: date, world: World) -> bool:
    """Whether a step is news. Raises `Rejected` where it cannot be taken, or was on another day."""
    last = state.steps[-1]
    if last == DecisionStep(status, on):
        return False
    require(
        last.status is not status,
        "RECORDED_OTHERWISE",
        "on",
        f"That happened on {last.on} by the record; if the day is wrong, correct the decision.",
        f"Das ist zum {last.on:%d.%m.%Y} verzeichnet; falls der Tag falsch ist, bitte den Beschluss berichtigen.",
    )
    check_status(state, *(before for before, following in FOLLOWING.items() if status in following))
    check_day(state, on, world)
    return True


def check_day(state: Decision, on: date, world: World) -> None:
    """Raise `Rejected` for a day before the last step (DATES_REVERSED) or in future (IN_FUTURE)."""
    check_in_order(last_day(state), on, "on")
    check_not_ahead(When(on), world.today, "on")


def last_day(state: Decision) -> date:
    """The day of the last step, or of the last answer in a voting that is open."""
    voting = running(state)
    answered = None if voting is None else voting.answered
    return max(state.steps[-1].on, answered or state.steps[-1].on)
