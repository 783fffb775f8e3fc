"""Competences as clients see them: of each holder, below bodies and agreements; who is competent on a day, and why."""

from datetime import date
from typing import Any

from events.competence import COMPETENCE
from events.competence.reckoning import Competent, competent_in, looked_at
from events.refs import MunicipalityRef
from events.terms import Code
from schema.aggregate import Argument, Computed, Published, Reverse
from schema.context import Entity, Operation

_MATTER = Argument("matter", Code, "The code of the matter in the county's list (Angelegenheit).")
_THEME = Argument(
    "theme", Code | None, "The code of a theme; unless given, what belongs to no theme is meant (Thema).", None
)
_ON = Argument(
    "on", date | None, "The day; unless given, that of where this is read from, else today (Stichtag).", None
)
_COST = 20
_WHO = "Who is competent for a matter on a day, and why"


async def _competent(
    operation: Operation,
    entity: Entity,
    matter: str,
    theme: str | None,
    on: date | None,
    municipality: str | None = None,
) -> Competent:
    holder, states = municipality or entity.ref, dict[str, Any]()
    while missing := [ref for ref in looked_at(holder, states) if ref not in states]:
        found = {each.ref: each.stored.state for each in await operation.entities(missing, entity.moment)}
        states |= dict.fromkeys(missing) | found
    return competent_in(holder, matter, theme, on or operation.day(entity), states)


PUBLISHED = Published(
    COMPETENCE,
    plural="competences",
    description="The competences of those that have bodies, one record each (Zuständigkeiten).",
    # `competence` tells who is competent; the record itself is found below its holder.
    alone=False,
    reverse=(
        Reverse("competences", "holder", "Its own competences: one record, or none yet (Zuständigkeiten)."),
        Reverse(
            "competences",
            "bodies",
            "The competences that it exercises on the day, by whose they are (Zuständigkeiten).",
        ),
        Reverse(
            "competences", "agreements", "The competences of those that have transferred some under it (Übertragungen)."
        ),
    ),
    computed=(
        Computed(
            "county",
            "competence",
            f"{_WHO}: of a municipality, or of the county itself. Counts as {_COST} fields (Zuständigkeit am Tag).",
            _competent,
            Competent,
            (
                _MATTER,
                Argument(
                    "municipality",
                    MunicipalityRef | None,
                    "Whose matter it is; unless given, the county's own (Gemeinde).",
                    None,
                ),
                _THEME,
                _ON,
            ),
            cost=_COST,
        ),
        *(
            Computed(
                kind,
                "competence",
                f"{_WHO}; once it has merged, by what its successor has recorded. Counts as {_COST} fields "
                "(Zuständigkeit am Tag).",
                _competent,
                Competent,
                (_MATTER, _THEME, _ON),
                cost=_COST,
            )
            for kind in ("municipality", "municipal_association")
        ),
    ),
)
