"""Finds the application in a module that has been imported.

Layer 8. By the name that was given; or else ``app`` or ``application``, the only
application there is, ``create_app()`` or ``make_app()``, in this order.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Final, TypeGuard

from kolben.app import App
from kolben.cli.failures import failure, raised_while
from kolben.commands import NoApplicationError
from kolben.exceptions import nearest

__all__ = ["find_app", "find_named_app"]

_NAMES: Final = ("app", "application")
_FACTORIES: Final = ("create_app", "make_app")


def find_app(module: ModuleType) -> App:
    """Return the application of *module*.

    Raises:
        NoApplicationError: If there is none, there are several, or the factory does
            not make one.
    """
    for name in _NAMES:
        if _is_app(found := getattr(module, name, None)):
            return found
    apps = {id(app): (name, app) for name, app in vars(module).items() if _is_app(app)}
    if len(apps) > 1:
        names = [name for name, _ in apps.values()]
        raise failure(
            f"Found several applications in module {module.__name__!r}: "
            f"{', '.join(map(repr, names))}.",
            tried=f"{_listed(_NAMES)}, neither of which is one of them",
            hint=f"Name one: '{module.__name__}:{names[0]}'.",
        )
    for _, app in apps.values():
        return app
    return _from_factories(module)


def _from_factories(module: ModuleType) -> App:
    for name in _FACTORIES:
        if inspect.isroutine(factory := getattr(module, name, None)):
            return _called(factory, _Call(name), module)
    raise failure(
        f"Failed to find Kolben application or factory in module {module.__name__!r}.",
        tried=f"{_listed(_NAMES)}, any other name of an App, and the factories "
        f"{_listed(_FACTORIES)}{_what_is_there(module)}",
        hint=f"Use '{module.__name__}:name' to name one.",
    )


def _what_is_there(module: ModuleType) -> str:
    """Return what the usual names stand for in *module*: perhaps another framework."""
    types = {name: type(getattr(module, name, None)) for name in _NAMES}
    return "".join(
        f"; {name!r} is of type '{kind.__module__}.{kind.__qualname__}'"
        for name, kind in types.items()
        if kind is not type(None)
    )


def find_named_app(module: ModuleType, text: str) -> App:
    """Return the application that *text* names in *module*.

    Args:
        module: The module.
        text: A name, or the call of a factory with literal arguments.

    Raises:
        NoApplicationError: If there is no such name, or it gives no application.
    """
    call = _read(text, module)
    found = _attribute(module, call.name)
    if _is_app(found) and not call.called:
        return found
    if callable(found) and not _is_app(found) and not _is_app_class(found):
        return _called(found, call, module)
    raise failure(
        f"{call.name!r} in module {module.__name__!r} is no Kolben application.",
        tried=f"'{module.__name__}:{text}', which is of type {type(found).__name__!r}",
        hint="Name an App, or a function that returns one.",
    )


@dataclass(frozen=True, slots=True)
class _Call:
    """A dotted name, and the literal arguments that it is called with.

    Attributes:
        name: The name.
        called: Whether parentheses were written.
        args: The positional arguments.
        kwargs: The others.
    """

    name: str
    called: bool = False
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        named = [f"{name}={value!r}" for name, value in self.kwargs.items()]
        return f"{self.name}({', '.join([*map(repr, self.args), *named])})"


def _read(text: str, module: ModuleType) -> _Call:
    """Read *text* as a name or a call, without evaluating anything but literals."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
        if not isinstance(node, ast.Call):
            return _Call(_dotted(node))
        return _Call(
            _dotted(node.func),
            called=True,
            args=tuple(ast.literal_eval(argument) for argument in node.args),
            kwargs=dict(_keyword(keyword) for keyword in node.keywords),
        )
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        raise failure(
            f"Failed to read {text!r} as the name of an application.",
            tried="a name, and a call with literal arguments",
            hint=f"Write '{module.__name__}:app' or "
            f"\"{module.__name__}:create_app('test', debug=True)\".",
        ) from None


def _keyword(node: ast.keyword) -> tuple[str, Any]:
    if node.arg is None:
        raise ValueError(ast.dump(node))
    return node.arg, ast.literal_eval(node.value)


def _dotted(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{_dotted(value)}.{name}"
        case _:
            raise ValueError(ast.dump(node))


def _attribute(module: ModuleType, name: str) -> Any:
    found: Any = module
    for part in name.split("."):
        if not hasattr(found, part):
            names = [n for n in dir(found) if not n.startswith("_")]
            guess = nearest(part, names)
            raise failure(
                f"Failed to find {name!r} in module {module.__name__!r}.",
                tried=f"'{module.__name__}:{name}'",
                hint="Name an App or a factory of the module."
                if guess is None
                else f"Did you mean {guess!r}?",
            )
        found = getattr(found, part)
    return found


def _called(factory: Callable[..., Any], call: _Call, module: ModuleType) -> App:
    """Return the application that *factory* makes when it is called by *call*."""
    _require_fitting(factory, call, module)
    try:
        made = factory(*call.args, **call.kwargs)
    except (Exception, SystemExit) as error:
        raise raised_while(
            f"calling '{call}' of module {module.__name__!r}", error
        ) from error
    if _is_app(made):
        return made
    if inspect.iscoroutine(made):
        made.close()
    raise failure(
        f"The factory {call.name!r} in module {module.__name__!r} returned no "
        f"application, but {type(made).__name__!r}.",
        tried=f"to call '{call}'",
        hint="Return an App from it.",
    )


def _require_fitting(
    factory: Callable[..., Any], call: _Call, module: ModuleType
) -> None:
    try:
        signature = inspect.signature(factory)
    except (ValueError, TypeError):  # a builtin may have none
        return
    try:
        signature.bind(*call.args, **call.kwargs)
    except TypeError as error:
        raise _unfitting(call, signature, module, error) from error


def _unfitting(
    call: _Call, signature: inspect.Signature, module: ModuleType, error: TypeError
) -> NoApplicationError:
    return failure(
        f"The factory {call.name!r} in module {module.__name__!r} does not take "
        f"these arguments: {error}.",
        tried=f"to call '{call}', while it is written '{call.name}{signature}'",
        hint=f"Give them: \"--app '{module.__name__}:{call.name}(...)'\".",
    )


def _is_app(value: object) -> TypeGuard[App]:
    """Say whether *value* itself is an application, and not a proxy of one."""
    return issubclass(type(value), App)


def _is_app_class(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, App)


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(repr(name) for name in names)
