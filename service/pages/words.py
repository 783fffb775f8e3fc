"""What the answers of goals, projects and monitoring are called where people read them, in German and in English."""

from collections.abc import Mapping
from enum import StrEnum

from events.goal.attainment import AttainmentStatus, NoDataReason
from events.goal.indicator import GoalDirection
from events.goal.state import ElectricityMix, GoalStatus
from events.monitoring.duties import DutyKind
from events.outreach import OutreachKind
from events.project.state import BlockCause, ProjectStatus
from events.relief import ReliefKind
from service.language import Language

_WORDS: Mapping[type[StrEnum], Mapping[str, tuple[str, str]]] = {
    GoalStatus: {
        GoalStatus.PROPOSED: ("vorgeschlagen", "proposed"),
        GoalStatus.ADOPTED: ("beschlossen", "adopted"),
        GoalStatus.ACHIEVED: ("erreicht", "achieved"),
        GoalStatus.ABANDONED: ("aufgegeben", "abandoned"),
    },
    AttainmentStatus: {
        AttainmentStatus.ON_TRACK: ("im Plan", "on track"),
        AttainmentStatus.AT_RISK: ("gefährdet", "at risk"),
        AttainmentStatus.OFF_TRACK: ("nicht im Plan", "off track"),
        AttainmentStatus.NO_DATA: ("keine Daten", "no data"),
    },
    NoDataReason: {
        NoDataReason.NO_BASELINE: ("kein Ausgangswert", "no baseline"),
        NoDataReason.SERIES_BROKEN: ("Reihe unterbrochen: kein Ausgangswert nach der neuen Methode",
                                     "series broken: no baseline by the new method"),
        NoDataReason.NO_TARGET: ("kein Zielwert", "no target"),
        NoDataReason.NO_VALUE: ("kein Messwert", "no value"),
        NoDataReason.BEFORE_BASELINE: ("Messwert vor dem Ausgangswert", "value before the baseline"),
    },
    GoalDirection: {
        GoalDirection.DECREASE: ("senken", "decrease"),
        GoalDirection.INCREASE: ("steigern", "increase"),
    },
    ElectricityMix: {
        ElectricityMix.FEDERAL: ("Bundesmix", "federal mix"),
        ElectricityMix.TERRITORIAL: ("Territorialmix", "territorial mix"),
    },
    ProjectStatus: {
        ProjectStatus.IDEA: ("Idee", "idea"),
        ProjectStatus.PLANNED: ("geplant", "planned"),
        ProjectStatus.RUNNING: ("läuft", "running"),
        ProjectStatus.PAUSED: ("ruht", "paused"),
        ProjectStatus.COMPLETED: ("abgeschlossen", "completed"),
        ProjectStatus.CANCELLED: ("abgebrochen", "cancelled"),
    },
    BlockCause: {
        BlockCause.FUNDING: ("Finanzierung", "funding"),
        BlockCause.STAFF: ("Personal", "staff"),
        BlockCause.DECISION: ("Beschluss", "decision"),
        BlockCause.PERMIT: ("Genehmigung", "permit"),
        BlockCause.LAND: ("Fläche oder Gebäude", "land or building"),
        BlockCause.SUPPLY: ("Lieferung oder Auftragnehmer", "supply or contractor"),
        BlockCause.OTHER: ("Sonstiges", "other"),
    },
    DutyKind: {
        DutyKind.VALUE: ("Messwert", "value"),
        DutyKind.REVIEW: ("Überprüfung", "review"),
        DutyKind.MILESTONE: ("Meilenstein", "milestone"),
        DutyKind.PROGRESS_REPORT: ("Fortschrittsbericht", "progress report"),
    },
    OutreachKind: {
        OutreachKind.VISIT: ("Besuch", "visit"),
        OutreachKind.LETTER: ("Schreiben", "letter"),
        OutreachKind.CALL: ("Anruf", "call"),
        OutreachKind.EVENT: ("Veranstaltung", "event"),
        OutreachKind.ADVICE: ("Beratung", "advice"),
        OutreachKind.MATERIAL: ("Material", "material"),
        OutreachKind.OTHER: ("Sonstiges", "other"),
    },
    ReliefKind: {
        ReliefKind.SAVED: ("eingespart", "saved"),
        ReliefKind.TAKEN_OVER: ("übernommen", "taken over"),
    },
}  # fmt: skip


def word(value: StrEnum | None, language: Language) -> str:
    """An answer in words; nothing for none."""
    if value is None:
        return ""
    de, en = _WORDS[type(value)][value]
    return de if language is Language.DE else en
