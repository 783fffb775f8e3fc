"""Labels of graph nodes, in the client's language and without naming a person."""

from schema.context import Actor, Entity, EventView
from schema.shapes import Leaf, slots
from service import docstrings
from service.language import Language

_CALLED = ("title", "name")


def label_of(value: Entity | EventView | Actor, language: Language) -> str:
    """An entity's title or name, or else its type; an event's type; an actor's role."""
    match value:
        case Entity():
            return _title(value) or _what(value, language)
        case EventView():
            return _said(docstrings.of_class(type(value.recorded.event)), language)
        case Actor():
            return _said(docstrings.of_member(value.row.role), language)


def _title(entity: Entity) -> str | None:
    """The title or name of an entity, unless it is sealed."""
    for slot in slots(entity.published.view):
        if slot.name in _CALLED and isinstance(slot.shape, Leaf) and slot.shape.type is str:
            called: str | None = getattr(entity.value, slot.name)
            if called is not None:
                return called
    return None


def _what(entity: Entity, language: Language) -> str:
    if language is Language.DE:
        return docstrings.in_both(docstrings.of_class(entity.published.view))[1]
    return entity.published.kind.replace("_", " ").capitalize()


def _said(text: str, language: Language) -> str:
    english, german = docstrings.in_both(text)
    return german if language is Language.DE else english
