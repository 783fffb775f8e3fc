"""What a cooperation agreement needs besides signatures: approval by the supervisory authority, publication.

Whether it does depends on its legal form and on the Land. The table below is where a county begins; the county changes
it where its law says otherwise, and each agreement carries what it was drafted with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.dated import Since
from events.decider import require
from events.values import Whole

Weeks = Annotated[int, Whole(1, 520)]


class LegalForm(StrEnum):
    """The legal form of a cooperation (Rechtsform)."""

    INFORMAL = "INFORMAL"
    """Informal cooperation (formlose Zusammenarbeit)."""
    WORKING_GROUP = "WORKING_GROUP"
    """Consults and coordinates, transfers and binds nothing; private partners may take part (Arbeitsgemeinschaft)."""
    MANDATING = "MANDATING"
    """Public-law agreement by which one carries out for others what stays their right and duty (mandatierend)."""
    DELEGATING = "DELEGATING"
    """Public-law agreement by which right and duty pass over, such as to the county (delegierend)."""
    SPECIAL_PURPOSE_ASSOCIATION = "SPECIAL_PURPOSE_ASSOCIATION"
    """A body of its own, founded by its statutes (Zweckverband)."""


@dataclass(frozen=True)
class Formalities:
    """What is needed besides signatures before an agreement takes effect (Förmlichkeiten)."""

    approval: bool
    """Whether the supervisory authority must approve it (Genehmigung der Kommunalaufsicht)."""
    publication: bool
    """Whether it must be published (Bekanntmachung)."""
    deemed_after_weeks: Weeks | None = None
    """The weeks after filing, or after the day set for a discussion, after which an approval that was not refused
    counts as granted; null if silence grants nothing (Genehmigungsfiktion, Wochen)."""


@dataclass(frozen=True)
class FormalitiesRule(Since):
    """What agreements of a legal form need in a county from a day on (Förmlichkeiten nach Rechtsform)."""

    form: LegalForm
    """The legal form (Rechtsform)."""
    formalities: Formalities
    """What they need (Förmlichkeiten)."""


_PLAIN = Formalities(approval=False, publication=False)
_FULL = Formalities(approval=True, publication=True)
_NORTH_RHINE_WESTPHALIA = "05"

DEFAULTS: dict[LegalForm, Formalities] = {
    LegalForm.INFORMAL: _PLAIN,
    LegalForm.WORKING_GROUP: _PLAIN,
    LegalForm.MANDATING: _PLAIN,
    LegalForm.DELEGATING: _FULL,
    LegalForm.SPECIAL_PURPOSE_ASSOCIATION: _FULL,
}
"""Where a county begins, unless its Land is named below."""
DEFAULTS_BY_LAND: dict[tuple[str, LegalForm], Formalities] = {
    # GkG NRW § 24: approval counts as granted four weeks after filing, or after a date set for discussion.
    (_NORTH_RHINE_WESTPHALIA, LegalForm.DELEGATING): Formalities(True, True, 4),
    (_NORTH_RHINE_WESTPHALIA, LegalForm.MANDATING): Formalities(True, True, 4),
}
"""Where a county of a Land begins, by the first two digits of its key."""


def formalities_of(rules: Iterable[FormalitiesRule], key: str, form: LegalForm, on: date) -> Formalities:
    """What an agreement of a legal form needs in the county of a key on a day."""
    changed = [rule for rule in rules if rule.form is form and rule.since <= on]
    if changed:
        return max(changed, key=lambda rule: rule.since).formalities
    return DEFAULTS_BY_LAND.get((key[:2], form), DEFAULTS[form])


def check_formalities(formalities: Formalities, field: str) -> None:
    """Raise `Rejected` (NO_APPROVAL) if silence is to grant an approval that is not needed."""
    require(
        formalities.approval or formalities.deemed_after_weeks is None,
        "NO_APPROVAL",
        field,
        "Silence can only grant an approval that is needed; say that approval is needed, or leave the weeks out.",
    )
