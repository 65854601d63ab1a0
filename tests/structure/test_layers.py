"""The house holds: layers, no upward import, no circle, one door per dependency."""

from __future__ import annotations

import ast

import pytest
from tests.structure.source import Module, circle, is_lazy_load, modules, own_imports

LAYERS = {
    0: "exceptions signals config json _annotations _paths _async _sites _lazy"
    " _calls _conformity _constraints _declaring _environment _fields _freezing"
    " _generics _labels _taking _tokens _truth _wording",
    1: "routing",
    2: "requests responses http_errors typed_errors uploads request_bodies",
    3: "context globals request_state sessions settings flashing streaming",
    4: "binding endpoints guarding guards negotiation providers resources rules"
    " spelling views",
    5: "hooks errors middleware templating static logging commands testing serving"
    " dotenv mounts",
    6: "app_settings declarations delivery dispatch handler_making link_arguments"
    " links recipes registrar",
    7: "app app_checking app_contexts app_core app_links app_providers app_templates"
    " converter_declarations provider_declarations route_declarations router",
    8: "__init__ __main__ _inspecting locals helpers cli checks mypy_plugin"
    " pytest_plugin",
}
PLACE = {part: layer for layer, parts in LAYERS.items() for part in parts.split()}

DOORS = {
    "blinker": ["kolben.signals"],
    "click": ["kolben.commands", "kolben.checks", "kolben.cli", "kolben.testing"],
    "flask": [],
    "itsdangerous": ["kolben.sessions.cookie"],
    "jinja2": ["kolben.templating", "kolben.checks"],
    "mypy": ["kolben.mypy_plugin"],
    "werkzeug.routing": ["kolben.routing"],
}

every_module = pytest.mark.parametrize("module", modules().values(), ids=modules())


@every_module
def test_the_docstring_names_the_layer(module: Module) -> None:
    place = PLACE.get(module.part)

    assert place is not None, f"give {module.part!r} a place in LAYERS and in the docs"
    assert module.layer == place
    caption, _, rest = module.docstring.partition("\n\n")
    assert caption.endswith(".")
    assert rest.startswith(f"Layer {place}.")


@every_module
def test_nothing_is_imported_from_a_higher_layer(module: Module) -> None:
    assert upward_imports(module) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle() == []


@every_module
def test_a_dependency_comes_in_by_its_own_door(module: Module) -> None:
    strangers = [
        f"line {found.line} imports {found.module}"
        for found in module.imports
        for dependency, doors in DOORS.items()
        if _below(found.module, dependency)
        and not any(_below(module.name, door) for door in doors)
    ]

    assert strangers == []


@every_module
def test_imports_stand_at_the_top_and_are_absolute(module: Module) -> None:
    inside = [
        node.lineno
        for function in module.walk(ast.FunctionDef, ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    relative = [found for found in module.imports if found.module.startswith(".")]

    assert inside == []
    assert relative == []


@every_module
def test_lazy_imports_name_literals_and_real_things(module: Module) -> None:
    calls = [
        node
        for node in module.walk(ast.Call)
        if isinstance(node, ast.Call) and is_lazy_load(node)
    ]
    readable = [found for found in module.imports if found.lazy]
    if not any("kolben._lazy" in found.module for found in module.imports):
        return

    assert len(calls) == len(readable), "call load() with two literal strings"


def upward_imports(module: Module) -> list[str]:
    """Return what *module* imports of higher layers."""
    return [
        f"line {found.line} imports {found.module}"
        for found in own_imports(module)
        if PLACE[modules()[found.module].part] > PLACE[module.part]
    ]


def _below(name: str, parent: str) -> bool:
    return name == parent or name.startswith(parent + ".")
