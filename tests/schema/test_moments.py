"""Ids and cursors: opaque, read back as they were given out, and nothing else is taken for one."""

from base64 import urlsafe_b64encode
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.moments import Cursor, Moment, Named, decode_cursor, decode_id, encode_cursor, encode_id
from service.problems import InvalidInput

refs = st.builds(
    "{}:{}".format, st.sampled_from(["municipality", "municipal_association", "event", "actor"]), st.uuids()
)
days = st.dates()
moments = st.builds(Moment, st.integers(0, 2**62), days)
keys = st.lists(st.one_of(st.integers(0, 1), st.text(), st.integers(-(2**62), 2**62)), max_size=6).map(tuple)
cursors = st.builds(
    Cursor, at=st.integers(0, 2**62), on=days, fixed=st.booleans(), order=st.text(), keys=keys, ref=refs
)


@given(refs, st.none() | moments)
def test_an_id_names_what_it_was_given_for(ref: str, moment: Moment | None) -> None:
    assert decode_id(encode_id(ref, moment)) == Named(ref, moment)


@given(refs, moments)
def test_an_id_of_a_moment_is_another_than_that_of_now(ref: str, moment: Moment) -> None:
    assert encode_id(ref, moment) != encode_id(ref)


@given(st.text())
def test_other_texts_are_no_ids(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        decode_id(text, ("id",))
    assert caught.value.path == ("id",)


@pytest.mark.parametrize(
    "raw",
    [
        "municipality",
        "municipality:1",
        f"not a kind:{UUID(int=1)}",
        f"municipality:{UUID(int=1)}@",
        f"municipality:{UUID(int=1)}@1",
        f"municipality:{UUID(int=1)}@-1@2020-01-01",
        f"municipality:{UUID(int=1)}@1@2020-01-01@2",
        f"municipality:{UUID(int=1)}@01@2020-01-01",
        f"municipality:{UUID(int=1)}@1@2020-13-01",
        f"municipality:{UUID(int=1)}@{2**63}@2020-01-01",
        f"municipality:{str(UUID(int=0xABC)).upper()}",
    ],
)
def test_what_looks_like_an_id_is_none(raw: str) -> None:
    with pytest.raises(InvalidInput):
        decode_id(urlsafe_b64encode(raw.encode()).decode().rstrip("="))


@given(cursors)
def test_a_cursor_is_read_as_it_was_given_out(cursor: Cursor) -> None:
    assert decode_cursor(encode_cursor(cursor), ("after",)) == cursor


@given(st.text())
def test_other_texts_are_no_cursors(text: str) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(text, ("after",))


def test_a_cursor_of_no_position_is_none() -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(encode_cursor(Cursor(-1, date(2020, 1, 1), False, "", (), "")), ("after",))
