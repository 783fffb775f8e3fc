"""Why, of every field and part of everything in some lives: held against views kept after each event."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import schema.causes
from schema.causes import explained_fields
from schema.moments import Moment, encode_id
from schema.registry import REGISTRY
from schema.words import constant
from service.berlin import day_of
from service.codec import DECIDERS
from tests.schema import test_agreement_mutations, test_goal_mutations, test_project_mutations
from tests.schema.edge import Client, Edge
from tests.schema.test_mutations import Story, municipality
from tests.service.county import now


def _walked(events: list[Any], decider: Any, on: date, read: Callable[[Any], Any]) -> list[int]:
    """The positions after which a field reads otherwise, newest first, found by keeping every view."""
    found = []
    state, before = None, schema.causes.NOTHING
    for event in events:
        state = decider.evolve(state, event.event)
        value = read(decider.view(state, on))
        if value != before:
            found.append(event.position)
        before = value
    return found[::-1]


async def _agreement(edge: Edge) -> None:
    story = Story(edge.coordinator)
    story.ids["county"] = encode_id(edge.county.ref)
    for number, name in enumerate("abcde", 1):
        await municipality(story, name, number)
    await story.tell("person", "registerPerson", name="Ada Muster")
    await story.tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    when = {"earliest": "2014-01-01", "latest": test_agreement_mutations.DRAFTED}
    await story.tell("agreement", "draftAgreement", title="V", purpose="Z.", form="INFORMAL", when=when)
    await test_agreement_mutations.draft(story)
    await test_agreement_mutations.conclude(story)


async def _goal(edge: Edge) -> None:
    story = Story(edge.coordinator)
    story.ids["county"] = encode_id(edge.county.ref)
    await municipality(story, "a", 1)
    await municipality(story, "b", 2)
    await story.tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    await test_goal_mutations.adopted(story)
    await story.tell("goal", "entrustGoal", party=story.ids["b"], on="2019-01-01")
    await story.tell("goal", "recordGoalValue", **test_goal_mutations.MEASURED)
    targets = [{"year": 2040, "value": "100"}]
    await story.tell("goal", "adjustGoalTargets", targets=targets, on="2021-01-01", reason="Gesetz")
    await story.tell("goal", "changeGoalMethod", name="BISKO plus", on="2022-01-01", reason="Daten")


async def _project(edge: Edge) -> None:
    story = Story(edge.coordinator)
    story.ids["county"] = encode_id(edge.county.ref)
    for number, name in enumerate("ab", 1):
        await municipality(story, name, number)
    await test_project_mutations.started(story)
    await story.tell("project", "joinProject", party=story.ids["b"], since="2020-02-01", part="Daten")
    given = {"what": "Netzdaten", "party": story.ids["b"], "since": "2020-02-01"}
    await story.tell("project", "assignProjectResponsibility", **given)
    await test_project_mutations._milestones(story)
    await test_project_mutations._money(story)


@pytest.mark.parametrize("live", [_agreement, _goal, _project])
async def test_every_field_and_part_of_everything_is_as_if_each_view_were_kept(
    live: Callable[[Edge], Any], edge: Edge, coordinator: Client
) -> None:
    await live(edge)
    events = await edge.county.events()
    published = {each.kind: each for each in REGISTRY}
    compared = 0
    for ref in dict.fromkeys(event.ref for event in events):
        kind = ref.partition(":")[0]
        own = [event for event in events if event.ref == ref]
        for day in (day_of(now()), date(2016, 3, 12), date(2020, 6, 1)):
            asked = [
                (f"f{n}_{part or ''}", each, part)
                for n, (each, _) in enumerate(explained_fields(published[kind], frozenset()))
                for part in ((None, 1, 2, 3, 2020, 2040) if each.key else (None,))
            ]
            fields = " ".join(
                f"{alias}: why(field: {constant(each.name)}{'' if part is None else f', part: {part}'}) "
                "{ causes { event { position } } }"
                for alias, each, part in asked
            )
            query = f"query($id: ID!) {{ node(id: $id) {{ ... on {published[kind].name} {{ {fields} }} }} }}"
            at = encode_id(ref, None if day == day_of(now()) else Moment(events[-1].position, day))
            told = (await coordinator.data(query, id=at))["node"]
            for alias, each, part in asked:
                found = [cause["event"]["position"] for cause in told[alias]["causes"]]
                assert found == _walked(own, DECIDERS[kind], day, each.reader(part)), (ref, each, part, day)
                compared += 1
    assert compared > 100
