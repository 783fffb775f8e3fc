"""The document: its versions, who may see it, and that it is withdrawn rather than deleted."""

from typing import Any

import pytest
from hypothesis import given as drawn

from events.correction import ActCorrection
from events.decider import Content
from events.document import (
    DOCUMENT,
    AttachDocument,
    ChangeDocumentVisibility,
    Document,
    DocumentAttached,
    DocumentReclassified,
    DocumentReplaced,
    DocumentRetitled,
    DocumentVersion,
    DocumentWithdrawn,
    ReplaceDocument,
    RetitleDocument,
    WithdrawDocument,
    view,
)
from events.policy import Audience, Relation, Role, Visibility
from events.retelling import CannotFollow
from tests.corrections import begun, corrections
from tests.events.project.story import municipality
from tests.spec import HOME, TODAY, Expected, at, day, every, given, outcome_is, state_of

HERE = "document:1"
ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64
UPLOADED = {ONE: Content(100, "application/pdf"), TWO: Content(200, "text/plain")}
PUBLIC, INTERNAL = Visibility.PUBLIC, Visibility.INTERNAL
DAY = day("2024-05-01")
attached = DocumentAttached(HOME, "Vertrag", ONE, INTERNAL, 100, "application/pdf", DAY)
replaced = DocumentReplaced(2, TWO, 200, "text/plain", TODAY)
withdrawn = DocumentWithdrawn(TODAY)


TABLE: dict[Any, dict[str, Expected]] = {
    AttachDocument(HOME, "Vertrag", ONE, INTERNAL): {
        "absent": (DocumentAttached(HOME, "Vertrag", ONE, INTERNAL, 100, "application/pdf", TODAY),),
        "attached": "EXISTS",
        "withdrawn": "EXISTS",
    },
    ReplaceDocument(HERE, TWO): {"absent": "NOT_FOUND", "attached": (replaced,), "withdrawn": "WITHDRAWN"},
    RetitleDocument(HERE, "Neu"): {
        "absent": "NOT_FOUND",
        "attached": (DocumentRetitled("Neu"),),
        "withdrawn": "WITHDRAWN",
    },
    ChangeDocumentVisibility(HERE, PUBLIC): {
        "absent": "NOT_FOUND",
        "attached": (DocumentReclassified(PUBLIC),),
        "withdrawn": "WITHDRAWN",
    },
    WithdrawDocument(HERE): {"absent": "NOT_FOUND", "attached": (withdrawn,), "withdrawn": ()},
}
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "attached": (attached,),
    "withdrawn": (attached, withdrawn),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("document", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(given(*SITUATIONS[situation]).when(command, contents=UPLOADED), expected)


def test_bytes_must_be_uploaded_first() -> None:
    given().when(AttachDocument(HOME, "Vertrag", THREE, PUBLIC)).rejects("NOT_UPLOADED", "content")
    given(attached).when(ReplaceDocument(HERE, THREE)).rejects("NOT_UPLOADED", "content")


def test_it_is_attached_to_something_in_the_record() -> None:
    nowhere = AttachDocument("municipality:9", "Vertrag", ONE, PUBLIC)
    given().when(nowhere, contents=UPLOADED).rejects("NOT_FOUND", "to")
    elsewhere = ActCorrection(at(0), nowhere)
    given(attached).corrected(elsewhere, contents=UPLOADED).rejects("NOT_FOUND", "acts.0.instead.attachDocument.to")


@pytest.mark.parametrize(
    "command",
    [
        ReplaceDocument(HERE, ONE),
        RetitleDocument(HERE, "Vertrag"),
        ChangeDocumentVisibility(HERE, INTERNAL),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(attached).when(command).then_nothing()


def test_an_act_is_told_again_as_it_should_have_been() -> None:
    these = given(attached, replaced, DocumentRetitled("Neu"), withdrawn)
    these.corrected(ActCorrection(at(3))).stands(attached, replaced, DocumentRetitled("Neu"))
    told = AttachDocument("municipality:1", "Vereinbarung", ONE, PUBLIC)
    right = DocumentAttached("municipality:1", "Vereinbarung", ONE, PUBLIC, 100, "application/pdf", TODAY)
    these = these.beside(municipality_1=(municipality(1),))
    these.corrected(ActCorrection(at(0), told), contents=UPLOADED).stands(
        right, replaced, DocumentRetitled("Neu"), withdrawn
    )


def test_a_version_keeps_its_number_where_an_earlier_one_is_withdrawn() -> None:
    third = DocumentReplaced(3, ONE, 100, "application/pdf", TODAY)
    these = given(attached, replaced, DocumentReplaced(3, THREE, 300, "text/plain", TODAY))
    state = these.corrected(ActCorrection(at(1)), contents=UPLOADED).decided().after
    assert [each.number for each in state.versions] == [1, 3]
    # The third would be the first once more.
    refused = given(attached, replaced, third).corrected(ActCorrection(at(1)), contents=UPLOADED)
    named = refused.rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(named, CannotFollow)
    assert named.event == at(2)


def test_all_versions_are_kept_and_the_newest_of_the_day_is_shown() -> None:
    state = state_of(attached, replaced, withdrawn)
    first = DocumentVersion(1, ONE, 100, "application/pdf", DAY)
    second = DocumentVersion(2, TWO, 200, "text/plain", TODAY)
    assert state == Document(HOME, "Vertrag", INTERNAL, (first, second), TODAY)
    before, begun, today = (view(state, on) for on in (day("2020-01-01"), DAY, TODAY))
    assert (before.current, begun.current, today.current) == (first, first, second)
    assert (begun.withdrawn, today.withdrawn, today.withdrawn_on) == (False, True, TODAY)


def test_it_is_seen_by_its_own_visibility_and_concerns_what_it_is_attached_to() -> None:
    state = state_of(attached, DocumentReclassified(PUBLIC), DocumentRetitled("Neu"))
    assert DOCUMENT.disclosure.audience(HERE, state, None) == Audience(PUBLIC, frozenset({HERE, HOME}))


def test_municipalities_and_partners_attach_to_their_own() -> None:
    assert all(
        grants[role] is Relation.OWN for grants in DOCUMENT.may.values() for role in (Role.MUNICIPALITY, Role.PARTNER)
    )


@drawn(corrections(begun("document", given(), next(iter(TABLE)), contents=UPLOADED), tuple(TABLE)))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
