"""What was recorded once can be read for ever, and reads the same."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from events import AGGREGATES
from events.authority import ExternalDecision, RecordedDecision
from events.policy import Visibility
from events.values import Sealed
from service.codec import decode_authority, decode_event, digest, encode, encode_authority, kind_of_type, type_name
from service.envelope import entry
from service.recorded import Recorded
from tests.service.samples import DIRECTORY, samples, types

REGISTERED = {name for decider in AGGREGATES for name in decider.events}
EVERY = sorted(path for name in REGISTERED for path in samples(name))


def test_every_type_has_a_sample_and_every_sample_a_type() -> None:
    assert types() == REGISTERED


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_a_sample_is_read_and_is_canonical(path: Path) -> None:
    name, body = path.name.partition(".")[0], path.read_bytes()

    event = decode_event(name, body)

    assert type_name(event) == name
    assert msgspec.json.encode(msgspec.json.decode(body), order="sorted") == body


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_the_newest_sample_of_a_type_is_written_as_it_is_stored(name: str) -> None:
    body = samples(name)[-1].read_bytes()

    assert encode(decode_event(name, body)) == body


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_the_newest_sample_of_a_type_fills_every_field(name: str) -> None:
    body = msgspec.json.decode(samples(name)[-1].read_bytes())

    assert all(value is not None for value in body.values())


def test_names_of_types_belong_to_one_kind_and_never_to_two() -> None:
    names = [name for decider in AGGREGATES for name in decider.events]

    assert len(set(names)) == len(names)
    for decider in AGGREGATES:
        for name in decider.events:
            assert kind_of_type(name) == decider.kind
    assert kind_of_type("NeverHeardOf") is None


SEALED = Sealed("8o0PpCJuTBzCKU3rbxwPLfkMj2wQ2cS4cJKDkEPXQ1Q", "c3RvcmVkIHNhbXBsZQ")
EXTERNAL = ExternalDecision(
    body="Kreistag Schleswig-Flensburg",
    on=date(2023, 2, 22),
    paper="2023/017",
    url="https://kreis.example/2023/017",
    document="document:01920000-0000-7000-8000-000000000009",
)


def _sample() -> Recorded:
    body = (DIRECTORY / "MunicipalityRenamed.json").read_bytes()
    return Recorded(
        county=UUID("01920000-0000-7000-8000-000000000001"),
        position=1234567,
        ref="municipality:01920000-0000-7000-8000-000000000002",
        version=3,
        event_id=UUID("01920000-0000-7000-8000-000000000003"),
        type="MunicipalityRenamed",
        event=decode_event("MunicipalityRenamed", body),
        body=body,
        body_hash=digest(body),
        recorded_at=datetime(2023, 3, 1, 9, 30, 0, 1200, UTC),
        actor=UUID("01920000-0000-7000-8000-000000000004"),
        reason=SEALED,
        authority=EXTERNAL,
        visibility=Visibility.PUBLIC,
        concerns=frozenset(
            {
                "municipality:01920000-0000-7000-8000-000000000002",
                "county:01920000-0000-7000-8000-000000000001",
            }
        ),
        command_id=UUID("01920000-0000-7000-8000-000000000005"),
        correlation_id=UUID("01920000-0000-7000-8000-000000000006"),
        causation_id=UUID("01920000-0000-7000-8000-000000000007"),
    )


def _bare() -> Recorded:
    return replace(
        _sample(),
        reason=None,
        authority=None,
        causation_id=None,
        visibility=Visibility.CONFIDENTIAL,
        recorded_at=datetime(2023, 3, 1, 10, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("name", "recorded"),
    [
        ("envelope", _sample()),
        ("envelope.bare", _bare()),
        (
            "envelope.recorded-decision",
            replace(_sample(), authority=RecordedDecision("decision:01920000-0000-7000-8000-000000000008")),
        ),
    ],
)
def test_the_envelope_is_the_stored_one_byte_for_byte(name: str, recorded: Recorded) -> None:
    assert entry(recorded) == (DIRECTORY / f"{name}.json").read_bytes()


def test_the_envelope_is_canonical_and_has_all_members_whatever_it_holds() -> None:
    for name in ("envelope", "envelope.bare", "envelope.recorded-decision"):
        stored = (DIRECTORY / f"{name}.json").read_bytes()
        members = msgspec.json.decode(stored)
        assert msgspec.json.encode(members, order="sorted") == stored
        assert sorted(members) == sorted(msgspec.json.decode(entry(_sample())))
        assert members["format"] == 1


@pytest.mark.parametrize("authority", [EXTERNAL, RecordedDecision("decision:01920000-0000-7000-8000-000000000008")])
def test_an_authority_is_read_as_it_was_written(authority: ExternalDecision | RecordedDecision) -> None:
    assert decode_authority(encode_authority(authority)) == authority


def test_the_audit_format_names_every_member_of_the_envelope() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "audit-format.md").read_text(encoding="utf-8")

    for member in msgspec.json.decode(entry(_sample())):
        assert f"| `{member}` |" in guide
