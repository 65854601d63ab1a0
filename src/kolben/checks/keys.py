"""Whether the secret key is there where it is needed, and a secret.

Layer 8. A part of :mod:`kolben.checks.deploy`. No message holds the key.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeGuard

from kolben._sites import Site
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.checks.sources import Source, sources_of
from kolben.sessions import SignedCookies

__all__ = ["keys_judged"]

_RULE: Final = "deploy-key"
_MAKE: Final = "Make one: python -c 'import secrets; print(secrets.token_hex())'"
_SHORTEST: Final = 16
_FEWEST: Final = 8
"""How many different characters a key must have: hexadecimal ones have about 16."""

_PLACEHOLDERS: Final = re.compile(
    r"change-?me|replace-?me|your-?(?:own-?)?(?:secret|key)|secret-?of-?your-?own"
    r"|insecure|placeholder|not-?(?:so-?|a-?)?secret|development"
)
_USES_SESSIONS: Final = {
    "Flashes",
    "Session",
    "TypedSession",
    "flash",
    "get_flashed_messages",
    "session",
}


def keys_judged(app: App, project: Project) -> Iterator[Finding]:
    """Yield what is wrong with the keys that sign sessions."""
    del project
    if not isinstance(app.sessions, SignedCookies):
        return
    sources = sources_of(app)
    keys = _keys(app)
    if app.config["SECRET_KEY"] is None:
        used = next(_sessions_used(sources), None)
        if used is not None:
            problem = "SECRET_KEY is not set, but the application has sessions."
            yield Finding(_RULE, "error", used, problem, f"{_MAKE}.")
    for name, key in keys:
        fault = _weakness(key)
        if fault is not None:
            problem = f"{name} {fault}, so that anyone can forge sessions."
            yield Finding(_RULE, "error", None, problem, f"{_MAKE}.")
            continue
        for site in _written(sources, key):
            yield Finding(
                _RULE,
                "warning",
                site,
                f"{name} is written in the source: whoever reads that can forge "
                "sessions.",
                "Read it from the environment, and make a new one.",
            )


def _keys(app: App) -> list[tuple[str, str]]:
    """Return the keys with the names of their settings."""
    first, others = app.config["SECRET_KEY"], app.config["SECRET_KEY_FALLBACKS"] or ()
    keys: list[tuple[str, Any]] = [] if first is None else [("SECRET_KEY", first)]
    keys += [("A key of SECRET_KEY_FALLBACKS", each) for each in others]
    return [(name, _text(key)) for name, key in keys]


def _text(key: str | bytes) -> str:
    return key if isinstance(key, str) else key.decode("latin-1")


def _weakness(key: str) -> str | None:
    """Return what is weak about *key*, or None.

    Example:
        >>> _weakness("dev"), _weakness("a" * 40)
        ('is shorter than 16 bytes', 'has hardly any different characters')
        >>> _weakness("192b9bdd22ab9ed4d12e236c78afcb9a") is None
        True
    """
    if len(key.encode("utf-8", "surrogatepass")) < _SHORTEST:
        return f"is shorter than {_SHORTEST} bytes"
    if len(set(key)) < _FEWEST:
        return "has hardly any different characters"
    if _PLACEHOLDERS.search(re.sub(r"[\W_]+", "-", key.lower())):
        return "is a placeholder that was never replaced"
    return None


def _sessions_used(sources: Iterable[Source]) -> Iterator[Site]:
    """Yield where *sources* take what needs sessions."""
    for source in sources:
        for node in ast.walk(source.tree):
            if _imports_session(node) or _names_session(node):
                yield Site(str(source.file), node.lineno)


def _imports_session(node: ast.AST) -> TypeGuard[ast.ImportFrom]:
    if not isinstance(node, ast.ImportFrom):
        return False
    if (node.module or "").partition(".")[0] != "kolben":
        return False
    return any(alias.name in _USES_SESSIONS for alias in node.names)


def _names_session(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether *node* is ``kolben.session``, or another name that needs sessions."""
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return False
    return node.value.id == "kolben" and node.attr in _USES_SESSIONS


def _written(sources: Iterable[Source], key: str) -> Iterator[Site]:
    """Yield where *sources* hold *key* as a literal."""
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and _is_key(node.value, key):
                yield Site(str(source.file), node.lineno)


def _is_key(value: object, key: str) -> bool:
    return isinstance(value, str | bytes) and _text(value) == key
