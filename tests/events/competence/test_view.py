"""How a holder's competences read on a day, and whom they concern."""

import pytest

from events.competence import COMPETENCE
from events.competence.state import Assignment, CompetencesOnDay, Transfer
from events.competence.transfers import CompetenceTransferRevoked
from events.decider import fold
from events.policy import Audience, Visibility
from tests.events.competence.story import COUNCIL, DELEGATING, HERE, KREISTAG, accepted, assigned, transferred
from tests.spec import HOME, day

STATE = fold(
    COMPETENCE,
    (
        assigned(1, COUNCIL, "2020-01-01", "2024-12-31"),
        transferred(2, "2023-06-01"),
        accepted(2, "2023-07-01"),
        CompetenceTransferRevoked(2, day("2024-03-01")),
        transferred(3, "2024-03-01"),
        transferred(4, "2024-05-01", "heat"),
        accepted(4, "2024-04-01"),
    ),
)
ASSIGNED = Assignment(1, "budget", COUNCIL, day("2020-01-01"), day("2024-12-31"))
_GIVEN = (HOME, "budget", KREISTAG, DELEGATING)
MOVED = Transfer(2, *_GIVEN, day("2023-06-01"), accepted=day("2023-07-01"), revoked=day("2024-03-01"))
AGREED = Transfer(3, *_GIVEN, day("2024-03-01"))
HEAT = Transfer(4, *_GIVEN, day("2024-05-01"), ("heat",), accepted=day("2024-04-01"))


@pytest.mark.parametrize(
    ("on", "exercised", "moved", "bodies"),
    [
        ("2019-12-31", (), (), ()),
        ("2020-01-01", (ASSIGNED,), (), (COUNCIL,)),
        ("2023-06-30", (ASSIGNED,), (), (COUNCIL,)),
        ("2023-07-01", (ASSIGNED,), (MOVED,), (COUNCIL, KREISTAG)),
        ("2024-02-29", (ASSIGNED,), (MOVED,), (COUNCIL, KREISTAG)),
        ("2024-03-01", (ASSIGNED,), (), (COUNCIL,)),
        ("2024-04-30", (ASSIGNED,), (), (COUNCIL,)),
        ("2024-05-01", (ASSIGNED,), (HEAT,), (COUNCIL, KREISTAG)),
        ("2024-12-31", (ASSIGNED,), (HEAT,), (COUNCIL, KREISTAG)),
        ("2025-01-01", (), (HEAT,), (KREISTAG,)),
    ],
)
def test_how_competences_read_on_a_day(
    on: str, exercised: tuple[Assignment, ...], moved: tuple[Transfer, ...], bodies: tuple[str, ...]
) -> None:
    assert COMPETENCE.view(STATE, day(on)) == CompetencesOnDay(
        holder=HERE,
        assigned=exercised,
        transferred=moved,
        bodies=bodies,
        agreements=(DELEGATING,),
        assignments=(ASSIGNED,),
        transfers=(MOVED, AGREED, HEAT),
    )


def test_competences_are_public_and_concern_the_holder_the_bodies_and_whose_they_are() -> None:
    concerned = frozenset({"competence:1", HERE, COUNCIL, KREISTAG, HOME})
    assert COMPETENCE.disclosure.audience("competence:1", STATE, None) == Audience(Visibility.PUBLIC, concerned)
