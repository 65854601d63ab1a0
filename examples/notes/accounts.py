"""Accounts: sign up, sign in, sign out."""

from __future__ import annotations

from typing import Annotated

from kolben import (
    Form,
    Html,
    Inject,
    InvalidInput,
    Named,
    Query,
    Redirect,
    Resource,
    Router,
    Rule,
    handles,
    url_for,
)
from notes.models import Credentials, NewAccount
from notes.pages import Draft, SignInPage, SignUpPage
from notes.store import NameTakenError, Store
from notes.visitors import Notices, Visitor

__all__ = ["SignIn", "SignOut", "SignUp", "accounts_router"]

Back = Annotated[Query[str | None], Named("next")]
"""Where to go after signing in."""


def accounts_router() -> Router:
    """Make the pages at ``/account``."""
    router = Router("accounts", prefix="/account")
    router.add(Rule("/new", name="sign_up"), SignUp)
    router.add(Rule("/sign-in", name="sign_in"), SignIn)
    router.add(Rule("/sign-out", name="sign_out"), SignOut)
    return router


class SignUp(Resource):
    """Makes a new account."""

    def __init__(self, store: Store, visitor: Visitor) -> None:
        self.store = store
        self.visitor = visitor

    def get(self) -> SignUpPage:
        return SignUpPage(user=self.visitor.user)

    def post(self, account: Form[NewAccount]) -> Redirect:
        user = self.store.add_user(account.name, account.password)
        self.visitor.sign_in(user)
        Notices.flash(f"Welcome, {user.name}!", "success")
        return Redirect(url_for("notebook.notes"), 303)

    @handles(InvalidInput)
    def refuse(self, error: InvalidInput) -> Html:
        return self._again(Draft.refused(self.request.form, error))

    @handles(NameTakenError)
    def refuse_name(self, error: NameTakenError) -> Html:
        problems = {"name": f"Somebody has the name {error} already."}
        return self._again(Draft(self.request.form, problems))

    def _again(self, draft: Draft) -> Html:
        return Html(SignUpPage(user=self.visitor.user, draft=draft), 422)


class SignIn(Resource):
    """Lets a user in who knows the password."""

    def __init__(self, store: Store, visitor: Visitor) -> None:
        self.store = store
        self.visitor = visitor

    def get(self, back: Back = None) -> SignInPage | Redirect:
        if self.visitor.user is not None:
            return _onward(back)
        return SignInPage(user=None)

    def post(self, given: Form[Credentials], back: Back = None) -> Redirect | Html:
        user = self.store.user_with_password(given.name.strip(), given.password)
        if user is None:
            problems = {"": "The name or the password is wrong."}
            return self._again(Draft(self.request.form, problems), 401)
        self.visitor.sign_in(user)
        Notices.flash(f"Welcome back, {user.name}!", "success")
        return _onward(back)

    @handles(InvalidInput)
    def refuse(self, error: InvalidInput) -> Html:
        return self._again(Draft.refused(self.request.form, error), 422)

    def _again(self, draft: Draft, status: int) -> Html:
        return Html(SignInPage(user=self.visitor.user, draft=draft), status)


class SignOut(Resource):
    """Ends the session."""

    def post(self, visitor: Inject[Visitor]) -> Redirect:
        visitor.sign_out()
        Notices.flash("You are signed out.", "message")
        return Redirect(SignIn.url(), 303)


def _onward(back: str | None) -> Redirect:
    """Send the client to *back* if that is a page of ours, or else to the notes."""
    if back is None or not _is_ours(back):
        return Redirect(url_for("notebook.notes"), 303)
    return Redirect(back, 303)


def _is_ours(location: str) -> bool:
    """Say whether *location* is a path of this application, not another site."""
    return location.startswith("/") and location[1:2] not in {"/", "\\"}
