"""Counting without names: how many votes there can have been, of those who were there."""

from events.decider import require
from events.decision.lifecycle import cast_of
from events.decision.voting import Voting
from events.voting.reckoning import counted, entitled
from events.voting.rule import VotingMode


def check_count(voting: Voting, field: str) -> None:
    """Raise `Rejected` unless a count goes with those who were there (PRESENCE_MISSING, COUNT_TOO_HIGH) and with the
    rule (NO_ABSTENTION)."""
    count, cast = voting.count, cast_of(voting)
    if count is None:
        return
    weighted = any(seat.weight != 1 for seat in voting.electorate.seats)
    require(
        count.present is not None if voting.mode is VotingMode.CIRCULAR or count.present_weight is not None else True,
        "PRESENCE_MISSING",
        field,
        "Say how many were there, or answered a circulation.",
        "Bitte angeben, wie viele anwesend waren oder auf den Umlauf geantwortet haben.",
    )
    require(
        count.present is None or count.present_weight is not None or not weighted,
        "PRESENCE_MISSING",
        field,
        "Votes have weights in this body: say what those of everyone present weigh together.",
        "In diesem Gremium haben Stimmen Gewichte: bitte das Stimmgewicht aller Anwesenden angeben.",
    )
    seats, sums = entitled(cast), counted(cast)
    heads, weight = sums.present or 0, sums.present_weight or 0
    require(
        heads <= len(seats) and weight <= sum(seat.weight for seat in seats),
        "COUNT_TOO_HIGH",
        field,
        f"Only {len(seats)} members have a vote; not more can have been there.",
        f"Nur {len(seats)} Mitglieder sind stimmberechtigt; mehr können nicht anwesend gewesen sein.",
    )
    require(
        count.yes + count.no + count.abstain + count.invalid <= weight,
        "COUNT_TOO_HIGH",
        field,
        f"Those who were there have {weight} votes; not more can have been cast. Record who was there, or how many.",
        f"Die Anwesenden haben {weight} Stimmen; mehr können nicht abgegeben worden sein. Bitte die Anwesenheit oder "
        "ihre Zahl eintragen.",
    )
    require(
        count.abstain == 0 or voting.rule.abstention,
        "NO_ABSTENTION",
        field,
        "The body's rule does not allow to abstain.",
        "Die Abstimmungsregel lässt keine Enthaltung zu.",
    )
