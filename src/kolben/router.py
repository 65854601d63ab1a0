"""Routers: named, nestable parts of an application.

Layer 7. A router only keeps what is declared on it. Where it is included, it gets a
place under the application, and all that it holds is registered there; what is
declared later is registered at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from kolben._declaring import Declaring
from kolben._paths import open_in, root_path_of
from kolben._sites import Site, calling_frame, calling_site
from kolben.commands import AppGroup
from kolben.context import current_context
from kolben.errors import ErrorDeclarations, ErrorTable
from kolben.exceptions import RouteError, RouteTypeError
from kolben.guards import Guard, GuardUse
from kolben.hooks import HookDeclarations, HookLists
from kolben.provider_declarations import ProviderDeclarations
from kolben.providers import ProviderTable
from kolben.registrar import Place
from kolben.resources import guards_of_resource
from kolben.responses import Response
from kolben.route_declarations import RouteDeclarations
from kolben.routing import Pattern, RouteOptions
from kolben.rules import Rule
from kolben.static import StaticFiles

__all__ = ["Router", "RouterOptions"]


@dataclass(frozen=True, slots=True)
class RouterOptions:
    """What is seldom said of a router.

    Attributes:
        import_name: The module that folders are relative to; by default the one that
            makes the router.
        subdomain: The subdomain of every route.
        host: The host of every route.
        url_defaults: Values of variables for every route.
        cli_group: The name of its commands' group; the router's name by default.

    Example:
        >>> options = RouterOptions(url_defaults={"language": "en"})
        >>> pages = Router("pages", prefix="/pages", options=options)
        >>> pages.options.url_defaults["language"]
        'en'
    """

    import_name: str | None = None
    subdomain: str | None = None
    host: str | None = None
    url_defaults: Mapping[str, Any] = field(default_factory=dict)
    cli_group: str | None = None


class Router(
    RouteDeclarations, ProviderDeclarations, HookDeclarations, ErrorDeclarations
):
    """A part of an application, with its own routes, hooks, errors and folders.

    Args:
        name: What the names of its routes begin with: ``"admin.index"``.
        prefix: What its URLs begin with; it may hold variables.
        static_folder: A folder of files, served below the prefix.
        static_url_path: Where; by default below the name of the folder.
        template_folder: A folder of templates, searched after the application's.
        options: What is seldom said.

    Raises:
        RouteError: If the name is empty or has a dot, or the prefix cannot be read.

    Example:
        >>> from kolben import App, Router
        >>> admin = Router("admin", prefix="/admin")
        >>> @admin.get("/")
        ... def index() -> str:
        ...     return "the back room"
        >>> app = App("example")
        >>> app.include(admin)
        >>> app.test_client().get("/admin/").text
        'the back room'
    """

    prefix: str
    options: RouterOptions

    def __init__(
        self,
        name: str,
        *,
        prefix: str = "",
        static_folder: str | Path | None = None,
        static_url_path: str | None = None,
        template_folder: str | Path | None = None,
        options: RouterOptions = RouterOptions(),  # frozen
    ) -> None:
        with Declaring("making a router"):
            _require_name(name)
            given_prefix = _prefix(prefix)
        import_name = options.import_name or _calling_module()
        self._set_up(name, import_name, root_path_of(import_name), template_folder)
        self.prefix = given_prefix
        self.options = options
        self._serve_static(static_folder, static_url_path)

    def _set_up(
        self,
        name: str,
        import_name: str,
        root_path: str,
        template_folder: str | Path | None,
    ) -> None:
        """Make the empty lists of what will be declared."""
        super().__init__()
        self.name = name
        self.prefix = ""
        self.options = RouterOptions()
        self.import_name = import_name
        self.root_path = root_path
        self.template_folder = template_folder
        self.hook_lists: HookLists = HookLists()
        self.error_table: ErrorTable = ErrorTable()
        self.provider_table: ProviderTable = ProviderTable()
        self.guard_uses: list[GuardUse] = []
        self._cli: AppGroup | None = None
        self._included: list[tuple[Router, str | None, str | None, Site]] = []

    def _serve_static(
        self,
        folder: str | Path | None,
        url_path: str | None,
        host: str | None = None,
    ) -> None:
        """Declare the route of the static files, if there is a folder for them."""
        self.static_folder: str | None = None
        self.static_url_path: str | None = None
        if folder is None:
            return
        path = Path(self.root_path) / folder
        self.static_folder = str(path)
        url = path.name if url_path is None else url_path
        self.static_url_path = f"/{url.strip('/')}".rstrip("/")
        self._static = StaticFiles(self.static_folder, self.get_send_file_max_age)
        rule = Rule(f"{self.static_url_path}/<path:filename>", name="static", host=host)
        self._declare(rule, self.send_static_file)

    @property
    def has_static_folder(self) -> bool:
        """Whether static files are served."""
        return self.static_folder is not None

    def send_static_file(self, filename: str) -> Response:
        """Send a file of the static folder.

        Raises:
            werkzeug.exceptions.NotFound: If there is no such file.
            RouteError: If there is no static folder.
        """
        if self.static_folder is None:
            raise RouteError(
                f"{self.name!r} has no static folder.",
                hint="Pass 'static_folder' when it is made.",
            )
        context = current_context("send_static_file()")
        return self._static.send(
            filename,
            context.request.environ,
            use_x_sendfile=bool(context.app.config["USE_X_SENDFILE"]),
        )

    def get_send_file_max_age(self, filename: str | None) -> int | None:  # noqa: ARG002  # for overrides
        """Return for how many seconds a client may keep a file without asking."""
        seconds = current_context().app.config["SEND_FILE_MAX_AGE_DEFAULT"]
        if seconds is None:
            return None
        return int(getattr(seconds, "total_seconds", lambda: seconds)())

    def open_resource(
        self, resource: str, mode: str = "rb", encoding: str | None = None
    ) -> IO[Any]:
        """Open a file that lies beside the code, for reading.

        Args:
            resource: Its path, relative to the folder of the module.
            mode: ``"r"``, ``"rt"`` or ``"rb"``.
            encoding: The encoding of text, by default UTF-8.
        """
        return open_in(self.root_path, resource, mode, encoding)

    @property
    def cli(self) -> AppGroup:
        """The commands of this router, a group of the application's."""
        if self._cli is None:
            self._cli = AppGroup(self.options.cli_group or self.name)
            for place in self._places:
                self._bring_commands(place)
        return self._cli

    def include(
        self, router: Router, *, prefix: str | None = None, name: str | None = None
    ) -> None:
        """Take *router*, and all that is in it, as a part of this one.

        Args:
            router: The router; it may be included several times under different names.
            prefix: In place of its own prefix.
            name: In place of its own name.

        Raises:
            RouteTypeError: If it is no router.
            RouteError: If the name is taken, the router would include itself, or one
                of its routes does not fit here.
            BindError: If one of its handlers does not take a variable of the prefix.

        Example:
            >>> from kolben import App
            >>> shop = Router("shop")
            >>> @shop.get("/<language>/prices")
            ... def prices(language: str) -> str:
            ...     return language
            >>> app = App("example")
            >>> app.include(shop, prefix="/shop")
            >>> app.test_client().get("/shop/de/prices").text
            'de'
        """
        self._require_open("A router")
        with Declaring(f"including {router!r}"):
            self._require_includable(router, name)
            own = None if prefix is None else _prefix(prefix)
            for place in self._places:
                router.settle_under(place, own, name)
        self._included.append((router, own, name, calling_site()))

    def _require_includable(self, router: object, given: str | None) -> None:
        if not isinstance(router, Router) or router.is_root:
            raise RouteTypeError(
                f"{router!r} is not a Router.",
                hint="Use 'app.mount(path, application)' for an application.",
            )
        name = router.name if given is None else given
        _require_name(name)
        if self in router.all_routers():
            raise RouteError(
                f"The router {name!r} would include itself.",
                hint="Include it in another router, or in the application.",
            )
        for other, _, other_name, site in self._included:
            if (other_name or other.name) == name:
                raise RouteError(
                    f"The name {name!r} is taken by the router included at {site}.",
                    hint="Pass another 'name' to include().",
                )

    @property
    def is_root(self) -> bool:
        """Whether this is an application."""
        return any(place.scope.parent is None for place in self._places)

    def all_routers(self) -> list[Router]:
        """Return this router and all that it includes, outermost first."""
        found: list[Router] = [self]
        for router, *_ in self._included:
            found.extend(inner for inner in router.all_routers() if inner not in found)
        return found

    def own_guards(self) -> Iterator[type[Guard[Any]]]:
        """Return the guards of this router, and of what is declared on it."""
        for use in self.guard_uses:
            yield use.guard
        for declaration in self._declarations:
            yield from declaration.rule.guards
            if declaration.is_resource:
                yield from guards_of_resource(declaration.handler)

    def settle_under(self, outer: Place, prefix: str | None, name: str | None) -> None:
        """Take a place under *outer*, and register there all that this router holds."""
        options = self.options
        place = outer.under(
            self,
            name or self.name,
            self.prefix if prefix is None else prefix,
            RouteOptions(
                defaults=options.url_defaults,
                subdomain=options.subdomain,
                host=options.host,
            ),
        )
        self._settle_in(place)
        place.scope.chain[0].adopt(self, place.scope)
        self._bring_commands(place)
        for router, inner_prefix, inner_name, _ in self._included:
            router.settle_under(place, inner_prefix, inner_name)

    def _bring_commands(self, place: Place) -> None:
        if self._cli is not None:
            place.scope.chain[0].cli.add_command(self._cli)

    def freeze_all(self) -> None:
        """Take no more declarations, here and in all that is included."""
        for router in self.all_routers():
            router.close_declarations()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"


def _prefix(prefix: str) -> str:
    """Return *prefix* without its last slash, if it can be read."""
    return Pattern.parse(prefix).template.rstrip("/") if prefix else ""


def _require_name(name: object) -> None:
    if not isinstance(name, str):
        raise RouteTypeError(
            f"A router cannot be named {name!r}.",
            hint="Give it a name first: Router('admin', prefix='/admin').",
        )
    if not name or "." in name:
        raise RouteError(
            f"A router cannot be named {name!r}.",
            hint="Give it a name without a dot: dots separate the names of routers.",
        )


def _calling_module() -> str:
    return str(calling_frame().f_globals.get("__name__", "__main__"))
