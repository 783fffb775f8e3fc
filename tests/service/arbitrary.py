"""Commands of every kind, made by hypothesis from the annotations of their fields, on what a county holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from hypothesis import strategies as st

from events.correction import ActCorrection, Correct
from events.decider import Decider
from events.values import ContentRef, Many, Ref, Sealed, Text, Whole
from service.access import COMMANDS
from service.intake import hints as _hints
from service.sealing import Clear

DAYS = [date(1999, 12, 31), *(date(year, month, 1) for year in (2000, 2016, 2023, 2027) for month in (1, 3))]
DAYS.append(date(2000, 12, 31))
MOMENTS = [datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC) for day in DAYS for hour in (8, 17)]
WORDS = ["Süderbrarup", "Kappeln", "Øster Ørsted", "Energie & Wärme", "Ä"]
NOBODY = "00000000-0000-7000-8000-00000000dead"


def hints(owner: Any) -> dict[str, Any]:
    """The annotated type of each field of a dataclass."""
    return _hints(owner)


COMMANDS_BY_NAME = sorted(COMMANDS, key=lambda command: command.__name__)
CREATING = [each for each in COMMANDS_BY_NAME if "id" not in hints(each) and not COMMANDS[each].root]


@dataclass
class Known:
    """What a county holds that commands can refer to."""

    key: str
    refs: dict[str, list[str]] = field(default_factory=dict)
    events: dict[str, list[str]] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)

    def command(self, mostly: str | None = None) -> st.SearchStrategy[Any]:
        """Any command; one that creates as likely as any that addresses what there is, and half of them of the kind
        that is `mostly` asked for."""
        there = {kind for kind, refs in self.refs.items() if refs}
        addressing = [each for each in COMMANDS_BY_NAME if "id" in hints(each) and COMMANDS[each].kind in there]
        favoured = [each for each in addressing if COMMANDS[each].kind == mostly]
        drawn = st.one_of(
            st.sampled_from(CREATING),
            *([st.sampled_from(addressing)] * 4 if addressing else []),
            *([st.sampled_from(favoured)] * 5 if favoured else []),
        )
        return drawn.flatmap(self.of)

    def of(self, command: type[Any]) -> st.SearchStrategy[Any]:
        """A command of this type, mostly one that says something possible."""
        if issubclass(command, Correct):
            refs = self._refs(Ref(COMMANDS[command].kind))
            return st.sampled_from(refs).flatmap(lambda ref: self._correction(command, ref))
        made = {name: self._field(name, hint) for name, hint in hints(command).items()}
        return st.builds(command, **made).map(_agreeing)

    def _correction(self, command: type[Correct], ref: str) -> st.SearchStrategy[Any]:
        """A correction of one or two acts of an entity: each told again as any other, or withdrawn."""
        decider = COMMANDS[command]
        seats = {decider.seat: self._seat(decider, ref)} if decider.seat else {}
        instead = st.sampled_from([*decider.acts]).flatmap(self.of).map(lambda told: _addressed(told, ref, seats))
        events = st.sampled_from(self.events.get(ref) or [NOBODY])
        corrections = st.builds(ActCorrection, event=events, instead=st.none() | instead)
        return st.lists(corrections, min_size=1, max_size=2).map(lambda drawn: command(ref, tuple(drawn)))

    def _field(self, name: str, hint: Any) -> st.SearchStrategy[Any]:
        # What begins early can have a history.
        return st.sampled_from(DAYS[:3]) if name == "since" and hint is date else self._value(hint, ())

    def _value(self, hint: Any, notes: tuple[Any, ...]) -> st.SearchStrategy[Any]:
        origin = get_origin(hint)
        if origin is Annotated:
            inner, *more = get_args(hint)
            return self._value(inner, (*notes, *more))
        if origin in (Union, UnionType):
            arms = [self._value(arm, notes) for arm in get_args(hint) if arm is not NoneType]
            none = [st.none()] if NoneType in get_args(hint) else []
            return st.one_of(*none, *arms, *arms)
        if origin is tuple:
            most = next((note.most for note in notes if isinstance(note, Many)), 3)
            members = st.lists(self._value(get_args(hint)[0], ()), max_size=min(3, most), unique=True)
            return members.map(lambda drawn: tuple(sorted(drawn, key=_by_day)))
        if hint is Sealed:
            return st.sampled_from([*self._texts(notes)]).map(Clear)
        if is_dataclass(hint):
            made = {name: self._field(name, inner) for name, inner in hints(hint).items()}
            return st.builds(cast(type[Any], hint), **made).map(_agreeing)
        return self._leaf(hint, notes)

    def _leaf(self, hint: Any, notes: tuple[Any, ...]) -> st.SearchStrategy[Any]:
        if issubclass(hint, Enum):
            return st.sampled_from(list(hint))
        if hint is bool:
            return st.booleans()
        if hint is date:
            return st.sampled_from(DAYS)
        if hint is datetime:
            return st.sampled_from(MOMENTS)
        if hint is Fraction:
            return st.fractions(min_value=0, max_value=40, max_denominator=4) | st.sampled_from([Fraction(9, 10)])
        if hint is Decimal:
            return st.sampled_from([Decimal(0), Decimal("12.5"), Decimal(100)])
        if hint is int:
            whole = next((note for note in notes if isinstance(note, Whole)), Whole(0, 100))
            return st.integers(whole.least, min(whole.most, whole.least + 5))
        assert hint is str, hint
        for note in notes:
            if isinstance(note, Ref):
                return st.sampled_from(self._refs(note))
            if isinstance(note, ContentRef):
                return st.sampled_from([*self.contents, "0" * 64])
        return st.sampled_from([*self._texts(notes)])

    def _refs(self, note: Ref) -> list[str]:
        kinds = note.kinds or tuple(self.refs) or ("county",)
        there = [ref for kind in kinds for ref in self.refs.get(kind, ())]
        return there or [f"{kinds[0]}:{NOBODY}"]

    def _seat(self, decider: Decider, ref: str) -> str:
        """Whose seat an entity is."""
        note = next(note for note in get_args(hints(next(iter(decider.acts)))[decider.seat]) if isinstance(note, Ref))
        return next(each for each in self._refs(note) if each.partition(":")[2] == ref.partition(":")[2])

    def _texts(self, notes: tuple[Any, ...]) -> list[str]:
        text = next(note for note in notes if isinstance(note, Text))
        if text.pattern is None:
            return WORDS
        others = (
            *(f"{key}{number:03}" for key in (self.key, "01999") for number in range(1, 6)),
            *(f"{key}{number:04}" for key in (self.key, "01999") for number in range(3)),
            *(f"{key}0000{number:03}" for key in (self.key, "01999") for number in range(1, 6)),
            self.key,
            *("1", "2", "2a", "3.1"),
            "energie",
            "verkehr",
            "leitstelle@kreis.example",
            "+49 4621 870",
            "https://kreis.example/",
        )
        fitting = [word for word in others if _fits(text, word)]
        assert fitting, f"no text known here is {text.form}"
        # Codes of words rather than any digits: few would ever be listed.
        return [word for word in fitting if word.isalpha()] or fitting


def _addressed(command: Any, ref: str, seats: Mapping[str, str]) -> Any:
    return replace(command, id=ref) if "id" in hints(type(command)) else replace(command, **seats)


def _written(command: Any) -> str:
    """The entity that a command addresses: by its id, or by that of the entity whose seat it has."""
    decider = COMMANDS[type(command)]
    if not decider.seat or isinstance(command, Correct):
        return str(command.id)
    return f"{decider.kind}:{getattr(command, decider.seat).partition(':')[2]}"


def _fits(text: Text, word: str) -> bool:
    try:
        return text.check(word) == word
    except ValueError:
        return False


def _by_day(fact: Any) -> str:
    return str(getattr(fact, "since", fact))


def _agreeing(made: Any) -> Any:
    """Keys that agree, where both are given: of random ones hardly any would."""
    names = {each.name for each in fields(made)}
    return replace(made, ars=f"{made.ags[:5]}0000{made.ags[5:]}") if {"ags", "ars"} <= names else made
