"""Reads the domain's docstrings from the source: what things mean, and their names in both languages.

A string under a field, an enum member or a named annotation (`Ags = Annotated[...]`) is its docstring.
"""

import ast
import inspect
import re
import sys
from collections.abc import Callable
from enum import Enum
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any, TypeVar, cast

T = TypeVar("T")


def per_class(function: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """The function, cached by class."""
    return cast("Callable[[type[Any]], T]", cache(function))


_GERMAN = re.compile(r"(?P<english>.*?)\s*\((?P<german>[^()]*)\)\.?", re.DOTALL)


def in_both(text: str) -> tuple[str, str]:
    """The English of a docstring's first paragraph, and the German term in brackets at its end, or the English if there
    is none."""
    paragraph = " ".join(text.partition("\n\n")[0].split())
    found = _GERMAN.fullmatch(paragraph)
    if found is None:
        return paragraph.removesuffix("."), paragraph.removesuffix(".")
    return found["english"].removesuffix("."), found["german"]


class Undescribed(TypeError):
    """Something to be published has no docstring."""


@cache
def _module(name: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[name]))


def _docstrings(body: list[ast.stmt]) -> dict[str, str]:
    """The string that follows each assignment."""
    found: dict[str, str] = {}
    for statement, following in pairwise(body):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                pass
            case _:
                continue
        match following:
            case ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
            case _:
                pass
    return found


def _body(cls: type[Any]) -> list[ast.stmt]:
    for statement in ast.walk(_module(cls.__module__)):
        if isinstance(statement, ast.ClassDef) and statement.name == cls.__name__:
            return statement.body
    raise Undescribed(f"the source of {cls.__name__} was not found")


@per_class
def _members(cls: type[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ancestor in _own_and_inherited(cls):
        found |= _docstrings(_body(ancestor))
    return found


def _own_and_inherited(cls: type[Any]) -> list[type[Any]]:
    """The project's classes that define the fields or members of the class, the class itself last."""
    return [
        ancestor
        for ancestor in reversed(cls.__mro__)
        if ancestor is not object and ancestor.__module__ in sys.modules and not _built_in(ancestor)
    ]


def _built_in(cls: type[Any]) -> bool:
    return getattr(sys.modules[cls.__module__], "__file__", None) is None or cls.__module__ in ("enum", "typing")


@per_class
def _annotated_names(cls: type[Any]) -> dict[str, str]:
    """For each field, the name of its annotation if that is a plain name."""
    found: dict[str, str] = {}
    for statement in [statement for ancestor in _own_and_inherited(cls) for statement in _body(ancestor)]:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=field), annotation=ast.Name(id=name)):
                found[field] = name
            case ast.AnnAssign(target=ast.Name(id=field), annotation=ast.BinOp(left=ast.Name(id=name))):
                found[field] = name
            case _:
                pass
    return found


def annotation_of(cls: type[Any], field: str) -> str | None:
    """The named annotation of a dataclass field, if it has one."""
    return _annotated_names(cls).get(field)


def of_class(cls: type[Any]) -> str:
    """The docstring of a class. Raises `Undescribed` if it has none of its own."""
    text = cls.__dict__.get("__doc__")
    if not text or text.startswith(f"{cls.__name__}("):
        raise Undescribed(f"{cls.__module__}.{cls.__name__} has no docstring")
    return inspect.cleandoc(text)


def of_member(member: Enum) -> str:
    """The docstring of an enum member. Raises `Undescribed` if there is none."""
    text = _members(type(member)).get(member.name)
    if text is None:
        raise Undescribed(f"{type(member).__module__}.{type(member).__name__}.{member.name} has no docstring")
    return text


def of_field(cls: type[Any], field: str) -> str:
    """The docstring of a dataclass field, or else of its named annotation. Raises `Undescribed`."""
    text = _members(cls).get(field)
    if text is not None:
        return text
    name = _annotated_names(cls).get(field)
    if name is not None:
        for ancestor in reversed(_own_and_inherited(cls)):
            text = _alias(sys.modules[ancestor.__module__], name)
            if text is not None:
                return text
    raise Undescribed(f"{cls.__module__}.{cls.__name__}.{field} has no docstring")


def _alias(module: ModuleType, name: str) -> str | None:
    """The docstring of a named annotation, in this module or where it was imported from."""
    text = _docstrings(_module(module.__name__).body).get(name)
    if text is not None:
        return text
    for statement in _module(module.__name__).body:
        if isinstance(statement, ast.ImportFrom) and statement.module in sys.modules:
            for imported in statement.names:
                if (imported.asname or imported.name) == name:
                    return _alias(sys.modules[statement.module], imported.name)
    return None


def name_of_union(arms: tuple[type[Any], ...]) -> tuple[str, str]:
    """The name and docstring of a union of classes, looked up in the modules of its members in order, then in the
    package of its first member."""
    own = list(dict.fromkeys(arm.__module__ for arm in arms))
    for module in [*own, *_package(own[0])]:
        for name, value in list(vars(sys.modules[module]).items()):
            if getattr(value, "__args__", None) == arms and not name.startswith("_"):
                text = _alias(sys.modules[module], name)
                if text is not None:
                    return name, text
    raise Undescribed(f"{' | '.join(arm.__name__ for arm in arms)} has no name and docstring in {own[0]}")


def _package(module: str) -> list[str]:
    """The modules of a noun: `events.noun`, or all modules below it."""
    home = ".".join(module.split(".")[:2])
    return sorted(name for name in list(sys.modules) if name == home or name.startswith(f"{home}."))
