"""Competences as clients see them: of each holder, on bodies and agreements; who is competent on a day, and why."""

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
    "theme", Code | None, "The code of a theme; without one, matters outside any theme are meant (Thema).", None
)
_ON = Argument("on", date | None, "The day; by default, the day of the parent object, or today (Stichtag).", None)
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
    description="The competences of every holder that has bodies, in one record for each holder (Zuständigkeiten).",
    # `competence` says who is competent; the record itself is a field of its holder.
    alone=False,
    reverse=(
        Reverse("competences", "holder", "Its own competences: one record, or none yet (Zuständigkeiten)."),
        Reverse(
            "competences",
            "bodies",
            "The competences that it exercises on the day, one record for each holder (Zuständigkeiten).",
        ),
        Reverse(
            "competences",
            "agreements",
            "The competences of every holder that has transferred some under it (Übertragungen).",
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
                    "The municipality whose matter it is; by default, the county's own (Gemeinde).",
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
                f"{_WHO}; after a merger, according to its successor's record. Counts as {_COST} fields "
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
