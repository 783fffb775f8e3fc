"""How a county changes what agreements of a legal form need, where its Land's law says otherwise than was assumed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.county.state import County, OfCounty, key_on
from events.decider import Act, Part, World, recorded, require
from events.formalities import Formalities, FormalitiesRule, LegalForm, check_formalities, formalities_of
from events.rules import check_not_before


@dataclass(frozen=True)
class FormalitiesChanged:
    """What agreements of a legal form need changed from a day on (Förmlichkeiten geändert)."""

    form: LegalForm
    """The legal form (Rechtsform)."""
    formalities: Formalities
    """What they need (Förmlichkeiten)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ChangeFormalities(FormalitiesChanged, OfCounty):
    """Say what agreements of a legal form need in this county from a day on, where its Land's law says otherwise than
    was assumed. Agreements drafted before stay as they were drafted (Förmlichkeiten ändern)."""


def _change(command: ChangeFormalities, state: County, world: World) -> list[Any]:
    check_not_before(command.on, state.since, "on")
    check_formalities(command.formalities, "formalities")
    if formalities_of(state.formalities, key_on(state, command.on), command.form, command.on) == command.formalities:
        return []
    require(
        all((rule.form, rule.since) != (command.form, command.on) for rule in state.formalities),
        "RECORDED_OTHERWISE",
        "on",
        "Other formalities are recorded for this legal form from that very day on; if they are wrong, correct them.",
    )
    return [recorded(FormalitiesChanged, command)]


def _changed(state: County, event: FormalitiesChanged) -> County:
    rules = (*state.formalities, FormalitiesRule(event.on, event.form, event.formalities))
    return replace(state, formalities=tuple(sorted(rules, key=lambda rule: rule.since)))


FORMALITIES = Part((Act(ChangeFormalities, _change, {FormalitiesChanged: _changed}),))
