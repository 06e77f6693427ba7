"""What the models find wrong with a document, in the codes that the catalogue has words for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import groupby
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from workflow.definition.lines import Document, Path
from workflow.errors import InvalidDefinition, Problem

ModelT = TypeVar("ModelT", bound=BaseModel)

_KINDS: Mapping[type, str] = {
    bool: "bool",
    int: "int",
    str: "text",
    dict: "mapping",
    list: "list",
    type(None): "nothing",
}
_EXPECTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "int",
    "int_parsing": "int",
    "bool_type": "bool",
    "bool_parsing": "bool",
    "tuple_type": "list",
    "list_type": "list",
    "mapping_type": "mapping",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}


def validated(model: type[ModelT], document: Document) -> ModelT:
    """Return the document as a model.

    Raises:
        InvalidDefinition: what does not fit, each with its file, line and path.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as wrong:
        raise InvalidDefinition(sorted(_problems(model, document, wrong), key=_position)) from wrong


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like a name, None where none is like it."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def _position(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.file, problem.line, problem.path, problem.code)


def _problems(model: type[BaseModel], document: Document, wrong: ValidationError) -> Iterator[Problem]:
    found = [(_raw(document.data, error["loc"]), error) for error in wrong.errors(include_url=False)]
    told: set[tuple[str, str, object]] = set()
    for path, error in _fitting(found):
        problem = _problem(model, document, path, error)
        one = (problem.path, problem.code, problem.facts.get("key"))
        if one not in told:
            told.add(one)
            yield problem


def _raw(data: Any, loc: Sequence[str | int]) -> tuple[Path, Path, str]:
    """Return the path of an error in the data, the path of the last choice between forms, and the form tried.

    A location names the form of a union that was tried; the data knows no such name, so what leads nowhere is
    a form.
    """
    path: list[str | int] = []
    choice: Path = ()
    form = ""
    for position, part in enumerate(loc):
        inside = isinstance(data, dict) and part in data
        if inside or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            data = data[part]
            path.append(part)
        elif isinstance(part, str) and position == len(loc) - 1 and isinstance(data, dict) and not _is_form(part):
            path.append(part)
        elif isinstance(part, str) and _is_form(part):
            choice, form = tuple(path), part
    return tuple(path), choice, form


def _is_form(part: str) -> bool:
    return part in {"str", "int"} or part[:1].isupper() or "[" in part


_Found = tuple[tuple[Path, Path, str], Any]


def _fitting(found: Sequence[_Found]) -> Iterator[tuple[Path, Any]]:
    """Yield, of the forms tried at one choice, the errors of the form that came nearest."""
    plain = [(path, error) for (path, _, form), error in found if not form]
    yield from plain
    chosen = [entry for entry in found if entry[0][2]]
    for _, entries in groupby(sorted(chosen, key=_by_choice), key=_by_choice):
        forms: dict[str, list[tuple[Path, Any]]] = {}
        for (path, _choice, form), error in entries:
            forms.setdefault(form, []).append((path, error))
        yield from min(forms.values(), key=_distance)


def _by_choice(entry: _Found) -> str:
    return repr(entry[0][1])


def _distance(errors: Sequence[tuple[Path, Any]]) -> tuple[bool, int]:
    return any(error["type"] in _EXPECTED and error["loc"] for _, error in errors), len(errors)


def _problem(model: type[BaseModel], document: Document, path: Path, error: Any) -> Problem:
    kind: str = error["type"]
    last = str(path[-1]) if path else ""
    value = str(error["input"])[:80]
    if kind in _EXPECTED:
        return _wrong_type(document, path, kind, error["input"])
    match kind:
        case "extra_forbidden":
            near = nearest_name(last, _keys_at(model, path[:-1]))
            return document.problem("unknown_key", path, key=last, **({"nearest": near} if near else {}))
        case "missing":
            return document.problem("missing_key", path[:-1], key=last)
        case "literal_error":
            return document.problem("not_one_of", path, value=value, expected=error["ctx"]["expected"])
        case _:
            return _wrong_value(document, path, error, value)


def _wrong_value(document: Document, path: Path, error: Any, value: str) -> Problem:
    match error["type"]:
        case "too_short":
            return document.problem("empty_list", path)
        case "greater_than_equal":
            return document.problem("too_small", path, value=value, least=error["ctx"]["ge"])
        case str(kind) if kind.startswith("date_"):
            return document.problem("wrong_date", path, value=value)
        case _:
            return document.problem("wrong_value", path, value=value, reason=error["msg"])


def _wrong_type(document: Document, path: Path, kind: str, given: Any) -> Problem:
    seen = _KINDS.get(type(given), type(given).__name__)
    if path == ("version",) and seen == "int":
        return document.problem("unquoted_version", path, text=str(given))
    return document.problem("wrong_type", path, expected=_EXPECTED[kind], seen=seen)


def _keys_at(model: type[BaseModel], path: Path) -> set[str]:
    shapes: list[Any] = [model]
    for part in path:
        shapes = [inner for shape in shapes for inner in _inside(shape, part)]
    return {key for shape in shapes for key in _keys(shape)}


def _keys(shape: Any) -> Iterator[str]:
    for plain in _plain(shape):
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            for name, field in plain.model_fields.items():
                yield field.alias or name


def _inside(shape: Any, part: str | int) -> Iterator[Any]:
    for plain in _plain(shape):
        arguments = get_args(plain)
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            for name, field in plain.model_fields.items():
                if part in {name, field.alias}:
                    yield field.annotation
        elif isinstance(part, int) and arguments:
            yield arguments[0]
        elif len(arguments) == 2 and get_origin(plain) is not tuple:  # noqa: PLR2004 a mapping has keys and values
            yield arguments[1]
        elif get_origin(plain) is tuple and arguments:
            yield from _inside(arguments[0], part)


def _plain(shape: Any) -> Iterator[Any]:
    if get_origin(shape) is Annotated:
        yield from _plain(get_args(shape)[0])
    elif get_origin(shape) in {Union, UnionType}:
        for choice in get_args(shape):
            yield from _plain(choice)
    else:
        yield shape
