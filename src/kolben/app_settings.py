"""What an application reads from its settings, and how its attributes show them.

Layer 6. Settings are read when they have changed, never once per request: the parts
below are made anew when the version of the mapping is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, Self, TypeVar, overload

from kolben.config import ConfigDict
from kolben.errors import ErrorSettings
from kolben.exceptions import ConfigError
from kolben.middleware import Ring, body_limit, trusted_hosts
from kolben.requests import RequestSettings
from kolben.responses import Response, Services, ToResponse
from kolben.sessions import SessionBackend, SignedCookies

__all__ = ["AppOptions", "ConfigAttribute", "Parts"]

T = TypeVar("T")

_FLAGS: Final = (
    "DEBUG",
    "EXPLAIN_TEMPLATE_LOADING",
    "PROPAGATE_EXCEPTIONS",
    "PROVIDE_AUTOMATIC_OPTIONS",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_PARTITIONED",
    "SESSION_COOKIE_SECURE",
    "SESSION_REFRESH_EACH_REQUEST",
    "TEMPLATES_AUTO_RELOAD",
    "TESTING",
    "TRAP_BAD_REQUEST_ERRORS",
    "TRAP_HTTP_EXCEPTIONS",
    "USE_X_SENDFILE",
)


@dataclass(frozen=True, slots=True)
class AppOptions:
    """What is seldom said of an application.

    Attributes:
        root_path: The folder that the others are relative to; by default that of the
            module.
        instance_path: The folder of what belongs to one installation.
        instance_relative_config: Whether files of settings are looked for there.
        host_matching: Whether rules are matched by their host.
        subdomain_matching: Whether rules are matched by their subdomain.
        static_host: The host of the static files, with ``host_matching``.
        check: Whether the rules of ``kolben check`` that read no file look at it when
            it starts, and log what they find; None for in debug mode.

    Example:
        >>> from kolben import App
        >>> app = App("example", options=AppOptions(root_path="/srv/example"))
        >>> app.root_path
        '/srv/example'
    """

    root_path: str | None = None
    instance_path: str | None = None
    instance_relative_config: bool = False
    host_matching: bool = False
    subdomain_matching: bool = False
    static_host: str | None = None
    check: bool | None = None


class _Configured(Protocol):
    @property
    def config(self) -> ConfigDict: ...


class ConfigAttribute(Generic[T]):
    """An attribute of the application that stands for one of its settings.

    Args:
        key: The name of the setting.
        read: Makes the attribute's value of the setting's.
    """

    def __init__(self, key: str, read: Callable[[Any], T] | None = None) -> None:
        self.key = key
        self._read = read

    @overload
    def __get__(self, app: None, owner: type, /) -> Self: ...
    @overload
    def __get__(self, app: _Configured, owner: type, /) -> T: ...
    def __get__(self, app: _Configured | None, owner: type, /) -> Any:
        if app is None:
            return self
        value = app.config[self.key]
        return value if self._read is None else self._read(value)

    def __set__(self, app: _Configured, value: T) -> None:
        app.config[self.key] = value


@dataclass(frozen=True, slots=True)
class Parts:
    """What follows from the settings.

    Attributes:
        version: The version of the settings that these parts were made of.
        request: The limits of a request.
        sessions: Where sessions are kept.
        errors: What is trapped and what is raised.
        convert: Makes responses of results.
        rings: The rings that the settings ask for.
    """

    version: int
    request: RequestSettings
    sessions: SessionBackend
    errors: ErrorSettings
    convert: ToResponse
    rings: tuple[Ring, ...]

    @classmethod
    def of(
        cls,
        config: ConfigDict,
        response_class: type[Response],
        services: Services,
        sessions: SessionBackend | None,
    ) -> Self:
        """Make the parts that *config* asks for."""
        version = config.version  # first: what changes meanwhile counts next time
        _require_flags(config)
        request = _request_settings(config)
        hosts, limit = request.trusted_hosts, request.max_content_length
        return cls(
            version,
            request,
            SignedCookies.from_config(config) if sessions is None else sessions,
            ErrorSettings.from_config(config),
            ToResponse(response_class, services.json, services),
            (
                *((trusted_hosts(hosts),) if hosts is not None else ()),
                *((body_limit(limit),) if limit is not None else ()),
            ),
        )


def _require_flags(config: Mapping[str, Any]) -> None:
    """Make sure that no text stands where yes or no is meant: every text means yes.

    Raises:
        ConfigError: If one does.
    """
    for key in _FLAGS:
        if isinstance(config[key], str):
            raise ConfigError(
                f"The setting {key!r} is the text {config[key]!r}, not True or False.",
                hint="Write True or False, which is 'true' or 'false' in the "
                "environment.",
            )


def _request_settings(config: Mapping[str, Any]) -> RequestSettings:
    return RequestSettings(
        max_content_length=_number(config, "MAX_CONTENT_LENGTH"),
        max_form_memory_size=_number(config, "MAX_FORM_MEMORY_SIZE"),
        max_form_parts=_number(config, "MAX_FORM_PARTS"),
        trusted_hosts=_hosts(config["TRUSTED_HOSTS"]),
        debug=bool(config["DEBUG"]),
    )


def _number(config: Mapping[str, Any], key: str) -> Any:
    """Return the setting *key*, which is a number of bytes or parts, or None.

    Raises:
        ConfigError: If it is anything else.
    """
    value = config[key]
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ConfigError(
        f"The setting {key!r} is {value!r}, not a whole number.",
        hint=f"Write config[{key!r}] = 1_000_000, or None for no limit.",
    )


def _hosts(value: Any) -> tuple[str, ...] | None:
    """Return the setting ``TRUSTED_HOSTS``, in which one name may stand by itself.

    Raises:
        ConfigError: If it holds anything but names, or none at all.
    """
    if value is None:
        return None
    many = isinstance(value, Iterable) and not isinstance(value, str)
    names: tuple[Any, ...] = tuple(value) if many else (value,)
    if names and all(isinstance(name, str) and name for name in names):
        return names
    raise ConfigError(
        f"The setting 'TRUSTED_HOSTS' is {value!r}, not a list of names.",
        hint="Write config['TRUSTED_HOSTS'] = ['example.com'], or None for any host.",
    )
