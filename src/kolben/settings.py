"""Typed settings, and those of the application that is being served.

Layer 3. How settings are declared and read is known on the ground
(:mod:`kolben.config.typed`); which are current, the context says.
"""

from __future__ import annotations

from typing import Self

from kolben._labels import label_of
from kolben.config.typed import BaseConfig
from kolben.context import current_context
from kolben.exceptions import ConfigError

__all__ = ["Config"]


class Config(BaseConfig):
    """Typed settings: each annotated attribute is one, and none changes later.

    They are made by name (``Settings(page_size=20)``), or read by :meth:`from_env`,
    :meth:`from_toml` or :meth:`from_mapping`. A setting may be a class of settings
    itself. All that is wrong is said in one error, at start; secrets are never shown.
    A ``__post_init__`` may judge settings together.

    Raises:
        ConfigError: If a setting is missing, unknown or ill-typed.

    Example:
        >>> from kolben import App, Config
        >>> class Settings(Config):
        ...     secret_key: str
        ...     page_size: int = 20
        >>> app = App("example", config=Settings(secret_key="a secret of your own"))
        >>> app.settings
        Settings(secret_key=<hidden>, page_size=20)
        >>> app.config["PAGE_SIZE"]
        20
        >>> with app.app_context():
        ...     Settings.current().page_size
        20
    """

    @classmethod
    def current(cls) -> Self:
        """Return the settings that the current application was made with.

        Raises:
            ContextError: If no application is current.
            ConfigError: If it was made with other settings, or none.
        """
        label = label_of(cls)
        app = current_context(f"'{label}.current()'").app
        found = app.settings
        if isinstance(found, cls):
            return found
        other = label_of(type(found)) if found is not None else "none of any class"
        raise ConfigError(
            f"The application {app.name!r} has no settings of {label}, but {other}.",
            hint=f"Make it with 'App(..., config={label}(...))'.",
        )
