"""Links by name for any type checker: ``kolben check --stub``.

Layer 8. No type can say which names there are, but overloads on ``Literal`` can. The
stub stands beside a module of the project that passes ``url_for`` on; type checkers
read the stub, and programs run with the module.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kolben.app import App
from kolben.checks.manifest import NamedLink, named_links
from kolben.checks.spelled_types import SpelledType

__all__ = ["stub_of", "write_stub"]

_CAPTION: Final = '''\
"""``url_for`` with the names of all routes; made by ``kolben check --stub``."""
# ruff: noqa
'''
_MODULE: Final = '''\
"""Links whose names type checkers know, by the stub beside this file."""

from __future__ import annotations

from kolben import url_for

__all__ = ["url_for"]
'''
_OPTIONS: Final = {
    "_anchor": "str | None",
    "_external": "bool | None",
    "_method": "str | None",
    "_scheme": "str | None",
}
_TAKEN: Final = {*_OPTIONS, "_endpoint", "_query"}
_HEAD: Final = """\
from collections.abc import Callable
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, overload

from kolben import URL, Resource
from kolben.resources import HasGet
from kolben.responses import Defined

__all__ = ["url_for"]

_P = ParamSpec("_P")
_S = TypeVar("_S", bound=Resource)

"""
_TYPED: Final = """\
@overload
def url_for(
    _endpoint: type[HasGet[_P]], /, *args: _P.args, **values: _P.kwargs
) -> URL: ...
@overload
def url_for(
    _endpoint: Callable[Concatenate[_S, _P], Defined],
    /,
    *args: _P.args,
    **values: _P.kwargs,
) -> URL: ...
@overload
def url_for(
    _endpoint: Callable[_P, Defined], /, *args: _P.args, **values: _P.kwargs
) -> URL: ...
"""


def stub_of(app: App) -> str:
    """Return a stub whose ``url_for`` knows the names of the routes of *app*.

    A name that is computed is none of these; link to it by ``kolben.url_for``.

    Raises:
        KolbenError: If a route of *app* cannot be made.

    Example:
        >>> from kolben import App
        >>> app = App("example", static_folder=None)
        >>> @app.get("/posts/<post_id>")
        ... def show(post_id: int) -> str: ...
        >>> 'Literal["show"]' in stub_of(app)
        True
    """
    links = named_links(app)
    modules = sorted(
        {
            module
            for link in links
            for kind in (*link.required.values(), *link.optional.values())
            for module in kind.modules
        }
    )
    imports = "".join(f"import {module}\n" for module in modules)
    overloads = "".join(_overload(link) for link in (*links, *_relative(links)))
    return f"{_CAPTION}\n{imports}{_HEAD}{overloads}{_TYPED}"


def write_stub(app: App, path: Path) -> None:
    """Write :func:`stub_of` *app* to *path*, and the module beside it if it is missing.

    Args:
        app: The application.
        path: A file that ends in ``.pyi``, in a package of the project.

    Raises:
        KolbenError: If a route of *app* cannot be made.
        OSError: If a file cannot be written.
    """
    path.write_text(stub_of(app), "utf-8")
    module = path.with_suffix(".py")
    if not module.exists():
        module.write_text(_MODULE, "utf-8")


def _relative(links: Iterable[NamedLink]) -> Iterator[NamedLink]:
    """Yield what names that begin with a dot take, which depends on the request."""
    alike: dict[str, list[NamedLink]] = {}
    for link in links:
        alike.setdefault(link.name.rpartition(".")[2], []).append(link)
    for name, found in alike.items():
        only = found[0] if len(found) == 1 else NamedLink(name, "")
        yield NamedLink(f".{name}", only.rule, only.required, only.optional)


def _overload(link: NamedLink) -> str:
    """Return ``url_for`` with one name, and values by name only."""
    parameters = [
        *_parameters(link.required, ""),
        *_parameters(link.optional, " = ..."),
        *(f"{name}: {kind} = ..." for name, kind in _OPTIONS.items()),
        "**_query: Any",
    ]
    lines = (f"_endpoint: Literal[{_quoted(link.name)}]", "/", "*", *parameters)
    written = "".join(f"    {line},\n" for line in lines[:-1])
    return f"@overload\ndef url_for(\n{written}    {lines[-1]},\n) -> URL: ...\n"


def _parameters(values: Mapping[str, SpelledType], default: str) -> Iterator[str]:
    """Yield a parameter for each of *values* that a parameter can be called."""
    for name, kind in values.items():
        if keyword.iskeyword(name) or name in _TAKEN:
            continue
        yield f"{name}: {kind.text}{default}"


def _quoted(name: str) -> str:
    """Return *name* in the quotation marks that formatters choose."""
    text = repr(name)
    return text if '"' in name else f'"{text[1:-1]}"'
