"""What must not be so where the world can reach an application: ``--deploy``.

Layer 8. These rules read the settings as they are when the command runs, so run it
with those of production. The secret key itself is never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from werkzeug.middleware.proxy_fix import ProxyFix

from kolben.app import App
from kolben.checks.finding import Finding, Rule, Severity
from kolben.checks.keys import keys_judged
from kolben.checks.project import Project

__all__ = [
    "DEPLOY_RULES",
    "development_modes",
    "hosts_and_proxies",
    "limits",
    "session_cookie",
]

_NO_LIMIT: Final = {
    "MAX_CONTENT_LENGTH": "bodies of any size are read",
    "MAX_FORM_MEMORY_SIZE": "one field of a form may fill the memory",
    "MAX_FORM_PARTS": "a form may have any number of fields",
}
_DEEPEST: Final = 32


def _finding(rule: str, severity: Severity, problem: str, hint: str) -> Finding:
    return Finding(rule, severity, None, problem, hint)


def development_modes(app: App, project: Project) -> Iterator[Finding]:
    """Yield the modes that are for development and for tests."""
    del project
    config, rule = app.config, "deploy-debug"
    if config["DEBUG"]:
        yield _finding(
            rule,
            "error",
            "Debug mode is on: it shows the inside of the application, and its "
            "debugger runs code.",
            "Take DEBUG out of the settings, and KOLBEN_DEBUG out of the environment.",
        )
    if config["TESTING"]:
        yield _finding(
            rule,
            "error",
            "TESTING is on: errors are raised to the server in place of being "
            "answered.",
            "Set TESTING in tests only.",
        )
    if config["PROPAGATE_EXCEPTIONS"] and not (config["DEBUG"] or config["TESTING"]):
        yield _finding(
            rule,
            "warning",
            "PROPAGATE_EXCEPTIONS is on: errors are raised to the server, which may "
            "show them.",
            "Leave it out: then they are logged, and answered with 500.",
        )


def session_cookie(app: App, project: Project) -> Iterator[Finding]:
    """Yield what is wrong with how the session's cookie is sent."""
    del project
    config, rule = app.config, "deploy-cookie"
    secure, samesite = (
        config["SESSION_COOKIE_SECURE"],
        config["SESSION_COOKIE_SAMESITE"],
    )
    crossing = isinstance(samesite, str) and samesite.lower() == "none"
    if secure is not None and not secure:
        yield _finding(
            rule,
            "error",
            "SESSION_COOKIE_SECURE is off: the session's cookie is sent over plain "
            "HTTP, where anyone on the way can take it.",
            "Leave it out: then the cookie is 'Secure' wherever the request was.",
        )
    if not config["SESSION_COOKIE_HTTPONLY"]:
        yield _finding(
            rule,
            "error",
            "SESSION_COOKIE_HTTPONLY is off: any script in a page can read the "
            "session's cookie.",
            "Leave it out, or set it to True.",
        )
    if samesite is None or crossing:
        yield _finding(
            rule,
            "warning",
            f"SESSION_COOKIE_SAMESITE is {samesite!r}: requests that other sites "
            "cause may carry the session.",
            "Set it to 'Lax', or guard every form by a token.",
        )
    yield from _prefixed_cookie(config)


def _prefixed_cookie(config: Any) -> Iterator[Finding]:
    """Yield why browsers drop a cookie for its name (RFC 6265bis, section 4.1.3)."""
    name, secure = config["SESSION_COOKIE_NAME"], config["SESSION_COOKIE_SECURE"]
    if name.lower().startswith(("__secure-", "__host-")) and not secure:
        yield _finding(
            "deploy-cookie",
            "error",
            f"Browsers drop the cookie {name!r} unless it is 'Secure'.",
            "Set SESSION_COOKIE_SECURE to True, or give it another name.",
        )
    path = config["SESSION_COOKIE_PATH"] or config["APPLICATION_ROOT"] or "/"
    if not name.lower().startswith("__host-"):
        return
    if config["SESSION_COOKIE_DOMAIN"] or path != "/":
        yield _finding(
            "deploy-cookie",
            "error",
            f"Browsers drop the cookie {name!r} if it has a domain, or another path "
            "than '/'.",
            "Leave SESSION_COOKIE_DOMAIN out, set SESSION_COOKIE_PATH to '/', or give "
            "it another name.",
        )


def hosts_and_proxies(app: App, project: Project) -> Iterator[Finding]:
    """Yield what a client, or a proxy before the application, can make it believe."""
    del project
    if app.config["TRUSTED_HOSTS"] is None:
        yield _finding(
            "deploy-hosts",
            "warning",
            "TRUSTED_HOSTS is not set: links are built for whatever host a client "
            "names.",
            "Set it to the names that you serve: ['example.com'].",
        )
    if not any(isinstance(each, ProxyFix) for each in _middleware_of(app)):
        yield _finding(
            "deploy-proxy",
            "note",
            "No ProxyFix stands round the application: behind a proxy, the address "
            "and the scheme of all requests would be the proxy's.",
            "If there is one, write: app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, "
            "x_proto=1, x_host=1).",
        )


def _middleware_of(app: App) -> Iterator[object]:
    """Yield what is wrapped round *app*, as far as it says what it wraps."""
    layer: Any = app.wsgi_app
    for _ in range(_DEEPEST):
        if layer is None or getattr(layer, "__self__", None) is app:
            return
        yield layer
        layer = getattr(layer, "app", None) or getattr(layer, "wsgi_app", None)


def limits(app: App, project: Project) -> Iterable[Finding]:
    """Yield the limits that are taken away."""
    del project
    return [
        _finding(
            "deploy-limits",
            "warning",
            f"{key} is None: {meaning}.",
            "Leave it out for the usual limit, or set a greater one.",
        )
        for key, meaning in _NO_LIMIT.items()
        if app.config[key] is None
    ]


DEPLOY_RULES: Final = (
    Rule(
        development_modes,
        {"deploy-debug": "A mode for development or tests is on."},
        deploy=True,
    ),
    Rule(
        keys_judged,
        {"deploy-key": "The secret key is missing, weak, or written in the source."},
        deploy=True,
    ),
    Rule(
        session_cookie,
        {"deploy-cookie": "The session's cookie can be stolen, misused or dropped."},
        deploy=True,
    ),
    Rule(
        hosts_and_proxies,
        {
            "deploy-hosts": "Clients decide for which host links are built.",
            "deploy-proxy": "What a proxy says of its clients is not read.",
        },
        deploy=True,
    ),
    Rule(
        limits,
        {"deploy-limits": "A request may be of any size."},
        deploy=True,
    ),
)
"""The rules of ``kolben check --deploy``."""
