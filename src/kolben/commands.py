"""Commands that an application brings along, and the application they run in.

Layer 5. An application and each of its routers own an :class:`AppGroup`; the command
line (:mod:`kolben.cli`) and the test runner (:mod:`kolben.testing`) hand its commands
an :class:`AppLoader`. How a name becomes an application is the command line's affair,
so this module knows no more than a function that makes one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, overload

import click

from kolben.context import Application, current

__all__ = [
    "AppGroup",
    "AppLoader",
    "CommandApplication",
    "CommandDecorator",
    "NoApplicationError",
    "pass_loader",
    "with_appcontext",
]

_P = ParamSpec("_P")
_R = TypeVar("_R")

CommandDecorator = Callable[[Callable[..., Any]], click.Command]
"""Makes a command of the function below it."""


class NoApplicationError(click.UsageError):
    """No application could be loaded; the command line ends with exit code 2."""


class CommandApplication(Application, Protocol):
    """An application that has commands of its own."""

    @property
    def cli(self) -> click.Group:
        """The commands of the application."""
        ...


class AppLoader:
    """Loads the application that the commands of one invocation work with.

    Args:
        create: Makes or finds the application. It is called at most once.
        import_path: How the user named the application, for messages.
        debug: Whether debug mode was asked for; None leaves it to the application.

    Attributes:
        data: A place for what the commands of an extension want to share.

    Example:
        >>> from kolben import App
        >>> AppLoader(lambda: App("example"), debug=True).load_app().debug
        True
    """

    def __init__(
        self,
        create: Callable[[], Application] | None = None,
        *,
        import_path: str | None = None,
        debug: bool | None = None,
    ) -> None:
        self.create = create
        self.import_path = import_path
        self.debug = debug
        self.data: dict[str, Any] = {}
        self._app: Application | None = None

    def load_app(self) -> Application:
        """Return the application, loading it on first use.

        Raises:
            NoApplicationError: If there is none, or it cannot be loaded.
        """
        if self._app is None:
            if self.create is None:
                raise NoApplicationError(
                    "This command works with an application, and none was named.\n"
                    "  help: Name it with 'kolben --app', or in KOLBEN_APP."
                )
            app = self.create()
            if self.debug is not None:
                app.config["DEBUG"] = self.debug
            self._app = app
        return self._app


def pass_loader(function: Callable[Concatenate[AppLoader, _P], _R]) -> Callable[_P, _R]:
    """Call a command with the :class:`AppLoader` as its first argument."""
    return click.make_pass_decorator(AppLoader, ensure=True)(function)


def with_appcontext(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Run a command within the context of its application.

    Commands that are registered with ``app.cli.command()`` do so already. A context
    of that application which is current, such as that of a test, is used as it is.

    Example:
        >>> @click.command()
        ... @with_appcontext
        ... def name() -> None:
        ...     click.echo(current.get().app.name)
    """

    @click.pass_context
    def command(context: click.Context, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        app = _application(context.ensure_object(AppLoader))
        around = current.get(None)
        if around is None or around.app is not app:
            context.with_resource(app.app_context())
        return cast(_R, context.invoke(app.ensure_sync(function), *args, **kwargs))

    return update_wrapper(command, function)


def _application(loader: AppLoader) -> Application:
    """Return the application of *loader*, or of the context round the command."""
    around = current.get(None)
    if loader.create is None and around is not None:
        return around.app
    return loader.load_app()


class AppGroup(click.Group):
    """A group whose commands run within the context of the application.

    Example:
        >>> group = AppGroup("tools")
        >>> @group.command()
        ... def greet() -> None:
        ...     click.echo(f"Hello from {current.get().app.name}!")
        >>> group.list_commands(click.Context(group))
        ['greet']
    """

    @overload
    def command(self, function: Callable[..., Any], /) -> click.Command: ...
    @overload
    def command(
        self, *args: Any, with_appcontext: bool = True, **kwargs: Any
    ) -> CommandDecorator: ...

    def command(self, *args: Any, **kwargs: Any) -> CommandDecorator | click.Command:
        """Make the function below a command of this group.

        Args:
            *args: The name of the command, which is the function's by default.
            **kwargs: The options of ``click.Group.command``; and ``with_appcontext``,
                which is True unless the command needs no application.
        """
        in_context = kwargs.pop("with_appcontext", True)
        bare = args[0] if args and callable(args[0]) else None
        make: CommandDecorator = super().command(
            *(args if bare is None else ()), **kwargs
        )

        def register(function: Callable[..., Any]) -> click.Command:
            return make(with_appcontext(function) if in_context else function)

        return register if bare is None else register(bare)


AppGroup.group_class = AppGroup
