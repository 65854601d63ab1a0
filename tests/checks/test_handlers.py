from __future__ import annotations

from tests.checks.conftest import Found, Project

from kolben import App, NotFound
from kolben.http_errors import HTTPException, Locked

PARTS = """
from kolben import Resource, Router

forgotten = Router("forgotten")


@forgotten.get("/lost")
def lost() -> str:
    return ""


class Base(Resource, path="/base"):
    def get(self) -> str:
        return ""


class Served(Base, path="/served"):
    pass


class Unserved(Resource, path="/unserved"):
    def get(self) -> str:
        return ""


class WithoutPath(Resource):
    def get(self) -> str:
        return ""
"""

APP = """
from kolben import App, Router
from checked.parts import Served

hooks = Router("hooks")


@hooks.before_request
def stop() -> None:
    pass


app = App(__name__)
app.add(Served)
app.include(hooks)
"""


def test_a_handler_by_code_never_runs_beside_one_of_the_class(
    app: App, found: Found
) -> None:
    @app.errorhandler(423)  # whose class nothing else in these tests replaces
    def by_code(error: Locked) -> str:
        return "code"

    @app.errorhandler(Locked)
    def by_class(error: Locked) -> str:
        return "class"

    @app.get("/door")
    def door() -> str:
        raise Locked

    (finding,) = found(app, "idle-handler")

    assert finding.severity == "warning"
    assert "by_code" in finding.problem.partition(" but never runs")[0]
    assert app.test_client().get("/door").text == "class"


def test_handlers_of_different_errors_run_both(app: App, found: Found) -> None:
    @app.errorhandler(404)
    def by_code(error: NotFound) -> str:
        return "code"

    @app.errorhandler(HTTPException)
    def others(error: HTTPException) -> str:
        return "others"

    assert found(app) == []


def test_resources_and_routers_that_nobody_adds_are_found(
    project: Project, found: Found
) -> None:
    app = project({"app.py": APP, "parts.py": PARTS})

    resources = found(app, "unserved-resource")
    routers = found(app, "idle-router")

    assert ["Unserved has the path '/unserved'" in r.problem for r in resources] == [
        True
    ]
    assert [each.problem for each in routers] == [
        "<Router 'hooks'> has no route, so its before-hooks never run.",
        "<Router 'forgotten'> is included nowhere, so nothing answers its routes.",
    ]
    assert [each.site and each.site.line for each in routers] == [5, 4]


def test_what_another_application_of_the_project_may_use_is_not_judged(
    project: Project, found: Found
) -> None:
    more = "\nother = App(__name__)\napp = App(__name__)\n"
    app = project({"app.py": APP + more, "parts.py": PARTS})

    assert found(app, "unserved-resource", "idle-router") == []
