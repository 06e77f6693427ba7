"""The form of a definition as the reference page tells it: every model with its keys, their types and defaults."""

from __future__ import annotations

from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from workflow.definition import documents, model

POLICY = ("Policy", "ItemRule", "LifecycleRule", "ActRule", "Release", "Split", "LaterPart", "Join")
_SPOKEN = {"a CEL expression": "CEL", "a type, as `text`, `list[text]`, `enum[a,b]`, `time?`": "type"}
_WORDS = {str: "text", int: "int", bool: "bool", date: "date", Any: "any"}


def models() -> dict[str, type[BaseModel]]:
    """Return every model that a writer of definitions meets, by name."""
    known = {name: getattr(model, name) for name in model.__all__}
    known |= {name: getattr(documents, name) for name in POLICY}
    return {
        name: kind
        for name, kind in known.items()
        if isinstance(kind, type) and issubclass(kind, BaseModel) and name not in {"Model", "Sourced"}
    }


def keys(kind: type[BaseModel]) -> dict[str, tuple[str, str]]:
    """Return key → type and default of a model, as they are written in YAML."""
    kind.model_rebuild(force=True)
    return {
        field.alias or name: (_SPOKEN.get(field.description or "") or spell(field.annotation), _default(field))
        for name, field in kind.model_fields.items()
    }


def spell(kind: Any) -> str:
    """Return a type as a reader of YAML says it."""
    if kind in _WORDS:
        return _WORDS[kind]
    origin, inner = get_origin(kind), get_args(kind)
    return _spelled(origin, inner, kind) if origin is not None else _linked(kind.__name__)


def _spelled(origin: Any, inner: tuple[Any, ...], kind: Any) -> str:
    if origin in {Union, UnionType}:
        return " or ".join(dict.fromkeys(spell(one) for one in inner if one is not NoneType))
    if origin is Annotated:
        said = (_SPOKEN.get(one.description or "") for one in kind.__metadata__ if isinstance(one, FieldInfo))
        return next((word for word in said if word), spell(inner[0]))
    if origin is Literal:
        return " \\| ".join(f"`{word}`" for word in inner)
    return f"list of {spell(inner[0])}" if origin is tuple else f"mapping to {spell(inner[1])}"


def _linked(name: str) -> str:
    return "Text" if name == "Text" else f"[{name}](#{name.lower()})"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel) or value in (None, (), {}):
        return "–"
    if isinstance(value, tuple):
        return f"`{', '.join(value)}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
