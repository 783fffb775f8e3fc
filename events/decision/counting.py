"""Counting without names: how many votes there can have been, of those who were there."""

from events.decider import require
from events.decision.lifecycle import cast_of
from events.decision.voting import Voting
from events.voting.cast import Vote, VoteCount
from events.voting.reckoning import counted, entitled, present
from events.voting.rule import VotingMode


def all_answered(voting: Voting) -> bool:
    """Whether all who have a vote have answered, or were counted."""
    cast = cast_of(voting)
    return counted(cast).present == len(entitled(cast))


def check_count(voting: Voting, field: str) -> None:
    """Raise `Rejected` unless a count goes with those who were there (PRESENCE_MISSING, PRESENT_OTHERWISE,
    COUNT_TOO_HIGH, COUNT_TOO_LOW) and with the rule (NO_ABSTENTION), and the chair that decides a tie has a vote and
    was there (NOT_CHAIR)."""
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
    sums = counted(cast)
    heads, weight = sums.present or 0, sums.present_weight or 0
    _check_there(heads, weight, voting, field)
    require(
        count.yes + count.no + count.abstain + count.invalid <= weight,
        "COUNT_TOO_HIGH",
        field,
        f"Those who were there have {weight} votes; not more can have been cast. Record who was there, or how many.",
        f"Die Anwesenden haben {weight} Stimmen; mehr können nicht abgegeben worden sein. Bitte die Anwesenheit oder "
        "ihre Zahl eintragen.",
    )
    require(
        voting.mode is not VotingMode.CIRCULAR or count.yes + count.no + count.abstain + count.invalid == weight,
        "COUNT_TOO_LOW",
        field,
        f"Who answers a circulation votes, and {weight} votes are said to have answered; put one of the two right.",
        f"Wer auf einen Umlauf antwortet, stimmt ab; geantwortet haben sollen {weight} Stimmen. Bitte eines von beidem "
        "richtigstellen.",
    )
    require(
        count.abstain == 0 or voting.rule.abstention,
        "NO_ABSTENTION",
        field,
        "The body's rule does not allow to abstain; count these votes as yes, no or invalid.",
        "Die Abstimmungsregel lässt keine Enthaltung zu; bitte diese Stimmen als Ja, Nein oder ungültig zählen.",
    )
    if count.chair is not None:
        _check_chair(count.chair, count, voting, field)


def _check_there(heads: int, weight: int, voting: Voting, field: str) -> None:
    """So many heads of such weight can have been there, and are those who are recorded by name, where they are."""
    cast = cast_of(voting)
    weights = sorted(seat.weight for seat in entitled(cast))
    require(
        heads <= len(weights),
        "COUNT_TOO_HIGH",
        field,
        f"Only {len(weights)} members have a vote; not more can have been there.",
        f"Nur {len(weights)} Mitglieder sind stimmberechtigt; mehr können nicht anwesend gewesen sein.",
    )
    there = present(cast)
    named = len(there), sum(seat.weight for seat in there)
    require(
        voting.mode is not VotingMode.MEETING or not voting.attendance or (heads, weight) == named,
        "PRESENT_OTHERWISE",
        field,
        f"By name {named[0]} members with a vote are recorded as there or represented, with {named[1]} votes; record "
        "who was there anew, or leave out how many were and what their votes weigh.",
        f"Namentlich sind {named[0]} Stimmberechtigte mit {named[1]} Stimmen als anwesend oder vertreten verzeichnet; "
        "bitte die Anwesenheit neu eintragen oder Zahl und Stimmgewicht weglassen.",
    )
    least, most = sum(weights[:heads]), sum(weights[len(weights) - heads :])
    require(
        weight <= most,
        "COUNT_TOO_HIGH",
        field,
        f"The votes of {heads} members weigh {most} at most; put the weight of those present right.",
        f"Die Stimmen von {heads} Mitgliedern wiegen höchstens {most}; bitte das Stimmgewicht der Anwesenden "
        "richtigstellen.",
    )
    require(
        weight >= least,
        "COUNT_TOO_LOW",
        field,
        f"The votes of {heads} members weigh {least} at least; put the weight of those present right.",
        f"Die Stimmen von {heads} Mitgliedern wiegen mindestens {least}; bitte das Stimmgewicht der Anwesenden "
        "richtigstellen.",
    )


def _check_chair(chair: Vote, count: VoteCount, voting: Voting, field: str) -> None:
    away = {each.principal for each in voting.proxies}
    seats = [seat for seat in entitled(cast_of(voting)) if seat.chair and seat.member not in away]
    named = voting.mode is VotingMode.MEETING and (count.present is None or len(voting.attendance) > 0)
    weights = [seat.weight for seat in seats if not named or seat.member in voting.attendance]
    said = {Vote.YES: count.yes, Vote.NO: count.no, Vote.ABSTAIN: count.abstain, Vote.INVALID: count.invalid}
    require(
        any(weight <= said[chair] for weight in weights),
        "NOT_CHAIR",
        field,
        "The chair's vote is not among those that were counted: it has none here, was not there, or nobody voted so; "
        "leave it out, or put the count right.",
        "Die Stimme des Vorsitzes ist nicht unter den gezählten: er hat hier keine, war nicht anwesend, oder niemand "
        "hat so gestimmt; bitte weglassen oder die Auszählung richtigstellen.",
    )
