"""The difference of two texts: exact, readable, and quick however long and different they are."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.difference import PieceKind, difference, text_after, text_before

MARKS = {PieceKind.KEPT: "{}", PieceKind.DELETED: "[-{}]", PieceKind.INSERTED: "[+{}]"}


def told(before: str, after: str) -> str:
    return "".join(MARKS[piece.kind].format(piece.text) for piece in difference(before, after))


WORDS = st.sampled_from(["der", "die", "und", "Wärmeplan", "3.000", "€", "(", ")", ".", ",", "5 %", "§", "Öl-Kessel"])
SPACES = st.sampled_from([" ", " ", " ", "", "\n", "  ", "\u00a0"])
TEXTS = st.lists(st.tuples(SPACES, WORDS), max_size=40).map(lambda parts: "".join(a + b for a, b in parts))


@given(TEXTS | st.text(max_size=60), TEXTS | st.text(max_size=60))
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = difference(before, after)

    assert text_before(pieces) == before
    assert text_after(pieces) == after
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not next_.kind for one, next_ in pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("gleich", "gleich", "gleich"),
        ("", "neu", "[+neu]"),
        ("alt", "", "[-alt]"),
        ("Sie tragen 1.000 € im Jahr.", "Sie tragen 2.500 € im Jahr.", "Sie tragen [-1.000][+2.500] € im Jahr."),
        ("Der Kreis lädt ein", "Der Kreis lädt herzlich ein", "Der Kreis lädt[+ herzlich] ein"),
        ("Der alte Kreis zahlt.", "Der Kreis selbst zahlt.", "Der[- alte] Kreis[+ selbst] zahlt."),
        ("eins zwei", "eins  zwei", "eins[- ][+  ]zwei"),
        ("eins ", "eins", "eins[- ]"),
    ],
)
def test_words_are_compared_not_letters(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


def test_a_word_that_both_happen_to_have_does_not_split_what_was_rewritten() -> None:
    assert told("Sie beraten und planen alles", "Sie entscheiden und bauen alles") == (
        "Sie [-beraten und planen][+entscheiden und bauen] alles"
    )
    assert told(
        "Es regnet heute sehr stark in der Stadt und niemand", "Es bleibt den ganzen Tag lang trocken und niemand"
    ) == ("Es [-regnet heute sehr stark in der Stadt][+bleibt den ganzen Tag lang trocken] und niemand")


def test_a_stray_word_between_a_long_deletion_and_a_long_insertion_belongs_to_both() -> None:
    assert told("A a b c und Z", "A und d e f Z") == "A [-a b c und][+und d e f] Z"


def test_an_added_paragraph_is_whole() -> None:
    before = "(1) Sie arbeiten zusammen.\n(2) Sie treffen sich zweimal im Jahr."
    after = "(1) Sie arbeiten zusammen.\n(2) Sie treffen sich viermal im Jahr.\n(3) Der Kreis lädt ein."

    assert told(before, after) == (
        "(1) Sie arbeiten zusammen.\n(2) Sie treffen sich [-zweimal][+viermal] im Jahr.[+\n(3) Der Kreis lädt ein.]"
    )
    assert told(after, before).endswith(" im Jahr.[-\n(3) Der Kreis lädt ein.]")


def test_an_added_sentence_begins_where_a_sentence_begins() -> None:
    assert told("Er zahlt. Er lädt ein. Gut.", "Er zahlt. Er lenkt. Er lädt ein. Gut.") == (
        "Er zahlt.[+ Er lenkt.] Er lädt ein. Gut."
    )
    assert told("So. Sie plant und baut. Ende.", "So. Sie plant und baut. Sie plant gut. Ende.") == (
        "So. Sie plant und baut.[+ Sie plant gut.] Ende."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 9_999 + "c", "b " + "a " * 9_998),
        ("a. " * 6_000, "a. b. " * 3_000),
        ("." * 20_000, "," + "." * 19_000 + ","),
        (" ".join(f"Wort{n % 700}" for n in range(2_300)), " ".join(f"Wort{n % 691}" for n in range(2_300))),
    ],
)
def test_long_texts_of_the_same_words_over_and_over_take_no_long_time(before: str, after: str) -> None:
    begun = perf_counter()
    pieces = difference(before, after)

    assert perf_counter() - begun < 2
    assert (text_before(pieces), text_after(pieces)) == (before, after)


def test_where_words_are_too_many_sentences_are_compared() -> None:
    same = "".join(f"{'x ' * 50}{n}. " for n in range(40))

    assert told(f"Anfang. {same}y Ende.", f"Beginn. {same}z Ende.") == (
        f"[-Anfang.][+Beginn.] {same}[-y Ende.][+z Ende.]"
    )
