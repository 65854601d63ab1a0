from __future__ import annotations

from kolben import (
    App,
    Response,
    jsonify,
    make_response,
    redirect,
    send_file,
    send_from_directory,
)


def test_files_are_sent_from_beside_the_code(furnished: App) -> None:
    with furnished.test_request_context():
        sent = send_file("data.txt")
        sent.direct_passthrough = False
        assert sent.get_data() == b"data"
        folder = send_from_directory(furnished.root_path, "data.txt", max_age=5)
        assert folder.cache_control.max_age == 5
        sent.close()
        folder.close()


def test_json_is_made_of_values_or_names(furnished: App) -> None:
    with furnished.app_context():
        assert jsonify(1, 2).get_data() == b"[1,2]"
        assert jsonify(a=1).get_data() == b'{"a":1}'
        assert make_response(jsonify([]), 201).status_code == 201


def test_a_redirect_is_of_the_class_of_the_application() -> None:
    class OwnResponse(Response):
        pass

    class OwnApp(App):
        response_class = OwnResponse

    with OwnApp("own").app_context():
        assert isinstance(redirect("/"), OwnResponse)
    assert type(redirect("/", 303)) is Response
