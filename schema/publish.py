"""The published schema, derived from the aggregates' dataclasses and the registry."""

from collections.abc import Sequence
from functools import cache

from graphql import GraphQLNamedType, GraphQLObjectType, GraphQLSchema, validate_schema

from schema.aggregate import Published
from schema.events import EventTypes
from schema.inputs import Inputs
from schema.mutations import Mutations
from schema.nodes import NODE, EntityTypes
from schema.outputs import Outputs
from schema.problems import ProblemTypes
from schema.queries import actor_type, query_type, subscription_type, viewer_type
from schema.registry import REGISTRY
from schema.why import WhyTypes

DESCRIPTION = """The record of a county's climate cooperation (Klimakreis).

Everything is kept as events and read as of any moment: `at` is what the record knew, `on` the day in the world that is
asked about. Every mutation takes a `commandId`, so that it can safely be sent again, and answers with the entity, its
events and `problems`. Follow `changes` from the `cursor` of any answer to miss nothing."""


@cache
def published_schema() -> GraphQLSchema:
    """The schema of every aggregate, made once: making it takes a second."""
    return publish(REGISTRY)


def publish(published: Sequence[Published]) -> GraphQLSchema:
    """The schema. Raises TypeError if something cannot be published or has no description."""
    entities: EntityTypes

    def entity_type(kinds: tuple[str, ...]) -> GraphQLNamedType:
        found: GraphQLNamedType = entities.of(kinds)
        return found

    outputs = Outputs(entity_type, lambda: events.interface)
    inputs = Inputs(outputs)
    entities = EntityTypes(outputs, inputs, published)
    actor = actor_type(outputs, lambda: entities.traceable)
    events = entities.events = EventTypes(outputs, published, NODE, lambda: entities.traceable, actor)
    entities.why = WhyTypes(outputs, events, NODE, entities.of)
    problems = ProblemTypes(outputs.language_argument(), lambda: events.interface)
    mutations = Mutations(inputs, events, problems, entities.types)
    viewer = viewer_type(outputs, actor, entities, published)
    acts = {name: each for aggregate in published for name, each in mutations.of(aggregate).items()}
    schema = GraphQLSchema(
        query=query_type(entities, viewer),
        mutation=GraphQLObjectType("Mutation", acts, description="What can be done (Aufträge).") if acts else None,
        subscription=subscription_type(events),
        types=[*entities.types.values(), *events.types, *problems.types, actor],
        description=DESCRIPTION,
    )
    faults = validate_schema(schema)
    if faults:
        raise TypeError("; ".join(fault.message for fault in faults))
    return schema
