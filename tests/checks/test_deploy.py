"""What ``kolben check --deploy`` says of settings, and that it says it of no others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from werkzeug.middleware.lint import LintMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from kolben import App, Request, Response, Session
from kolben.checks import Finding, check
from kolben.checks.deploy import DEPLOY_RULES

KEY = "192b9bdd22ab9ed4d12e236c78afcb9a"
SAFE: dict[str, Any] = {"SECRET_KEY": KEY, "TRUSTED_HOSTS": ["example.com"]}


def findings(**settings: Any) -> list[Finding]:
    app = App("deployed", config={**SAFE, **settings}, static_folder=None)
    app.wsgi_app = ProxyFix(app.wsgi_app)
    return list(check(app, rules=DEPLOY_RULES).findings)


def rules(**settings: Any) -> list[tuple[str, str]]:
    return [(each.rule, each.severity) for each in findings(**settings)]


def test_safe_settings_give_no_findings() -> None:
    assert findings() == []


def test_settings_are_not_judged_unless_it_is_asked_for() -> None:
    app = App("deployed", config={"DEBUG": True, "SECRET_KEY": "dev"})

    assert not [e for e in check(app).findings if e.rule.startswith("deploy")]


@pytest.mark.parametrize(
    ("settings", "rule", "severity"),
    [
        ({"DEBUG": True}, "deploy-debug", "error"),
        ({"TESTING": True}, "deploy-debug", "error"),
        ({"PROPAGATE_EXCEPTIONS": True}, "deploy-debug", "warning"),
        ({"SESSION_COOKIE_SECURE": False}, "deploy-cookie", "error"),
        ({"SESSION_COOKIE_HTTPONLY": False}, "deploy-cookie", "error"),
        ({"SESSION_COOKIE_SAMESITE": None}, "deploy-cookie", "warning"),
        ({"SESSION_COOKIE_SAMESITE": "none"}, "deploy-cookie", "warning"),
        ({"SESSION_COOKIE_NAME": "__Secure-id"}, "deploy-cookie", "error"),
        ({"TRUSTED_HOSTS": None}, "deploy-hosts", "warning"),
        ({"MAX_CONTENT_LENGTH": None}, "deploy-limits", "warning"),
        ({"MAX_FORM_PARTS": None}, "deploy-limits", "warning"),
        ({"MAX_FORM_MEMORY_SIZE": None}, "deploy-limits", "warning"),
        ({"SECRET_KEY": "dev"}, "deploy-key", "error"),
        ({"SECRET_KEY": b"dev"}, "deploy-key", "error"),
        ({"SECRET_KEY": "0" * 40}, "deploy-key", "error"),
        ({"SECRET_KEY": "please-CHANGE_ME-in-production"}, "deploy-key", "error"),
        ({"SECRET_KEY_FALLBACKS": ["old"]}, "deploy-key", "error"),
    ],
    ids=str,
)
def test_a_setting_that_is_for_no_world_is_found(
    settings: dict[str, Any], rule: str, severity: str
) -> None:
    assert rules(**settings) == [(rule, severity)]


@pytest.mark.parametrize(
    "settings",
    [
        {"SESSION_COOKIE_SECURE": True},
        {"SESSION_COOKIE_SAMESITE": "Strict"},
        {"SESSION_COOKIE_NAME": "__Host-id", "SESSION_COOKIE_SECURE": True},
        {"PROPAGATE_EXCEPTIONS": False},
        {"MAX_CONTENT_LENGTH": 1_000},
        {"SECRET_KEY": bytes(range(32))},
        {"SECRET_KEY": None},
        {"SECRET_KEY_FALLBACKS": [KEY[::-1]]},
    ],
    ids=str,
)
def test_a_setting_that_is_meant_so_is_let_be(settings: dict[str, Any]) -> None:
    assert findings(**settings) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"SESSION_COOKIE_DOMAIN": "example.com"},
        {"SESSION_COOKIE_PATH": "/shop"},
        {"APPLICATION_ROOT": "/shop"},
    ],
    ids=str,
)
def test_a_cookie_that_browsers_would_drop_is_found(settings: dict[str, Any]) -> None:
    named = {"SESSION_COOKIE_NAME": "__Host-id", "SESSION_COOKIE_SECURE": True}

    (found,) = findings(**named, **settings)

    assert "Browsers drop the cookie '__Host-id' if" in found.problem


def test_no_message_shows_a_key() -> None:
    shown = findings(SECRET_KEY="dev-Zx9", SECRET_KEY_FALLBACKS=["dev-Zx8"])

    assert len(shown) == 2
    assert "dev-Zx" not in repr(shown)


class Kept:
    """Keeps sessions on the server, so it needs no key."""

    def open(self, request: Request) -> Session:
        return Session()

    def save(self, session: Session, response: Response, request: Request) -> None: ...


def test_sessions_that_are_kept_elsewhere_need_no_key() -> None:
    app = App("deployed", config={**SAFE, "SECRET_KEY": "dev"})
    app.sessions = Kept()

    found = check(app, rules=DEPLOY_RULES).findings

    assert "deploy-key" not in {each.rule for each in found}


def proxy_notes(app: App) -> list[Finding]:
    found = check(app, rules=DEPLOY_RULES).findings
    return [each for each in found if each.rule == "deploy-proxy"]


def test_a_missing_proxy_fix_is_a_note() -> None:
    (found,) = proxy_notes(App("deployed", config=SAFE))

    assert found.severity == "note"


def test_a_proxy_fix_is_found_behind_other_middleware() -> None:
    app = App("deployed", config=SAFE)
    app.wsgi_app = LintMiddleware(ProxyFix(app.wsgi_app))

    assert proxy_notes(app) == []


def test_the_documentation_lists_every_rule() -> None:
    page = Path(__file__).parents[2] / "docs/deployment.md"
    listed = re.findall(r"\n\| `(deploy-[a-z]+)` \|", page.read_text("utf-8"))

    assert listed == [name for rule in DEPLOY_RULES for name in rule.names]
