"""Whether the body of a decision is competent for its matter on a day: by assignment or by transfer."""

from collections.abc import Iterable
from datetime import date

from events.body.lifecycle import exists_on
from events.body.state import Body
from events.competence.reckoning import CompetenceGround, Competent, competent_in
from events.competence.reckoning import looked_at as competence_looked_at
from events.decider import World, require
from events.decision.state import Decision

_WHY = {
    CompetenceGround.THEME_NEEDED: (
        "it depends on the theme, and the decision has none; give it one",
        "sie hängt vom Thema ab, und der Beschluss hat keines; bitte eines zuordnen",
    ),
    CompetenceGround.HOLDER_DISSOLVED: (
        "the one whose body it is was dissolved; let the body decide that is competent now",
        "der Träger des Gremiums ist aufgelöst; bitte das jetzt zuständige Gremium entscheiden lassen",
    ),
    CompetenceGround.TRANSFER_LAPSED: (
        "the matter had been transferred, but that holds no more; record who is competent",
        "die Angelegenheit war übertragen, aber das gilt nicht mehr; bitte die Zuständigkeit eintragen",
    ),
    CompetenceGround.TRANSFER_UNCERTAIN: (
        "whether its transfer holds on that day is not recorded; record it first",
        "ob ihre Übertragung an diesem Tag gilt, ist nicht verzeichnet; bitte das zuerst eintragen",
    ),
}
_NOTHING = (
    "nobody is recorded as competent for the matter; record the competence first",
    "für die Angelegenheit ist keine Zuständigkeit verzeichnet; bitte zuerst die Zuständigkeit eintragen",
)
_ANOTHER = (
    "another body is competent for the matter; let that one decide, or correct the competences",
    "für die Angelegenheit ist ein anderes Gremium zuständig; bitte dort entscheiden lassen oder die Zuständigkeiten "
    "berichtigen",
)


def looked_at(state: Decision, world: World) -> Iterable[str]:
    """The body, and all that is needed to tell who is competent."""
    return (state.body, *competence_looked_at(state.holder, world.states))


def check_exists(body: Body, on: date, field: str) -> None:
    """Raise `Rejected` (NO_SUCH_BODY) unless a body exists on a day."""
    require(
        exists_on(body, on),
        "NO_SUCH_BODY",
        field,
        f"The body does not exist on {on}; choose a day between its establishment and its dissolution.",
        f"Das Gremium besteht am {on:%d.%m.%Y} nicht; bitte einen Tag wählen, an dem es besteht.",
    )


def check_competent(state: Decision, on: date, field: str, world: World) -> None:
    """Raise `Rejected` unless the decision's body exists (NO_SUCH_BODY) and is competent for its matter and theme on a
    day (NOT_COMPETENT)."""
    check_exists(world.states[state.body], on, field)
    told = competent_in(state.holder, state.matter, state.theme, on, world.states)
    en, de = _ANOTHER if told.body is not None else _why(told)
    require(
        told.body == state.body,
        "NOT_COMPETENT",
        field,
        f"The body is not competent on {on}: {en}.",
        f"Das Gremium ist am {on:%d.%m.%Y} nicht zuständig: {de}.",
    )


def _why(told: Competent) -> tuple[str, str]:
    return _WHY.get(told.ground, _NOTHING)
