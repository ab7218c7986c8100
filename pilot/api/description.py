"""The description of the interface as a page tells it: what OpenAPI says, laid out flat for whoever reads.

A page of our own, since the library's own one fails what every page here has to pass (docs/adr/0027).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

METHODS = ("get", "post")
NAMES = {"catalogue": "Open to everybody: where to choose", "keys": "Keys"}


@dataclass(frozen=True)
class Field:
    """One value that is sent or answered, named from the outside in."""

    name: str
    kind: str
    text: str
    is_required: bool = True


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked."""

    code: str
    method: str
    path: str
    title: str
    text: str
    scope: str
    parameters: tuple[Field, ...]
    sent: tuple[Field, ...]
    answered: tuple[Field, ...]
    refusals: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chapter:
    """What belongs together."""

    title: str
    operations: tuple[Operation, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return everything that can be asked; worked out once, since it changes with the program only."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                told = methods[method]
                found.setdefault(told["tags"][0], []).append(_operation(schema, path, method, told))
    return tuple(Chapter(NAMES.get(tag, tag.capitalize()), tuple(rows)) for tag, rows in sorted(found.items()))


def _operation(schema: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Operation:
    title, _, text = told.get("description", "").partition("\n\n")
    answers = told["responses"]
    return Operation(
        code=told["operationId"],
        method=method.upper(),
        path=path,
        title=" ".join(title.split()),
        text=" ".join(text.split()),
        scope=next((scope for row in told.get("security", []) for scopes in row.values() for scope in scopes), ""),
        parameters=tuple(
            Field(
                row["name"],
                _kind(schema, row["schema"]),
                row.get("description", "") or row["schema"].get("description", ""),
                is_required=row.get("required", False),
            )
            for row in told.get("parameters", [])
        ),
        sent=tuple(_fields(schema, _body(told.get("requestBody", {})))),
        answered=tuple(_fields(schema, _body(answers.get("200", {})))),
        refusals=tuple((status, row["description"]) for status, row in sorted(answers.items()) if status >= "400"),
    )


def _body(told: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of the first way in which a body may be written."""
    return next((content.get("schema", {}) for content in told.get("content", {}).values()), {})


def _fields(schema: dict[str, Any], shape: dict[str, Any], inside: str = "") -> Iterator[Field]:
    whole = _whole(schema, shape)
    if whole.get("type") == "array":
        yield from _fields(schema, whole["items"], inside)
        return
    for name, below in whole.get("properties", {}).items():
        text = below.get("description") or _whole(schema, below).get("description", "")
        yield Field(inside + name, _kind(schema, below), text, name in whole.get("required", []))
        if _inner(schema, below):
            yield from _fields(schema, below, f"{inside}{name}.")


def _inner(schema: dict[str, Any], shape: dict[str, Any]) -> bool:
    """Tell whether the value holds others by name."""
    whole = _whole(schema, shape)
    if whole.get("type") == "array":
        return _inner(schema, whole["items"])
    return "properties" in whole


def _whole(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to what it names."""
    for part in (shape, *shape.get("allOf", []), *shape.get("oneOf", [])):
        if "$ref" in part:
            return schema["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    return shape


def _kind(schema: dict[str, Any], shape: dict[str, Any]) -> str:
    whole = _whole(schema, shape)
    if whole.get("type") == "array":
        return f"list of {_kind(schema, whole['items'])}"
    if "enum" in whole:
        return " | ".join(str(value) for value in whole["enum"])
    kind = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true | false"}
    name = whole.get("format") or kind.get(whole.get("type", ""), "values")
    named = {"date": "day (YYYY-MM-DD)", "date-time": "moment", "uri": "address", "double": "number", "time": "time"}
    name = named.get(name, name)
    return f"{name}, or none" if shape.get("nullable") else name
