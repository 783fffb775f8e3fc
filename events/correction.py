"""Corrections: what is said of acts that are put right, and what stands of all acts after it.

Nothing that was recorded is changed. A correction names acts by one of their events and says what stands instead:
other events, or nothing. The state is the fold of the events that stand, in their order. `events.retelling` decides
what follows from a correction.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from events.authority import Authority
from events.decider import Decider

# --- What is said of a correction ------------------------------------------------------------------------------


@dataclass(frozen=True)
class ActCorrection:
    """An act, and how it should have been (Berichtigung eines Vorgangs)."""

    event: str
    """One of the events that the act recorded (Ereignis des Vorgangs)."""
    instead: Any = None
    """The command as it should have been; null if the act never happened (stattdessen)."""


@dataclass(frozen=True)
class Correct:
    """Correct acts: give each as it should have been, or withdraw it; needs a reason. Acts that depend on each other
    are corrected together (Berichtigung)."""

    id: str
    """The entity (Eintrag)."""
    acts: tuple[ActCorrection, ...]
    """The acts to correct (Vorgänge)."""


@dataclass(frozen=True)
class StandingEvent:
    """An event that stands instead of what was recorded (geltendes Ereignis)."""

    type: str
    """The name of its type (Art)."""
    event: Any
    """What it says (Inhalt)."""


@dataclass(frozen=True)
class CorrectedAct:
    """An act that was corrected (berichtigter Vorgang)."""

    act: str
    """The first event that the act recorded (erstes Ereignis des Vorgangs)."""
    stands: tuple[StandingEvent, ...]
    """The events that replace those of the act; empty if it is withdrawn (stattdessen gilt)."""


@dataclass(frozen=True)
class Correction:
    """Acts were corrected: replaced by what should have been recorded, or withdrawn (Berichtigung)."""

    acts: tuple[CorrectedAct, ...]
    """The corrected acts, and effects of lapsed time that now follow differently or no longer (berichtigte
    Vorgänge)."""


# --- What stands -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Circumstances:
    """In which circumstances an act was recorded."""

    today: date
    now: datetime
    actor: str
    reasoned: bool
    authority: Authority | None
    told_on: date | None = None


@dataclass(frozen=True)
class StreamEvent:
    """An event of an entity, in its order: its id, the act that it belongs to, and the circumstances if they matter."""

    id: str
    act: Hashable
    event: Any
    circumstances: Circumstances | None = None


@dataclass(frozen=True)
class PastAct:
    """An act as it was recorded, and the events that stand of it now."""

    ids: tuple[str, ...]
    recorded: tuple[Any, ...]
    stands: tuple[Any, ...]
    circumstances: Circumstances | None = None


def acts_of(decider: Decider, entries: Iterable[StreamEvent]) -> list[PastAct]:
    """The acts of an entity in their order, each with what stands of it after all corrections; these are none."""
    grouped: list[list[StreamEvent]] = []
    corrections: list[Correction] = []
    for entry in entries:
        if type(entry.event) is decider.corrected:
            corrections.append(entry.event)
        elif grouped and grouped[-1][0].act == entry.act:
            grouped[-1].append(entry)
        else:
            grouped.append([entry])
    instead = {each.act: each.stands for correction in corrections for each in correction.acts}
    acts = []
    for group in grouped:
        recorded = tuple(entry.event for entry in group)
        told = instead.get(group[0].id)
        stands = recorded if told is None else tuple(each.event for each in told)
        acts.append(PastAct(tuple(entry.id for entry in group), recorded, stands, group[0].circumstances))
    return acts


class Replay:
    """Folds the events of one entity, one after another; a correction folds anew what stands from then on."""

    def __init__(self, decider: Decider) -> None:
        self.state: Any = None
        self._decider = decider
        self._entries: list[StreamEvent] = []

    def add(self, entry: StreamEvent) -> Any:
        """The state after one more event."""
        self._entries.append(entry)
        if type(entry.event) is not self._decider.corrected:
            self.state = self._decider.evolve(self.state, entry.event)
        else:
            self.state = standing(self._decider, acts_of(self._decider, self._entries))
        return self.state


def standing(decider: Decider, acts: Sequence[PastAct]) -> Any:
    """The state after all that stands."""
    state = beginning(decider, acts)
    for act in acts:
        for event in act.stands:
            state = decider.evolve(state, event)
    return state


def beginning(decider: Decider, acts: Sequence[PastAct]) -> Any:
    """The state before all acts: none, but that of a seat, which is there without them."""
    return decider.empty(getattr(acts[0].recorded[0], decider.seat)) if decider.empty else None
