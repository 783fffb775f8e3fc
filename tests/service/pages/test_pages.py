"""Agreements as documents: whole, safe, and in German typography; what is not to be seen is not said."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from events.agreement.comparison import TermsPart
from events.agreement.conditions import (
    AgreementDuration,
    AgreementFunding,
    AgreementResources,
    AgreementTerms,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
    TermsRevision,
)
from events.agreement.state import Approval, ApprovalOutcome, Completion, Party
from events.difference import Piece, PieceKind, difference
from events.values import Money
from events.when import When
from service.language import Language
from service.pages.document import MarkedParagraph, document, lines
from service.pages.html import SECURITY_POLICY, agreement_html, comparison_html, marked
from service.pages.markdown import agreement_markdown, comparison_markdown, plain
from service.pages.speech import approval_said, terms_said
from service.pages.synopsis import lines_of, synopsis
from service.pages.typography import printed
from tests.service.pages.region import ENDED, REGION, TERMS, material

DE, EN = Language.DE, Language.EN
VOID = {"meta", "br"}


class Checked(HTMLParser):
    """Whether every element is closed in its order, and which there are."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not {name for name, _ in attrs} & {"src", "href", "style", "onclick"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(number: int = 3, **given: object) -> str:
    return agreement_html(document(material(**given), number))  # type: ignore[arg-type]


