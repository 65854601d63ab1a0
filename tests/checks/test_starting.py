from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.conftest import Found

from kolben import App, ErrorHandler, Resource, Template


class Db:
    """What nothing provides."""


class Missing(ErrorHandler[KeyError]):
    def __init__(self, db: Db) -> None:
        self.db = db

    def handle(self, error: KeyError) -> str:
        return str(error)


def test_everything_that_keeps_an_application_from_starting_is_found_at_once(
    found: Found,
) -> None:
    class Stored(Resource, path="/stored"):
        def __init__(self, db: Db) -> None:
            self.db = db

        def get(self) -> str:
            return ""

    class Paged(Resource, path="/paged"):
        def get(self, page: int = 1) -> str:
            return str(page)

    app = App("example", config={"MAX_FORM_PARTS": "many"})
    app.add(Stored)
    app.add(Paged)
    app.add_error_handler(Missing)
    app.mount("/old", App("other"))
    app.add_url_rule("/old/page", "page", lambda: "")

    findings = found(app, "start")

    assert {each.severity for each in findings} == {"error"}
    for part in ("MAX_FORM_PARTS", "'db' of Stored", "page", "'/old/page'"):
        assert any(part in each.problem for each in findings), part
    assert len(findings) == 5


def test_a_finding_stands_where_the_declaration_is_written(found: Found) -> None:
    class Paged(Resource, path="/paged"):
        def get(self, page: int = 1) -> str:
            return str(page)

    app = App("example")
    app.add(Paged)

    (finding,) = found(app)

    assert finding.site is not None
    assert finding.site.file == __file__
    lines = Path(__file__).read_text("utf-8").splitlines()
    assert lines[finding.site.line - 1].strip() == "app.add(Paged)"


def test_every_mistake_of_every_template_is_a_finding_in_its_file(
    found: Found, tmp_path: Path
) -> None:
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates/page.html"
    page.write_text("{{ title }}\n{{ titel }}\n{{ usr }}", "utf-8")

    class Page(Template, file="page.html"):
        title: str
        user: str

    app = App("example", template_folder=tmp_path / "templates")

    @app.get("/")
    def index() -> Page:
        return Page(title="", user="")

    findings = found(app, "start")

    sites = [each.site for each in findings if each.site is not None]
    assert [site.line for site in sites if site.file == str(page)] == [2, 3]
    assert any("'titel' is used" in each.problem for each in findings)
    assert any("declares 'user'" in each.problem for each in findings)


@pytest.mark.parametrize("frozen", [False, True])
def test_nothing_is_found_in_an_application_that_starts(
    found: Found, *, frozen: bool
) -> None:
    app = App("example")
    app.provide(Db)
    app.add_error_handler(Missing)
    if frozen:
        app.freeze()

    assert found(app) == []
