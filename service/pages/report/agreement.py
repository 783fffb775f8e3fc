"""The agreement that a report is about: its form, how far it has come, its parties, its review."""

from collections.abc import Iterator

from events.agreement.headcount import tally
from events.agreement.lifecycle import AgreementStatus
from events.agreement.silence import after_silence
from events.agreement.state import Agreement
from events.agreement.view import view
from events.successors import mergers_in
from service.pages.document import review_said
from service.pages.report.excerpt import day_of_parties, parties_of
from service.pages.report.table import Cell, kept, words
from service.pages.report.telling import Telling
from service.pages.speech import form_said
from service.pages.typography import capital


def agreement_facts(state: Agreement, telling: Telling) -> Iterator[tuple[str, Cell]]:
    """The agreement in facts."""
    say, on = telling.say, telling.on
    state = after_silence(state, on)
    told = view(state, on)
    yield say("Legal form"), words(capital(telling.told(form_said(told.form))))
    yield say("Status"), words(telling.told(told.status))
    since = [each.effective_from for each in told.versions if each.number == told.current_version]
    begun, number = since[0] if since else told.effective_from, told.current_version
    if begun is not None and begun <= on:
        yield say("Version"), words(say("Version {number}, applies from {since}", number=number, since=begun))
    else:
        yield say("Version"), words(say("Version {number}", number=number))
    yield say("Parties"), kept(_parties(state, telling))
    if told.review_due is not None:
        yield say("Next review"), words(telling.told(review_said(told.review_due, told.review_overdue)))
    elif told.status is AgreementStatus.IN_FORCE:
        yield say("Next review"), words(say("none is agreed"))


def _parties(state: Agreement, telling: Telling) -> str:
    """How many parties there are, merged ones once, and who they are."""
    mergers = mergers_in(telling.material.municipalities)
    names = telling.names(parties_of(state, telling.material, telling.on))
    found = tally(state, day_of_parties(state, telling.on), mergers)
    number = f"{found.most}" if found.least == found.most else f"{found.least}–{found.most}"
    return f"{number}: {names}" if found.most else names or "–"
