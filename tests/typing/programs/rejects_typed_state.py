"""Mistakes with typed sessions, state of a request, settings and flashed messages."""

from __future__ import annotations

from typing import Literal

from kolben import App, Config, Flashes, RequestState, TypedSession, field


class Connection:
    pass


class Visit(TypedSession):
    user: str | None = None
    count: int = "0"  # E mypy: Incompatible types in assignment # E pyright: is not assignable to declared type "int"
    cart: list[int] = []


class Db(RequestState):
    connection: Connection


class Mail(Config):
    port: int = 25


class Settings(Config):
    secret_key: str
    page_size: int = 20
    mail: Mail = Mail()
    workers: int = field(default="1")  # E mypy: Incompatible types in assignment # E pyright: is not assignable to declared type "int"
    hosts: list[str] = field(default_factory=dict)  # E mypy: Argument "default_factory" to "field" # E pyright: is not assignable to declared type "list[str]"
    names: list[str] = field(default=[], default_factory=list)  # E mypy: No overload variant of "field" # E pyright: No overloads for "field"


class Notices(Flashes[Literal["success", "warning"]]):
    pass


visit = Visit.current()
visit.usr = "ada"  # E mypy: "Visit" has no attribute "usr" # E pyright: Attribute "usr" is unknown
print(visit.usr)  # E mypy: "Visit" has no attribute "usr" # E pyright: "usr"
visit.user = 3  # E mypy: Incompatible types in assignment # E pyright: "user"
visit.cart.append("3")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "object" of type "int"
visit.user.upper()  # E mypy: Item "None" of "str | None" has no attribute "upper" # E pyright: "upper" is not a known attribute of "None"
Visit.of({"user": "ada"})  # E mypy: expected "Session" # E pyright: cannot be assigned to parameter "session"

Db()  # E mypy: Missing named argument "connection" # E pyright: Argument missing for parameter "connection"
Db(Connection())  # E mypy: positional argument # E pyright: positional argument
Db(connection="sqlite")  # E mypy: incompatible type "str"; expected "Connection" # E pyright: cannot be assigned to parameter "connection"
Db(conection=Connection())  # E mypy: Unexpected keyword argument "conection" # E pyright: No parameter named "conection"
Db.current().conection  # E mypy: has no attribute "conection" # E pyright: Cannot access attribute "conection"

Settings()  # E mypy: Missing named argument "secret_key" # E pyright: Argument missing for parameter "secret_key"
Settings(secret_key="x", page_size="3")  # E mypy: incompatible type "str"; expected "int" # E pyright: cannot be assigned to parameter "page_size"
Settings(secret_kye="x", secret_key="x")  # E mypy: Unexpected keyword argument "secret_kye" # E pyright: No parameter named "secret_kye"
settings = Settings.from_env("BLOG_")
settings.page_size = 3  # E mypy: is read-only # E pyright: is read-only
settings.mail.port = 3  # E mypy: is read-only # E pyright: is read-only
settings.mail.prot  # E mypy: "Mail" has no attribute "prot" # E pyright: Cannot access attribute "prot"
settings.page_size.upper()  # E mypy: "int" has no attribute "upper" # E pyright: Cannot access attribute "upper"
Settings.current().page_sise  # E mypy: has no attribute "page_sise" # E pyright: Cannot access attribute "page_sise"
Settings.from_toml(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "path"
Settings.from_env(environ={"PORT": 3})  # E mypy: Dict entry 0 has incompatible type # E pyright: cannot be assigned to parameter "environ"
App(__name__, config="settings.toml")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "config"

Notices.flash("It is saved.", "sucess")  # E mypy: incompatible type # E pyright: cannot be assigned to parameter "category"
Notices.flash(category="success")  # E mypy: Missing positional argument "message" # E pyright: Argument missing for parameter "message"
for category, message in Notices.messages():
    print(message, category == "error")  # E mypy: Non-overlapping equality check # E pyright: no overlap
