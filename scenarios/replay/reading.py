"""Read a scenario's file and refuse a malformed one with the path of the offending key.

The shape is scenario.schema.json's; what no schema can say of the story is `checking`'s.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError

from scenarios.replay.checking import Fault, faults

Scenario = dict[str, Any]
DISCRIMINATORS = ("do", "kind")


class MalformedScenario(Exception):
    """The scenario cannot be played; `path` names the offending key."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def read_scenario(file: Path) -> Scenario:
    """Read and check one file."""
    try:
        scenario = json.loads(
            file.read_text(encoding="utf-8-sig"),
            object_pairs_hook=_Object,
            parse_float=_number,
            parse_constant=_not_a_number,
        )
        scenario = _plain(scenario)
    except OSError as error:
        raise MalformedScenario("$", f"the file cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise MalformedScenario("$", f"not JSON: {error}") from error
    check_scenario(scenario)
    return scenario


def check_scenario(scenario: Scenario) -> None:
    """Refuse the scenario if its shape or its story cannot be."""
    errors = sorted(_validator().iter_errors(scenario), key=lambda error: _in_order(error.absolute_path))
    found = (_faults_of_shape(errors[0])) if errors else faults(scenario)
    for path, reason in found:
        raise MalformedScenario("/".join(map(str, path)) or "$", reason)


class _Object(dict):
    """A JSON object that remembers a key it was given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _value in pairs]
        self.repeated = next((key for key in self if keys.count(key) > 1), None)


def _plain(value: Any, path: tuple[object, ...] = ()) -> Any:
    """Return the value with ordinary objects; refuses a key that stands twice in one."""
    if isinstance(value, _Object):
        if value.repeated is not None:
            raise MalformedScenario("/".join(map(str, (*path, value.repeated))), "stands twice in one object")
        return {key: _plain(inner, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, (*path, index)) for index, inner in enumerate(value)]
    return value


def _number(text: str) -> int | float:
    # JSON knows no whole numbers: 21.0 is one, and a schema's "integer" takes it.
    number = float(text)
    return int(number) if number.is_integer() else number


def _not_a_number(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "scenario.schema.json").read_text(encoding="utf-8"))
    strict = validators.extend(Draft202012Validator, {"pattern": _matches})
    return strict(schema, format_checker=FormatChecker())


def _matches(validator: Any, pattern: str, instance: Any, schema: dict[str, Any]) -> Iterator[ValidationError]:
    # Python's $ also stands before a last line feed, a schema's does not.
    if isinstance(instance, str) and not re.search(pattern.removesuffix("$") + r"\Z", instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _in_order(path: Any) -> list[tuple[str, int]]:
    """Sort places in a list by their number, so that the first fault of a file is named."""
    return [("", part) if isinstance(part, int) else (part, 0) for part in path]


def _faults_of_shape(error: ValidationError) -> Iterator[Fault]:
    while error.context and isinstance(error.instance, dict):
        error = _closest(error.context)
    path: tuple[object, ...] = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        path += (next(key for key in error.instance if key not in error.schema["properties"]),)
    elif error.validator == "required":
        path += (next(key for key in error.validator_value if key not in error.instance),)
    elif error.validator == "uniqueItems":
        path += (next(i for i, item in enumerate(error.instance) if item in error.instance[:i]),)
    yield path, error.message[:300]


def _closest(errors: list[ValidationError]) -> ValidationError:
    """Of several shapes that do not fit take the one that was meant: its deed or kind fits, and it misses least."""
    shapes: dict[object, list[ValidationError]] = defaultdict(list)
    for error in errors:
        shapes[error.relative_schema_path[0]].append(error)
    closest = min(shapes.values(), key=lambda shape: (any(map(_is_another, shape)), len(shape)))
    return min(closest, key=lambda error: (not _is_another(error), _in_order(error.absolute_path)))


def _is_another(error: ValidationError) -> bool:
    """Tell whether the error says that another deed or kind was meant, or none."""
    if error.validator == "required":
        return any(key in DISCRIMINATORS and key not in error.instance for key in error.validator_value)
    return bool(error.relative_path) and error.relative_path[0] in DISCRIMINATORS
