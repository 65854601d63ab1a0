from __future__ import annotations

import re

import pytest

from notes.tests.visitor import Visitor


def new_note(visitor: Visitor, **fields: str) -> str:
    """Write a note, and return its URL."""
    answer = visitor.post("/", **{"title": "Tea", "body": "Green or black?", **fields})
    assert answer.status == 303
    return answer.headers["Location"]


def link_of_file(visitor: Visitor, url: str) -> str:
    """Return the URL of the first file beside the note at *url*."""
    found = re.search(rf'href="({url}/files/\d+)"', visitor.get(url).text)
    assert found is not None
    return found[1]


def test_a_note_is_kept_shown_changed_and_removed(ada: Visitor) -> None:
    url = new_note(ada)
    assert "Green or black?" in ada.get(url).text

    assert ada.post(url, title="Coffee", body="Black.").status == 303
    page = ada.get(url).text
    assert "Coffee" in page
    assert "Tea" not in page

    assert ada.post(f"{url}/removal").status == 303
    assert "“Coffee” is gone." in ada.get("/").text
    assert ada.get(url).status == 404


def test_what_is_typed_is_shown_as_text(ada: Visitor) -> None:
    url = new_note(ada, body="<script>alert(1)</script>")

    page = ada.get(url).text

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_note_without_a_title_comes_back_with_what_was_typed(ada: Visitor) -> None:
    answer = ada.post("/", title=" ", body="do not lose me")

    assert answer.status == 422
    assert "A note needs a title." in answer.text
    assert "do not lose me" in answer.text


def test_a_change_that_is_refused_comes_back_with_what_was_typed(ada: Visitor) -> None:
    url = new_note(ada)

    answer = ada.post(url, title="x" * 121, body="do not lose me", pinned="perhaps")

    assert answer.status == 422
    assert "Must be at most 120 characters long." in answer.text
    assert "Expected true or false." in answer.text
    assert "do not lose me" in answer.text
    assert "Green or black?" in ada.get(url).text


def test_a_note_is_looked_for_before_a_change_is_read(ada: Visitor) -> None:
    assert ada.post("/notes/4000", title="").status == 404
    assert ada.get("/notes/0").status == 404
    assert ada.get(f"/notes/{2**70}").status == 404


def test_a_search_finds_words_literally_and_pinned_notes_come_first(
    ada: Visitor,
) -> None:
    new_note(ada, title="First", body="100% sure", pinned="on")
    new_note(ada, title="Second", body="100 percent")

    everything = ada.get("/").text
    found = ada.get("/?q=100%25").text

    assert everything.index("First") < everything.index("Second")
    assert "First" in found
    assert "Second" not in found


def test_many_notes_are_shown_page_by_page(ada: Visitor) -> None:
    for number in range(30):
        new_note(ada, title=f"Note {number} of 30", body="many")

    first, second = ada.get("/?q=many").text, ada.get("/?q=many&page=2").text

    assert first.count('class="card"') + second.count('class="card"') == 30
    assert 'href="/?q=many&amp;page=2"' in first
    assert 'href="/?q=many&amp;page=1"' in second
    assert "Older" not in second


@pytest.mark.parametrize("page", ["0", "-1", "many", "9" * 30])
def test_a_page_that_cannot_be_is_refused(ada: Visitor, page: str) -> None:
    answer = ada.get(f"/?page={page}")

    assert answer.status == 422
    assert 'role="alert"' in answer.text


def test_nobody_sees_the_notes_of_others(ada: Visitor, visitor: Visitor) -> None:
    url = new_note(ada)
    words = {"password": "correct horse", "again": "correct horse"}
    visitor.post("/account/new", name="mallory", **words)

    assert visitor.get(url).status == 404
    assert visitor.post(f"{url}/removal").status == 404
    assert ada.get(url).status == 200


def test_a_file_is_taken_and_handed_out_as_a_download(ada: Visitor) -> None:
    url = new_note(ada)
    content = b"<script>" + bytes(range(256))

    assert ada.upload(f"{url}/files", "../../été.html", content).status == 303
    answer = ada.get(link_of_file(ada, url))

    assert answer.body == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "ete.html" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_can_be_fetched_in_parts(ada: Visitor) -> None:
    url = new_note(ada)
    ada.upload(f"{url}/files", "ten.txt", b"0123456789")

    answer = ada.get(link_of_file(ada, url), headers={"Range": "bytes=2-4"})

    assert (answer.status, answer.body) == (206, b"234")


def test_a_file_has_to_be_chosen(ada: Visitor) -> None:
    url = new_note(ada)

    answer = ada.upload(f"{url}/files", "", b"")

    assert answer.status == 422
    assert "Choose a file first." in answer.text
    assert 'value="Tea"' in answer.text


def test_a_large_file_is_refused_beside_the_field(ada: Visitor) -> None:
    url = new_note(ada)

    answer = ada.upload(f"{url}/files", "large.bin", bytes(3 * 1024 * 1024))

    assert answer.status == 413
    assert "Must be at most 2 MiB large." in answer.text
    assert "None yet." in ada.get(url).text


def test_an_unknown_file_is_not_found(ada: Visitor) -> None:
    answer = ada.get(f"{new_note(ada)}/files/4000")

    assert answer.status == 404
    assert "No such file" in answer.text


def test_too_large_a_request_is_refused(ada: Visitor) -> None:
    url = new_note(ada)

    answer = ada.upload(f"{url}/files", "large.bin", bytes(5 * 1024 * 1024))

    assert answer.status == 413


def test_an_unknown_page_looks_like_the_others(visitor: Visitor) -> None:
    answer = visitor.get("/nowhere")

    assert answer.status == 404
    assert "Back to the notes" in answer.text


def test_the_style_is_served_and_kept(visitor: Visitor) -> None:
    answer = visitor.get("/static/style.css")
    again = visitor.get(
        "/static/style.css", headers={"If-None-Match": answer.headers["ETag"]}
    )

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert again.status == 304
