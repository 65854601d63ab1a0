"""Typed sessions, state of a request, settings and flashed messages."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Literal, assert_type
from uuid import UUID

from annotated_types import Ge

from kolben import App, Config, Flashes, RequestState, Resource, TypedSession, field, session


class Connection:
    def execute(self, statement: str) -> int:
        return len(statement)


class Visit(TypedSession):
    limit: ClassVar[int] = 3

    user: str | None = None
    cart: list[int] = []
    theme: Literal["light", "dark"] = "light"

    def is_full(self) -> bool:
        return len(self.cart) >= self.limit


class Longer(Visit):
    ident: UUID | None = None


visit = Visit.current()
assert_type(visit, Visit)
assert_type(visit.user, str | None)
visit.user = "ada"
visit.cart.append(3)
visit.theme = "dark"
del visit.user
visit.clear()
assert_type(Longer.of(session).ident, UUID | None)
assert_type(Longer.current().is_full(), bool)


class Db(RequestState):
    connection: Connection
    statements: list[str] = []


class Traced(Db):
    trace: str = ""


db = Db(connection=Connection()).activate()
assert_type(db, Db)
assert_type(Db.current().connection.execute("select 1"), int)
assert_type(Traced(connection=Connection(), trace="x").activate(), Traced)


class Mail(Config):
    host: str = "localhost"
    port: int = 25


class Settings(Config):
    secret_key: str
    page_size: Annotated[int, Ge(1)] = 20
    workers: int = field(default=1, env="WORKERS")
    hosts: list[str] = field(default_factory=list[str])
    database: str = field(env="DATABASE_URL", secret=True)
    folder: Path = Path()
    lifetime: timedelta = timedelta(days=1)
    mail: Mail = Mail(host="mail")

    @property
    def pages(self) -> int:
        return self.page_size * 2


settings = Settings(secret_key="a secret of your own", database="sqlite://", workers=2)
assert_type(settings.workers, int)
assert_type(settings.mail.port, int)
assert_type(settings.hosts, list[str])
assert_type(Settings.from_env("BLOG_"), Settings)
assert_type(Settings.from_env(environ={"SECRET_KEY": "x"}), Settings)
assert_type(Settings.from_toml(Path("settings.toml"), "tool.blog"), Settings)
assert_type(Settings.from_mapping({"secret_key": "x"}), Settings)
assert_type(settings.replace(page_size=3), Settings)
assert_type(Settings.current().page_size, int)

app = App(__name__, config=settings)
assert_type(app.settings, Config | None)


class Level(StrEnum):
    INFO = "info"
    ALARM = "alarm"


class Notices(Flashes[Literal["success", "warning"]]):
    pass


class Levels(Flashes[Level]):
    pass


Notices.flash("It is saved.", "success")
Levels.flash("Too hot.", Level.ALARM)
assert_type(Notices.messages(), list[tuple[Literal["success", "warning"], str]])
assert_type(Levels.messages(), list[tuple[Level, str]])


@app.resource("/")
class Page(Resource):
    def get(self) -> dict[str, object]:
        return {"user": Visit.of(self.session).user, "size": Settings.current().page_size}
