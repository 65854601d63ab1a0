from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from kolben import App
from kolben.binding.sources import form_of, query_of

APP = App("sources", static_folder=None)

queries = st.one_of(
    st.text(st.sampled_from("ab=&+%;?/\x80\xff1fé \x00"), max_size=20),
    st.text(st.characters(max_codepoint=255), max_size=20),
)


@given(query=queries)
def test_the_query_is_read_as_werkzeug_reads_it(query: str) -> None:
    environ = EnvironBuilder("/").get_environ()
    environ["QUERY_STRING"] = query.encode().decode("latin1")

    with APP.request_context(environ) as context:
        assert query_of(context) == dict(context.request.args.lists())


def test_a_form_holds_its_texts_and_its_files() -> None:
    sent = EnvironBuilder("/", method="POST", data={"a": ["1", "2"], "b": "3"})

    with APP.request_context(sent.get_environ()) as context:
        assert form_of(context) == {"a": ["1", "2"], "b": ["3"]}


def test_a_request_without_a_body_has_an_empty_form() -> None:
    with APP.request_context(EnvironBuilder("/").get_environ()) as context:
        assert form_of(context) == {}
