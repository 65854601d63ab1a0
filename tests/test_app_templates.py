from __future__ import annotations

from collections.abc import Callable

import pytest

from kolben import (
    App,
    ErrorHandler,
    Resource,
    Router,
    Template,
    TemplateMismatch,
    g,
    handles,
    render_template_string,
    session,
)


def _rendered(app: App, source: str) -> str:
    with app.test_request_context():
        return render_template_string(source)


def test_functions_become_filters_tests_and_globals(app: App) -> None:
    @app.template_filter()
    def shout(text: str) -> str:
        return text.upper()

    @app.template_test()
    def short(text: str) -> bool:
        return len(text) < 3

    @app.template_global()
    def answer() -> int:
        return 42

    assert shout("a") == "A"
    source = "{{ 'a'|shout }} {{ 'a' is short }} {{ answer() }}"
    assert _rendered(app, source) == "A True 42"


class Base(Template):
    title: str


class Below(Base):
    """What names no template either, but something may stand below it."""


class Lost(Template):
    title: str


def test_a_page_that_names_no_template_is_refused_at_the_start(app: App) -> None:
    @app.get("/")
    def lost() -> Lost:
        return Lost(title="")

    with pytest.raises(
        TemplateMismatch, match=r"\.py:\d+: Lost names no temp"
    ) as caught:
        app.freeze()

    assert caught.value.hint == "Write 'class Lost(Template, file=\"...\")'."


def test_a_handler_may_return_the_base_of_pages(app: App) -> None:
    @app.get("/")
    def page() -> Base | Template:
        return Below(title="")

    app.freeze()


def test_they_may_have_other_names(app: App) -> None:
    app.template_filter("loud")(str.upper)
    app.template_test("tiny")(lambda text: len(text) < 3)
    app.template_global("six")(lambda: 6)

    assert _rendered(app, "{{ 'a'|loud }} {{ 'a' is tiny }} {{ six() }}") == "A True 6"


def test_the_parentheses_may_be_left_out(app: App) -> None:
    @app.template_filter
    def reverse_text(text: str) -> str:
        return text[::-1]

    @app.template_test
    def empty(text: str) -> bool:
        return not text

    @app.template_global
    def seven() -> int:
        return 7

    source = "{{ 'ab'|reverse_text }} {{ '' is empty }} {{ seven() }}"
    assert _rendered(app, source) == "ba True 7"


def test_they_may_be_added_without_a_decorator(app: App) -> None:
    app.add_template_filter(str.upper, "loud")
    app.add_template_test(str.isdigit, "numeric")
    app.add_template_global(lambda: 5, "five")

    source = "{{ 'a'|loud }} {{ '1' is numeric }} {{ five() }}"
    assert _rendered(app, source) == "A True 5"


def test_the_environment_is_made_with_the_options_of_the_application(app: App) -> None:
    app.jinja_options["trim_blocks"] = True
    app.jinja_env.globals["three"] = 3

    assert app.jinja_env.trim_blocks
    assert _rendered(app, "{% if true %}\n{{ three }}{% endif %}") == "3"


def test_processors_give_variables_where_they_were_declared(app: App) -> None:
    part = Router("part", prefix="/part")

    @app.context_processor
    def everywhere() -> dict[str, object]:
        return {"a": "app", "b": "app"}

    @part.context_processor
    def here() -> dict[str, object]:
        return {"b": "part"}

    source = "{{ a }} {{ b }}"
    part.get("/")(lambda: render_template_string(source))
    app.get("/", endpoint="root")(lambda: render_template_string(source))
    app.get("/own", endpoint="own")(lambda: render_template_string(source, a="own"))
    app.include(part)
    client = app.test_client()

    texts = [client.get(path).text for path in ("/", "/part/", "/own")]

    assert texts == ["app app", "app part", "own app"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("{{ request.path }}", "/", id="request"),
        pytest.param("{{ session.user }}", "ada", id="session"),
        pytest.param("{{ g.mark }}", "here", id="g"),
        pytest.param("{{ config.DEBUG }}", "False", id="config"),
        pytest.param(
            "{{ url_for('static', filename='a') }}", "/static/a", id="url_for"
        ),
        pytest.param("{{ get_flashed_messages() }}", "[]", id="messages"),
    ],
)
def test_the_documented_names_are_there(app: App, source: str, text: str) -> None:
    with app.test_request_context():
        session["user"] = "ada"
        g.mark = "here"

        assert render_template_string(source) == text


def test_pages_of_functions_and_of_errors_are_judged_before_the_first_request() -> None:
    class Vanished(Template, file="nowhere.html"):
        title: str

    class LostHandler(ErrorHandler[KeyError]):
        def handle(self, error: KeyError) -> tuple[Vanished, int]:
            return Vanished(title=str(error)), 404

    class LostView(Resource, path="/lost"):
        def get(self) -> str:
            return ""

        @handles(KeyError)
        def lost(self, error: KeyError) -> Vanished:
            return Vanished(title=str(error))

    def lost(error: KeyError) -> Vanished:
        return Vanished(title=str(error))

    def show(app: App) -> None:
        @app.get("/")
        def shown() -> Vanished:
            return Vanished(title="")

    declarations: list[Callable[[App], object]] = [
        lambda app: app.add_error_handler(LostHandler),
        lambda app: app.add(LostView),
        lambda app: app.errorhandler(KeyError)(lost),
        show,
    ]
    for declare in declarations:
        app = App("tested")
        declare(app)
        with pytest.raises(TemplateMismatch, match=r"no template 'nowhere\.html'"):
            app.freeze()
