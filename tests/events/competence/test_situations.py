"""Every command in every situation of a holder's competences: what follows, or why it is refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from events.competence.assignments import AssignCompetence, CompetenceAssigned, CompetenceEnded, EndCompetence
from events.competence.transfers import (
    AcceptTransfer,
    CompetenceTransferAccepted,
    CompetenceTransferred,
    CompetenceTransferRevoked,
    RevokeTransfer,
    TransferCompetence,
)
from tests.events.competence.story import (
    AWAY,
    COMMITTEE,
    COUNCIL,
    DELEGATING,
    HERE,
    KREISTAG,
    REFORM,
    THERE,
    accepted,
    after,
    assigned,
    transferred,
)
from tests.spec import HOME, Expected, day, every, outcome_is

SINCE = day("2023-06-01")
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "assigned": (assigned(1, COUNCIL, "2020-01-01"),),
    "ended": (assigned(1, COUNCIL, "2020-01-01"), CompetenceEnded(1, day("2023-05-31"))),
    "agreed": (assigned(1, COUNCIL, "2020-01-01"), transferred(2, "2023-06-01")),
    "accepted": (assigned(1, COUNCIL, "2020-01-01"), transferred(2, "2023-06-01"), accepted(2, "2023-07-01")),
    "revoked": (
        assigned(1, COUNCIL, "2020-01-01"),
        transferred(2, "2023-06-01"),
        accepted(2, "2023-07-01"),
        CompetenceTransferRevoked(2, day("2024-01-01")),
    ),
}


def numbered(number: int) -> CompetenceAssigned:
    return CompetenceAssigned(HERE, number, "budget", COMMITTEE, SINCE, None, (), None)


def moved(number: int) -> CompetenceTransferred:
    return CompetenceTransferred(HERE, number, HOME, "budget", KREISTAG, DELEGATING, day("2024-01-01"))


TABLE: dict[Any, dict[str, Expected]] = {
    AssignCompetence(HERE, "budget", COMMITTEE, SINCE): {
        "absent": (numbered(1),),
        "assigned": "OVERLAP",
        "ended": (numbered(2),),
        "agreed": "OVERLAP",
        "accepted": "OVERLAP",
        "revoked": "OVERLAP",
    },
    EndCompetence(HERE, 1, day("2023-05-31")): {
        "absent": "NOT_FOUND",
        "assigned": (CompetenceEnded(1, day("2023-05-31")),),
        "ended": (),
        "agreed": (CompetenceEnded(1, day("2023-05-31")),),
        "accepted": (CompetenceEnded(1, day("2023-05-31")),),
        "revoked": (CompetenceEnded(1, day("2023-05-31")),),
    },
    TransferCompetence(HERE, "budget", KREISTAG, DELEGATING, day("2024-01-01")): {
        "absent": (moved(1),),
        "assigned": (moved(2),),
        "ended": (moved(2),),
        "agreed": "OVERLAP",
        "accepted": "OVERLAP",
        "revoked": (moved(3),),
    },
    AcceptTransfer(HERE, 2, day("2023-07-01")): {
        "absent": "NOT_FOUND",
        "assigned": "NOT_FOUND",
        "ended": "NOT_FOUND",
        "agreed": (CompetenceTransferAccepted(2, day("2023-07-01")),),
        "accepted": (),
        "revoked": (),
    },
    RevokeTransfer(HERE, 2, day("2024-01-01")): {
        "absent": "NOT_FOUND",
        "assigned": "NOT_FOUND",
        "ended": "NOT_FOUND",
        "agreed": (CompetenceTransferRevoked(2, day("2024-01-01")),),
        "accepted": (CompetenceTransferRevoked(2, day("2024-01-01")),),
        "revoked": (),
    },
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("competence", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(after(*SITUATIONS[situation]).when(command), expected)


@pytest.mark.parametrize("command", TABLE, ids=lambda command: type(command).__name__)
def test_who_acts_for_another_is_refused(command: Any) -> None:
    after(*SITUATIONS["agreed"]).when(command, acts_for=THERE).rejects("NOT_YOURS", "holder")


@pytest.mark.parametrize(("holder", "by"), [(HERE, HERE), (AWAY, AWAY), (AWAY, THERE), (HERE, None)])
def test_the_holder_acts_for_itself_and_so_does_whom_it_has_become(holder: str, by: str | None) -> None:
    told = after(replace(assigned(1, COUNCIL, "2020-01-01"), holder=holder))
    told.when(EndCompetence(holder, 1, day("2023-05-31")), acts_for=by).then(CompetenceEnded(1, day("2023-05-31")))


def test_a_successor_acts_for_it_once_it_has_become_that() -> None:
    told = after(replace(assigned(1, COUNCIL, "2020-01-01"), holder=AWAY))
    command = EndCompetence(AWAY, 1, day("2023-05-31"))
    told.when(command, acts_for=THERE, today=REFORM - timedelta(days=1)).rejects("NOT_YOURS", "holder")
    told.when(command, acts_for=THERE, today=REFORM).then(CompetenceEnded(1, day("2023-05-31")))
