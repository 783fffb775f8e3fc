"""The catalogue of texts: what is found in the code, what `make texts` writes, what `make check` refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service import catalogue
from service.catalogue import TEXTS, CatalogueText, Unextractable, extracted, flaws, texts, updated
from service.problems import Problem, StaleVersion

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def entry(english: str, german: str, *, fuzzy: bool = False) -> str:
    return f'{"#, fuzzy" if fuzzy else ""}\nmsgid "{english}"\nmsgstr "{german}"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in catalogue.FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "events" / "rule.py").write_text(
        'require(holds, "CODE", "id", "One {a}, " "in two lines.", a=1)\n'
        'raise Rejected("CODE", "id", "First." if one else "Second.")\n'
        'raise Rejected("CODE", "id", told)\n'
        'plural(count, "{count} day", "{count} days")\n'
        'problems.NotFound("Gone.", ("id",))\n'
    )
    (tmp_path / "service" / "page.html").write_text("{% trans day=day %}On {{ day }}{% endtrans %}")
    return tmp_path


WHOLE = (
    HEAD
    + entry("One {a}, in two lines.", "Eins {a}, in zwei Zeilen.")
    + entry("First.", "Erstens.")
    + entry("Second.", "Zweitens.")
    + '\nmsgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "{count} Tage"\n'
    + entry("Gone.", "Weg.")
    + entry("On %(day)s", "Am %(day)s")
)


def told(written: str, root: Path) -> list[str]:
    return [*flaws(written.encode(), extracted(root))]


def test_texts_are_found_where_they_are_said(root: Path) -> None:
    assert [*texts(root)] == [
        CatalogueText("events/rule.py", ("One {a}, in two lines.",)),
        CatalogueText("events/rule.py", ("First.",)),
        CatalogueText("events/rule.py", ("Second.",)),
        CatalogueText("events/rule.py", ("{count} day", "{count} days")),
        CatalogueText("events/rule.py", ("Gone.",)),
        CatalogueText("service/page.html", ("On %(day)s",)),
    ]


@pytest.mark.parametrize("text", ['f"On {day}."', '"On " + day', '"On %s" % day'])
def test_a_text_put_together_while_running_is_refused(root: Path, text: str) -> None:
    (root / "schema" / "pieces.py").write_text(f'require(holds, "CODE", "id", {text})\n')

    with pytest.raises(Unextractable, match=r"schema/pieces\.py:1"):
        [*texts(root)]


def test_a_whole_catalogue_has_no_flaw(root: Path) -> None:
    assert told(WHOLE, root) == []


@pytest.mark.parametrize(
    ("right", "wrong", "flaw"),
    [
        (entry("Gone.", "Weg."), "", "is not in the catalogue: Gone."),
        (entry("Gone.", "Weg."), entry("Gone.", ""), "is not translated: Gone."),
        ('msgstr[1] "{count} Tage"', 'msgstr[1] ""', "is not translated: ('{count} day', '{count} days')"),
        (
            entry("Gone.", "Weg."),
            entry("Gone.", "Weg.", fuzzy=True),
            "the English has changed, look at the German and take the mark `fuzzy` away: Gone.",
        ),
        ("Eins {a}", "Eins {b}", "the values in braces differ: One {a}, in two lines. / Eins {b}, in zwei Zeilen."),
        ("Am %(day)s", "Am Tag", "the values in braces differ: On %(day)s / Am Tag"),
        (HEAD, HEAD + entry("Never.", "Nie."), "is said nowhere: Never."),
    ],
)
def test_what_is_wrong_is_named(root: Path, right: str, wrong: str, flaw: str) -> None:
    assert right in WHOLE
    assert told(WHOLE.replace(right, wrong), root) == [flaw]


def test_new_texts_are_taken_in_and_old_ones_left_out(root: Path) -> None:
    before = (WHOLE.replace(entry("Gone.", "Weg."), "") + entry("Never said.", "Nie.")).encode()

    after = updated(before, extracted(root))

    assert b"Never said." not in after
    assert "Erstens." in after.decode()
    assert [*flaws(after, extracted(root))] == ["is not translated: Gone."]
    assert updated(after, extracted(root)) == after


def test_german_of_a_text_that_changed_a_little_is_kept_to_be_looked_at(root: Path) -> None:
    before = WHOLE.replace("One {a}, in two lines.", "One {a}, in three lines.")

    after = updated(before.encode(), extracted(root)).decode()

    assert "#, fuzzy" in after
    assert "Eins {a}, in zwei Zeilen." in after


def test_the_committed_catalogue_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogue.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_a_catalogue_with_a_flaw_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    committed = root / "de.po"
    committed.write_text(WHOLE.replace("Weg.", ""))
    monkeypatch.setattr(catalogue, "CATALOGUE", committed)
    monkeypatch.setattr(catalogue, "extracted", lambda: extracted(root))

    assert catalogue.main([]) == 1
    assert capsys.readouterr().err == "is not translated: Gone.\n"


def problems(of: type[Problem] = Problem) -> Iterator[type[Problem]]:
    for problem in of.__subclasses__():
        yield problem
        yield from problems(problem)


def test_every_problem_is_known_as_something_that_says_a_text() -> None:
    ours = {each.__name__ for each in problems() if each.__module__.startswith(("service.", "schema."))}
    assert ours - {StaleVersion.__name__} <= TEXTS.keys()
