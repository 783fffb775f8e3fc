"""Outreach (Kontakt): what the coordination office did to reach municipalities, in a few words, and what came back.

The words stand in `contact`, what is recorded in `state`, the rules in `rules`.
"""

from datetime import date
from typing import Any

from events.decider import Decider
from events.outreach.contact import (
    CorrectOutreach,
    OutreachAnswered,
    OutreachCorrected,
    OutreachRecorded,
    OutreachWithdrawn,
    RecordOutreach,
    RecordOutreachAnswer,
    WithdrawOutreach,
)
from events.outreach.rules import decide, evolve
from events.outreach.state import Outreach, OutreachOnDay
from events.policy import OFFICE, Audience, Disclosure, Policy, Visibility


def view(state: Outreach, on: date) -> OutreachOnDay:
    """The outreach as it is recorded, with what was answered by a day."""
    answers = tuple(each for each in state.answers if each.on <= on)
    answered = {each.municipality for each in answers}
    return OutreachOnDay(
        kind=state.kind,
        on=state.on,
        year=state.on.year,
        municipalities=state.municipalities,
        subject=state.subject,
        note=state.note,
        answers=answers,
        unanswered=tuple(each for each in state.municipalities if each not in answered),
        withdrawn=state.withdrawn,
    )


def audience(ref: str, state: Outreach, event: Any) -> Audience:
    """Outreach is seen within the cooperation; it concerns the municipalities that it reached."""
    return Audience(Visibility.INTERNAL, frozenset({ref, *state.municipalities}))


OUTREACH = Decider(
    kind="outreach",
    state=Outreach,
    shown=OutreachOnDay,
    commands=(RecordOutreach, RecordOutreachAnswer, WithdrawOutreach, CorrectOutreach),
    events={
        "OutreachRecorded": OutreachRecorded,
        "OutreachAnswered": OutreachAnswered,
        "OutreachWithdrawn": OutreachWithdrawn,
        "OutreachCorrected": OutreachCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    disclosure=Disclosure(audience),
    policy=Policy(
        may={
            RecordOutreach: OFFICE,
            RecordOutreachAnswer: OFFICE,
            WithdrawOutreach: OFFICE,
            CorrectOutreach: OFFICE,
        }
    ),
)
