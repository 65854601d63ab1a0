"""Accounts: sign up, sign in, sign out."""

from __future__ import annotations

from kolben import (
    Resource,
    Response,
    Router,
    Rule,
    flash,
    redirect,
    render_template,
    url_for,
)
from notes.forms import FieldsError, read_credentials
from notes.guards import sign_in
from notes.store import NameTakenError, Store

__all__ = ["accounts_router"]


def accounts_router(store: Store) -> Router:
    """Make the pages at ``/account``."""
    router = Router("accounts", prefix="/account")
    router.add(Rule("/new", name="sign_up"), SignUp, store)
    router.add(Rule("/sign-in", name="sign_in"), SignIn, store)
    router.add(Rule("/sign-out", name="sign_out"), SignOut)
    return router


class SignUp(Resource):
    """Makes a new account."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self) -> str:
        return render_template("sign_up.html", problems={}, name="")

    def post(self) -> Response | tuple[str, int]:
        try:
            credentials = read_credentials(self.request.form)
            user = self.store.add_user(credentials.name, credentials.password)
        except FieldsError as error:
            return self._again(error.problems)
        except NameTakenError:
            return self._again({"name": "Somebody has that name already."})
        sign_in(user)
        flash(f"Welcome, {user.name}!", "success")
        return redirect(url_for("pages.notes"), code=303)

    def _again(self, problems: dict[str, str]) -> tuple[str, int]:
        name = self.request.form.get("name", "")
        return render_template("sign_up.html", problems=problems, name=name), 422


class SignIn(Resource):
    """Lets a user in who knows the password."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self) -> str:
        return render_template("sign_in.html", name="", problem=None)

    def post(self) -> Response | tuple[str, int]:
        name, password = self.request.form["name"], self.request.form["password"]
        user = self.store.user_with_password(name.strip(), password)
        if user is None:
            problem = "The name or the password is wrong."
            page = render_template("sign_in.html", name=name, problem=problem)
            return page, 401
        sign_in(user)
        flash(f"Welcome back, {user.name}!", "success")
        wanted = self.request.args.get("next", "")
        target = wanted if _is_ours(wanted) else url_for("pages.notes")
        return redirect(target, code=303)


class SignOut(Resource):
    """Ends the session."""

    def post(self) -> Response:
        self.session.clear()
        flash("You are signed out.")
        return redirect(url_for("accounts.sign_in"), code=303)


def _is_ours(location: str) -> bool:
    """Say whether *location* is a path of this application, not another site."""
    return location.startswith("/") and location[1:2] not in {"/", "\\"}
