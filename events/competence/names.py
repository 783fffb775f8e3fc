"""How competences are named: one record for each holder, which has the holder's own id; numbers within it."""

from typing import Annotated

from events.terms import Code
from events.values import Many, Whole

CompetenceNumber = Annotated[int, Whole(1, 10_000)]
"""The number of an assignment or a transfer among all of its holder (laufende Nummer)."""
CompetenceThemes = Annotated[tuple[Code, ...], Many(200)]
"""The codes of the themes to which something is limited; empty: it holds for all (Themen)."""


def competence_of(holder: str) -> str:
    """The reference of the record of a holder's competences: it has the holder's own id."""
    _, _, id_ = holder.partition(":")
    return f"competence:{id_}"


def includes(themes: tuple[str, ...], theme: str | None) -> bool:
    """Whether what is limited to these themes (none: to no theme) holds for a theme, or for what belongs to none."""
    return not themes or theme in themes


def meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether there is a theme, or none at all, for which both hold."""
    return not one or not other or not set(one).isdisjoint(other)
