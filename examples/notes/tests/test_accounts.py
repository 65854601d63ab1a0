from __future__ import annotations

import pytest

from notes.tests.visitor import Visitor


def test_a_stranger_is_sent_to_the_form_and_told_why(visitor: Visitor) -> None:
    answer = visitor.get("/")

    assert answer.status == 302
    assert answer.headers["Location"] == "/account/sign-in?next=/"
    assert "Please sign in first." in visitor.get("/account/sign-in").text


def test_a_new_account_is_signed_in_at_once(visitor: Visitor) -> None:
    words = {"password": "correct horse", "again": "correct horse"}
    answer = visitor.post("/account/new", name="grace", **words)

    assert (answer.status, answer.headers["Location"]) == (303, "/")
    page = visitor.get("/").text
    assert "Welcome, grace!" in page
    assert "Welcome, grace!" not in visitor.get("/").text


def test_signing_out_and_in_again_leads_back(visitor: Visitor) -> None:
    words = {"name": "hedy", "password": "correct horse"}
    visitor.post("/account/new", again="correct horse", **words)
    assert visitor.post("/account/sign-out").status == 303
    assert visitor.get("/").status == 302

    answer = visitor.post("/account/sign-in?next=/%3Fq%3Dtea", **words)

    assert (answer.status, answer.headers["Location"]) == (303, "/?q=tea")
    assert visitor.get("/?q=tea").status == 200


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\e"])
def test_signing_in_leads_to_no_other_site(visitor: Visitor, target: str) -> None:
    words = {"name": "joan", "password": "correct horse"}
    visitor.post("/account/new", again="correct horse", **words)

    answer = visitor.post(f"/account/sign-in?next={target}", **words)

    assert (answer.status, answer.headers["Location"]) == (303, "/")


def test_a_wrong_password_is_refused(ada: Visitor) -> None:
    answer = ada.post("/account/sign-in", name="nobody", password="guess")

    assert answer.status == 401
    assert "The name or the password is wrong." in answer.text


def test_a_bad_account_is_explained_field_by_field(visitor: Visitor) -> None:
    answer = visitor.post("/account/new", name="<b>", password="short", again="else")

    assert answer.status == 422
    assert "2 to 32 letters" in answer.text
    assert "At least 8 characters." in answer.text
    assert 'value="&lt;b&gt;"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 2


def test_two_passwords_have_to_be_the_same(visitor: Visitor) -> None:
    words = {"name": "stephanie", "password": "correct horse"}

    answer = visitor.post("/account/new", again="correct mule", **words)

    assert answer.status == 422
    assert "The two passwords differ." in answer.text
    assert 'value="stephanie"' in answer.text
    assert "correct" not in answer.text


def test_a_form_without_fields_says_that_they_are_missing(visitor: Visitor) -> None:
    for url in ("/account/new", "/account/sign-in"):
        answer = visitor.post(url)

        assert answer.status == 422
        assert "Required, but missing." in answer.text


def test_a_name_can_be_taken_once(visitor: Visitor) -> None:
    words = {"name": "radia", "password": "correct horse", "again": "correct horse"}
    visitor.post("/account/new", **words)

    answer = visitor.post("/account/new", **{**words, "name": "RADIA"})

    assert answer.status == 422
    assert "Somebody has the name RADIA already." in answer.text


def test_who_is_signed_in_needs_no_form(ada: Visitor) -> None:
    answer = ada.get("/account/sign-in?next=/%3Fq%3Dtea")

    assert (answer.status, answer.headers["Location"]) == (303, "/?q=tea")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_sites(
    visitor: Visitor,
) -> None:
    cookie = visitor.get("/").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_what_another_site_sends_is_refused(ada: Visitor) -> None:
    answer = ada.send("POST", "/", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status == 403
    assert "another site" in answer.text
