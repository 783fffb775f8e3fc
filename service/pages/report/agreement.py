"""The agreement that a report is about: its form, how far it has come, its parties, its review."""

from collections.abc import Iterator

from events.agreement.headcount import tally
from events.agreement.lifecycle import AgreementStatus
from events.agreement.silence import after_silence
from events.agreement.state import Agreement
from events.agreement.view import view
from events.successors import mergers_in
from service.pages import speech
from service.pages.report.excerpt import day_of_parties, parties_of
from service.pages.report.table import Cell, kept, words
from service.pages.report.telling import Telling
from service.pages.typography import HELD


def agreement_facts(state: Agreement, telling: Telling) -> Iterator[tuple[str, Cell]]:
    """The agreement in facts."""
    say, on = telling.say, telling.on
    state = after_silence(state, on)
    told = view(state, on)
    yield say("Rechtsform", "Legal form"), words(speech.FORMS[told.form][telling.language])
    yield say("Stand", "Status"), words(speech.STATUSES[told.status][telling.language])
    version = f"{say('Fassung', 'version')}{HELD}{told.current_version}"
    since = [each.effective_from for each in told.versions if each.number == told.current_version]
    begun = since[0] if since else told.effective_from
    if begun is not None and begun <= on:
        version += say(f", gilt ab {telling.day(begun)}", f", holds from {telling.day(begun)}")
    yield say("Fassung", "Version"), words(version[:1].upper() + version[1:])
    yield (
        say("Vertragspartner", "Parties"),
        kept(
            _parties(state, telling),
        ),
    )
    due = told.review_due
    if due is not None:
        late = say(" (überfällig)", " (overdue)") if told.review_overdue else ""
        yield say("Nächste Überprüfung", "Next review"), words(f"{say('bis', 'by')} {telling.day(due)}{late}")
    elif told.status is AgreementStatus.IN_FORCE:
        yield say("Nächste Überprüfung", "Next review"), words(say("keine vereinbart", "none is agreed"))


def _parties(state: Agreement, telling: Telling) -> str:
    """How many parties there are, merged ones once, and who they are."""
    mergers = mergers_in(telling.material.municipalities)
    names = telling.names(parties_of(state, telling.material, telling.on))
    found = tally(state, day_of_parties(state, telling.on), mergers)
    number = f"{found.most}" if found.least == found.most else f"{found.least}–{found.most}"
    return f"{number}: {names}" if found.most else names or "–"