def flat(text: str) -> str:
    """The words of a page, with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", text.split("<body>")[-1]).split())


@pytest.mark.parametrize("language", [DE, EN])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_page_is_whole_and_runs_nothing(number: int, language: Language) -> None:
    told = page(number, language=language)

    assert "script" not in Checked(told).seen
    assert f'<html lang="{language.value.lower()}">' in told
    assert "://" not in told
    style = told.partition("<style>")[2].partition("</style>")[0]
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in SECURITY_POLICY
    assert "script" not in SECURITY_POLICY


def test_a_version_is_told_with_all_that_belongs_to_it() -> None:
    told = flat(page(3))

    assert "Klimaschutzregion „Nord“" in told
    assert "Fassung 3, gilt vom 1. Januar 2023 bis zum 31. Dezember 2030" in told
    assert "Vertragspartner (43) Name" in told
    assert "um 95 % bis 2045 – gemeinsam &amp; für alle &lt;Kommunen&gt;." in told
    assert "am 1. Juli 2016 beantragt bei: Ministerium; am 1. August 2016 erteilt" in told
    assert "39 Vertragspartner, zwischen dem 1. Januar 2017 und dem 31. Dezember 2017 (Quelle: Jahresbericht)" in told
    assert "Gemeinde Bö-2 1. September 2016 Rechtsnachfolge: Stadtbrück" in told
    assert "Gemeinde Pö-42 1. Januar 2017 ausgeschieden mit Ablauf des 31. Dezember 2021" in told
    assert "(hier nicht sichtbar)" in told


def test_versions_are_noted_beside_the_clauses_that_they_changed() -> None:
    told = flat(page(3))

    assert "geändert mit Fassung 3, gilt ab 1. Januar 2023" in told
    assert "§&nbsp;2 Personal" in told
    assert "vorher § 3; neu nummeriert mit Fassung 3" in told
    assert "§&nbsp;2 Beiträge (weggefallen) gestrichen mit Fassung 2, gilt ab 1. Januar 2020" in told
    assert "eingefügt mit Fassung 2" in told
    assert "Fassung 2" not in flat(page(1)).partition("Wortlaut")[2].partition("Bedingungen")[0]
    assert "Am 1. Juni 2024 gilt Fassung 3" in flat(page(1))


def test_the_page_speaks_english_around_the_german_wording() -> None:
    told = page(3, language=EN)

    assert "Version\u00a03, applies from 1\u00a0January 2023 to 31\u00a0December 2030" in told
    assert "changed by version\u00a03" in told
    assert "succeeded by: Stadtbrück" in told
    assert '<div class="text" lang="de">' in told
    assert "On 1\u00a0June 2024, version\u00a03 applies" in page(1, language=EN)


def test_a_notice_is_told_to_those_only_who_may_know() -> None:
    notice = "hat am 1. Februar 2024 gekündigt; scheidet mit Ablauf des 31. Dezember 2024 aus"

    assert notice in flat(page(3, sees_notices=True))
    assert "gave notice on 1\u00a0February 2024; leaves at the end of 31\u00a0December 2024" in page(
        3, sees_notices=True, language=EN
    )
    assert "gekündigt; " not in flat(page(3))
    assert "ausgeschieden mit Ablauf des 31. Dezember 2024" in flat(page(3, on=date(2025, 6, 1)))


DRAFT = replace(
    REGION,
    signing=None,
    completion=Completion(),
    entered=None,
    versions=(),
    settled=(),
    parties=REGION.parties[:3],
)


def test_a_draft_shows_its_parties_and_says_that_it_is_one() -> None:
    told = flat(page(1, state=DRAFT))

    assert "Entwurf" in told
    assert "Vertragspartner (3) Name" in told
    assert "· Fassung 1 Entwurf Stand Entwurf" in told
    assert REGION.signing is not None
    signing = replace(REGION.signing, signatures=REGION.signing.signatures[:41])
    waiting = replace(DRAFT, signing=signing, entered=date(2030, 1, 1), parties=REGION.parties[:41])
    assert "Vertragspartner (41)" in flat(page(1, state=waiting, on=date(2024, 1, 1)))


def test_an_ended_agreement_shows_the_parties_of_its_last_day() -> None:
    told = flat(page(3, state=replace(REGION, termination=ENDED)))

    assert "beendet" in told
    assert "Vertragspartner (43)" in told
    assert "Letzter Tag 31. Dezember 2023" in told


def test_where_days_are_not_known_the_number_of_parties_is_a_span() -> None:
    told = flat(page(1, on=date(2017, 6, 1)))

    assert "Vertragspartner (43–44)" in told
    assert "an diesem Tag ungewiss, ob Vertragspartner" in told
    leaving = Party(45, "municipality:60", left=When(date(2024, 12, 1)))
    assert "scheidet mit Ablauf des 30. November 2024 aus" in flat(
        page(3, state=replace(REGION, parties=(*REGION.parties, leaving)))
    )


def test_a_version_that_never_held_says_so() -> None:
    second = replace(REGION.versions[0], effective_from=date(2024, 1, 1))

    assert "zu keiner Zeit gültig" in flat(page(2, state=replace(REGION, versions=(second, REGION.versions[1]))))


def test_a_review_that_is_due_is_told() -> None:
    state = replace(REGION, terms=REGION.terms[:1])

    assert "Nächste Überprüfung bis 1. März 2018 (überfällig)" in flat(page(3, state=state))
    assert "Next review by 1 March 2018 Published" in flat(page(1, state=state, on=date(2018, 1, 1), language=EN))


def test_two_versions_are_told_with_what_went_and_what_came() -> None:
    told = comparison_html(synopsis(material(), 1, 3))

    assert "ins" in Checked(told).seen
    assert "<del>zweimal</del> <ins>viermal</ins>" in told
    assert "<p><ins>(3) Der Kreis lädt ein.</ins></p>" in told
    assert "<del>Jeder Vertragspartner zahlt 1.000\u00a0€ im Jahr.</del>" in told
    assert "Für das Gebiet" not in told
    assert "1 neu, 1 gestrichen, 1 geändert, 1 neu nummeriert" in flat(told)
    assert "Die Vereinbarung gilt <del>unbefristet." in told
    english = comparison_html(synopsis(material(language=EN), 3, 3))
    assert "Version\u00a03 and version\u00a03 compared" in english
    assert "3 unchanged" in english
    assert "<del>" not in english.replace("<del>struck</del>", "")


def test_the_same_is_told_in_markdown() -> None:
    told = agreement_markdown(document(material(sees_notices=True), 3))

    assert told.startswith('# Klimaschutzregion "Nord"\n\nRechtsform: öffentlich-rechtliche Vereinbarung (delegierend)')
    assert "für alle \\<Kommunen\\>." in told
    assert "### § 2 Personal\n\n*vorher § 3; neu nummeriert mit Fassung 3, gilt ab 1. Januar 2023*" in told
    assert "(weggefallen)" in told
    assert "| Schleswig-Flensburg | Träger der Koordination | 1. September 2016 |  |" in told
    assert "**Am 1. Juni 2024 gilt Fassung 3**" in agreement_markdown(document(material(), 1))
    compared = comparison_markdown(synopsis(material(), 1, 3))
    assert "(2) Sie treffen sich ~~zweimal~~ **viermal** im Jahr.\n\n**(3) Der Kreis lädt ein.**" in compared
    assert "## Unterschriften" not in agreement_markdown(document(material(DRAFT), 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b * c | `d` <e> #1 \\", "a\\_b \\* c \\| \\`d\\` \\<e\\> \\#1 \\\\"),
        ("1. Januar", "1\\. Januar"),
        ("2) zwei", "2\\) zwei"),
        ("- drei", "\\- drei"),
    ],
)
def test_nothing_in_a_text_is_taken_for_markdown(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_paragraphs_hang_by_what_numbers_them() -> None:
    assert lines("(1) Eins.\n\n- zwei\n3. drei\nca. vier\nb) fünf") == [
        MarkedParagraph("Eins.", "(1)"),
        MarkedParagraph("zwei", "–"),
        MarkedParagraph("drei", "3."),
        MarkedParagraph("ca. vier"),
        MarkedParagraph("fünf", "b)"),
    ]


def test_a_line_break_that_came_or_went_is_shown() -> None:
    joined = lines_of(difference("eins\nzwei", "eins zwei"))

    assert [piece.text for line in joined for piece in line] == ["eins", "¶", " ", "zwei"]
    assert marked(Piece(PieceKind.INSERTED, " neu <b> ")) == " <ins>neu &lt;b&gt;</ins> "
    assert marked(Piece(PieceKind.DELETED, "  ")) == "  "


@pytest.mark.parametrize(
    ("terms", "part", "de", "en"),
    [
        (AgreementTerms(AgreementDuration(date(2030, 1, 1), NoticePeriod(1, NoticeEnd.MONTH))), TermsPart.TERM,
         "Die Vereinbarung gilt bis zum 1. Januar 2030. "
         "Ein Vertragspartner kann mit einer Frist von einem Monat zum Monatsende kündigen.",
         "The agreement runs until 1 January 2030. A party may leave at the end of any month on one month’s notice."),
        (AgreementTerms(AgreementDuration(notice=NoticePeriod(0, NoticeEnd.ANY_DAY))), TermsPart.TERM,
         "Die Vereinbarung gilt unbefristet. Ein Vertragspartner kann jederzeit ohne Frist kündigen.",
         "The agreement runs without a time limit. A party may leave at any time without notice."),
        (TERMS, TermsPart.TERM,
         "Die Vereinbarung gilt unbefristet. "
         "Ein Vertragspartner kann mit einer Frist von 6 Monaten zum Jahresende kündigen.",
         "The agreement runs without a time limit. A party may leave at the end of any year on 6 months’ notice."),
        (TERMS, TermsPart.REVIEW, "Alle 24 Monate, erstmals bis zum 1. März 2018.",
         "Every 24 months, first by 1 March 2018."),
        (AgreementTerms(review=ReviewClause(1)), TermsPart.REVIEW, "Jeden Monat.", "Every month."),
        (TERMS, TermsPart.AMENDMENT_RULE, "Mindestens 2/3 der Vertragspartner müssen zustimmen.",
         "At least 2/3 of the parties must consent."),
        (AgreementTerms(amendment_rule=ConsentRule(ConsentKind.SHARE, Fraction(1, 2), strict=True)),
         TermsPart.AMENDMENT_RULE, "Mehr als 1/2 der Vertragspartner müssen zustimmen.",
         "More than 1/2 of the parties must consent."),
        (AgreementTerms(accession_rule=ConsentRule(ConsentKind.BODY, body="Kreistag")), TermsPart.ACCESSION_RULE,
         "Es entscheidet: Kreistag.", "Decided by: Kreistag."),
        (AgreementTerms(accession_rule=ConsentRule(ConsentKind.NOBODY)), TermsPart.ACCESSION_RULE,
         "Es bedarf keiner Zustimmung.", "Nobody’s consent is needed."),
        (AgreementTerms(resources=AgreementResources(fundings=(
            AgreementFunding("Richtlinie", date(2016, 1, 1), None, Money(100), "03K1", "Kreis"),))),
         TermsPart.RESOURCES, "Förderung: Richtlinie (ab 1. Januar 2016, "
         "bewilligt: 1,00 €, Empfänger: Kreis, Förderkennzeichen: 03K1).",
         "Grant: Richtlinie (from 1 January 2016, granted: €1.00, recipient: Kreis, reference: 03K1)."),
        (TERMS, TermsPart.RESOURCES,
         "19,5 Wochenstunden Personal. 120.000,00 € im Jahr. Förderung: Kommunalrichtlinie (1. September 2016 bis "
         "31. Dezember 2020, bewilligt: 234.567,89 €).",
         "19.5 staff hours a week. €120,000.00 a year. Grant: Kommunalrichtlinie (1 September 2016 to 31 December "
         "2020, granted: €234,567.89)."),
    ],
)  # fmt: skip
def test_terms_are_told_in_sentences(terms: AgreementTerms, part: TermsPart, de: str, en: str) -> None:
    for language, expected in ((DE, de), (EN, en)):
        assert " ".join(" ".join(printed(each, language) for each in terms_said(terms)[part]).split()) == expected


def test_an_approval_is_told_as_far_as_it_has_come() -> None:
    filed = Approval("Aufsicht", When(date(2024, 1, 2)))
    refused = replace(filed, outcome=ApprovalOutcome.REFUSED, decided=When(date(2024, 2, 1)))
    deemed = replace(refused, outcome=ApprovalOutcome.DEEMED_GRANTED)

    assert printed(approval_said(filed), EN) == "filed on 2\u00a0January 2024 with: Aufsicht"
    assert printed(approval_said(refused), DE).endswith("am 1.\u00a0Februar 2024 versagt")
    assert printed(approval_said(deemed), DE).endswith("gilt ab 1.\u00a0Februar 2024 als erteilt")


def test_terms_without_later_versions_are_those_concluded() -> None:
    state = replace(REGION, terms=(TermsRevision(1, TERMS),))

    assert "Mindestens 2/3 der Vertragspartner" in flat(page(3, state=state))
