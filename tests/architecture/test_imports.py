"""Imports point one way, and reach only what an app offers to others (docs/adr/0003)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import APPS, ROOT, modules, parse, place

# What another app may be asked for (`words` is what its values are called); `scenarios` stands above all and may ask
# for anything but private names.
OFFERED = {"models", "actions", "queries", "errors", "words"}
PURE = ("pilot/money.py", "pilot/calendar.py", "pilot/identifiers.py")


def imported_names(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Give every imported name in full, with its place."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def foreign_imports(*apps: str) -> Iterator[tuple[str, Path, str]]:
    """Give every import of one of our apps into another: place, file, name."""
    for path in modules(*apps):
        own = path.relative_to(ROOT).parts[0]
        for node, name in imported_names(path):
            app = name.split(".")[0]
            if app in APPS and app != own:
                yield place(path, node), path, name


def test_other_apps_are_asked_only_for_models_actions_queries_and_errors():
    found = [
        f"{where} imports {name}"
        for where, _path, name in foreign_imports("registry", "providers", "vouchers", "billing")
        if not name.startswith("pilot.") and name.split(".")[1] not in OFFERED
    ]

    assert found == []


def test_no_private_name_is_imported():
    found = [
        f"{place(path, node)} imports {name}"
        for path in modules()
        for node, name in imported_names(path)
        if name.split(".")[0] in APPS and any(part.startswith("_") for part in name.split("."))
    ]

    assert found == []


def test_billing_meets_people_and_providers_only_in_its_queries_and_foreign_keys():
    found = [
        f"{where} imports {name}"
        for where, path, name in foreign_imports("billing")
        if name.startswith(("registry.", "providers.")) and not _is_query_or_model(path, name)
    ]

    assert found == []


def _is_query_or_model(path: Path, name: str) -> bool:
    inside = path.relative_to(ROOT / "billing")
    return inside.parts[0].removesuffix(".py") in ("queries", "models") and name.split(".")[1] == "models"


def test_pure_modules_know_neither_database_nor_clock():
    forbidden = ("django.db", "django.utils.timezone", "pilot.models", "time")

    found = [
        f"{place(ROOT / name, node)} imports {imported}"
        for name in PURE
        for node, imported in imported_names(ROOT / name)
        if imported.startswith(forbidden)
    ]

    assert found == []


def test_rules_do_not_touch_the_database():
    rules = [path for path in modules() if path.stem == "rules" or path.parent.name == "rules"]

    found = [
        f"{place(path, node)} imports {name}"
        for path in rules
        if path.parts[-2] != "models"
        for node, name in imported_names(path)
        if name.startswith(("django.db", "django.utils.timezone"))
    ]

    assert found == []
