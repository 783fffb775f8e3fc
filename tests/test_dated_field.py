"""A dated field more on a partner, as the README tells it: in nine places at most, and it can be read and put right."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pytest

from events.correction import ActCorrection, Circumstances, PastAct
from events.decider import Decider, Rejected, World, fold
from events.partner import Sector
from events.retelling import correct
from tests.documents import README, ROOT, blocks

(TOLD,) = (block for block in blocks(README) if block.language == "diff")
PLACES = [place.partition("\n")[2] for place in TOLD.text.split("@@ ")[1:]]
SINCE, DAY = date(2010, 1, 1), date(2015, 1, 1)
HERE = "partner:1"


def changed(source: str) -> str:
    """The source with each change made at its place, found by the lines around it."""
    for place in PLACES:
        lines = place.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        assert source.count(old) == 1, f"not one place: {old}"
        source = source.replace(old, "".join(line[1:] for line in lines))
    return source


@pytest.fixture
def partner() -> Iterator[Any]:
    """The partner's module with the field in it, beside the one that is."""
    path = ROOT / str(TOLD.word("file"))
    module = ModuleType("events.partner_with_a_place")
    sys.modules[module.__name__] = module
    exec(compile(changed(path.read_text(encoding="utf-8")), str(path), "exec"), module.__dict__)
    yield module
    del sys.modules[module.__name__]


def world(**more: Any) -> World:
    return World(HERE, "county:1", DAY, datetime(2015, 1, 1, 12, tzinfo=UTC), "tester", **more)


def test_it_needs_nine_places_at_most() -> None:
    assert 0 < len(PLACES) <= 9
    assert all(not line.startswith("-") for place in PLACES for line in place.splitlines())


def test_it_is_formatted_and_sound() -> None:
    path = str(TOLD.word("file"))
    source = changed((ROOT / path).read_text(encoding="utf-8"))
    for check in (("format", "--check"), ("check",)):
        ruff = [sys.executable, "-m", "ruff", *check, "--stdin-filename", path, "-"]
        subprocess.run(ruff, cwd=ROOT, input=source, text=True, check=True, capture_output=True)


def test_it_reads_on_its_days_and_is_put_right(partner: Any) -> None:
    decider: Decider = partner.PARTNER
    acts, state = [], None
    for n, command in enumerate(
        (
            partner.RegisterPartner("Stadtwerke", Sector.ENERGY, "Nordkreis", SINCE, "Husum"),
            partner.MovePartner(HERE, "Flensburg", DAY),
        )
    ):
        events = tuple(decider.decide(command, state, world()))
        now = Circumstances(DAY, world().now, "tester", False, None)
        acts.append(PastAct((f"event:{n}",), events, events, now))
        state = fold(decider, events, state)
    assert [decider.view(state, on).place for on in (SINCE, DAY)] == ["Husum", "Flensburg"]
    with pytest.raises(Rejected) as early:
        decider.decide(partner.MovePartner(HERE, "Kiel", date(2009, 1, 1)), state, world())
    assert early.value.code == "BEFORE_BEGINNING"

    assert decider.correct is not None
    right = ActCorrection("event:1", partner.MovePartner(HERE, "Schleswig", DAY))
    after = correct(decider, decider.correct(HERE, (right,)), acts, world(reasoned=True)).after
    assert [decider.view(after, on).place for on in (SINCE, DAY)] == ["Husum", "Schleswig"]
