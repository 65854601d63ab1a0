"""Settings as a class of typed attributes, and where they are read from.

Layer 0. Whatever is wrong with the settings is said at start and at once, by the names
that one has to change. What settings mean, and which are current, is not known here
(:mod:`kolben.settings` knows the second).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from typing_extensions import dataclass_transform

from kolben._annotations import MISSING, optional, plain
from kolben._declaring import Declaring
from kolben._fields import declared_fields
from kolben._labels import label_of
from kolben.config.fields import Setting, field
from kolben.config.reading import Environment, Settings, Source, Table, value_from
from kolben.config.sources import ConfigFileMissingError, parse_file
from kolben.exceptions import ConfigError, nearest

__all__ = ["BaseConfig", "FrozenConfigError", "settings_of"]

_OWN: Final = frozenset({"current", "from_env", "from_mapping", "from_toml", "replace"})


class FrozenConfigError(ConfigError, AttributeError):
    """Settings are changed after they were made."""


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(field,)
)
class BaseConfig:
    """Typed settings: each annotated attribute is one, and none changes later.

    Raises:
        ConfigError: When a subclass is created whose declarations are wrong; when
            settings are made of what they are not, with all problems at once.
    """

    _settings: ClassVar[dict[str, Setting]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        """Read what the class declares.

        Raises:
            ConfigError: If a default is not what is declared, or a name means
                something else.
        """
        super().__init_subclass__(**options)
        label = label_of(cls)
        with Declaring(f"declaring {label}"):
            declared = declared_fields(cls, _OWN, ConfigError)
            made = {each.name: Setting.of(label, each) for each in declared}
        for name in made.keys() & vars(cls).keys():
            delattr(
                cls, name
            )  # a default is a value of instances, and not of the class
        cls._settings = {**cls._settings, **made}

    if not TYPE_CHECKING:  # checkers know the constructor from the attributes

        def __init__(self, **values: Any) -> None:
            """Take the settings by their names, and judge them.

            Raises:
                ConfigError: If one is missing, unknown or ill-typed.
            """
            problems = [
                f"no setting is called {name!r}{_meant(name, self._settings)}"
                for name in sorted(values.keys() - self._settings.keys())
            ]
            for name, setting in self._settings.items():
                if name not in values and setting.required:
                    problems.append(f"{name!r} ({setting.text}) is missing")
                    continue
                value = values[name] if name in values else setting.default()
                if fault := setting.fault(value):
                    problems.append(f"{name!r} {fault}")
                vars(self)[name] = value
            _refuse(type(self), problems, "Give it what is declared.")
            if hasattr(self, "__post_init__"):
                self.__post_init__()

        def __setattr__(self, name: str, value: object) -> None:
            """Refuse every change."""
            self.__delattr__(name)

        def __delattr__(self, name: str) -> None:
            """Refuse every change.

            Raises:
                FrozenConfigError: Always.
            """
            raise FrozenConfigError(
                f"Settings do not change, so {label_of(type(self))}.{name} stays.",
                hint=f"Make others of them: 'settings.replace({name}=...)'.",
            )

    @classmethod
    def from_env(
        cls, prefix: str = "", environ: Mapping[str, str] | None = None
    ) -> Self:
        """Read each setting from the variable that is called as it is, in upper case.

        Text is read as the type of the setting: ``yes`` is true, ``a, b`` or JSON is a
        list, ``15m`` is a time, empty text is as good as none where the type is no
        text. Two underscores lead to the settings within a setting.

        Args:
            prefix: What stands before the names, with its underscore.
            environ: The variables; by default those of the process.

        Raises:
            ConfigError: If a variable is missing, ill-typed or, with *prefix*, almost
                that of a setting which is not set.

        Example:
            >>> from kolben import Config
            >>> class Settings(Config):
            ...     page_size: int = 20
            ...     debug: bool = False
            >>> Settings.from_env("BLOG_", {"BLOG_PAGE_SIZE": "50", "BLOG_DEBUG": "on"})
            Settings(page_size=50, debug=True)
        """
        variables = os.environ if environ is None else environ
        return cls._from(
            Environment(prefix, variables), "Set the variables, and start again."
        )

    @classmethod
    def from_toml(cls, path: str | PathLike[str], section: str | None = None) -> Self:
        """Read the settings from a TOML file.

        Args:
            path: The file; relative to the folder that the process runs in.
            section: The table to read, with dots between names: ``"tool.blog"``.

        Raises:
            ConfigFileError: If the file cannot be read.
            ConfigValueError: If it is no TOML.
            ConfigError: If a setting is missing, unknown or ill-typed.
        """
        file = Path(path)
        if file.suffix.lower() != ".toml":
            raise ConfigError(
                f"The file {str(file)!r} is no TOML file.",
                hint=f"Name it {file.stem + '.toml'!r}, or read it yourself and call "
                "'from_mapping'.",
            )
        try:
            table = parse_file(file, None, text=False)
        except ConfigFileMissingError as error:
            error.hint = "Create it, or correct the path."
            raise
        for name in section.split(".") if section else ():
            inner = table.get(name)
            if not isinstance(inner, Mapping):
                with Declaring(f"making {label_of(cls)}"):
                    raise ConfigError(
                        f"The file {str(file)!r} has no table [{section}].",
                        hint=_table_hint(name, table),
                    )
            table = inner
        return cls._from(Table(table), f"Correct {str(file)!r}, and start again.")

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """Read the settings from a mapping, strictly: text is not read as a number.

        Raises:
            ConfigError: If a setting is missing, unknown or ill-typed.

        Example:
            >>> from kolben import Config
            >>> class Settings(Config):
            ...     page_size: int = 20
            >>> Settings.from_mapping({"page_sise": 50})
            Traceback (most recent call last):
            ...
            kolben.exceptions.ConfigError: Settings cannot be made: no setting is ...
              help: Correct the mapping.
            while making Settings at ...
        """
        return cls._from(Table(mapping), "Correct the mapping.")

    def replace(self, **changes: Any) -> Self:
        """Return settings that differ from these by *changes*.

        Raises:
            ConfigError: If one of them is unknown or ill-typed.
        """
        return type(self)(**{**settings_of(self), **changes})

    @classmethod
    def _from(cls, source: Source, hint: str) -> Self:
        problems: list[str] = []
        values = _gathered(cls._settings, source, {}, problems)
        _refuse(cls, problems, hint)
        return cls(**values)

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name}={setting.shown(vars(self).get(name))}"
            for name, setting in self._settings.items()
        )
        return f"{type(self).__name__}({shown})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), tuple(vars(self).values())))


def settings_of(config: BaseConfig) -> dict[str, Any]:
    """Return the settings of *config* by their names."""
    return {name: getattr(config, name) for name in config._settings}  # noqa: SLF001  # of this file


def _gathered(
    settings: Settings, source: Source, given: Mapping[str, Any], problems: list[str]
) -> dict[str, Any]:
    """Return what *source* holds, over what is *given*; add to *problems*."""
    values = dict(given)
    for name, setting in settings.items():
        inner_class = _inner_class(setting)
        inner = source.inside(setting, settings) if inner_class is not None else None
        if inner_class is not None and inner is not None:
            values[name] = _nested(setting, inner_class, inner, problems)
            continue
        found = source.find(setting)
        if found is not MISSING:
            values[name] = value_from(source, setting, found, problems)
        elif setting.required and name not in given:
            problems.append(f"{source.called(setting)} ({setting.text}) is missing")
    problems += source.strangers(settings)
    return values


def _nested(
    setting: Setting, kind: type[BaseConfig], source: Source, problems: list[str]
) -> BaseConfig | None:
    """Return the settings within *setting*, over those of its default."""
    start = None if setting.required else setting.default()
    given = settings_of(start) if isinstance(start, BaseConfig) else {}
    settings = {
        name: replace(each, secret=each.secret or setting.secret)
        for name, each in kind._settings.items()  # noqa: SLF001  # of this file
    }
    before = len(problems)
    values = _gathered(settings, source, given, problems)
    return None if len(problems) > before else kind(**values)


def _inner_class(setting: Setting) -> type[BaseConfig] | None:
    """Return the class of settings that *setting* is declared as, if it is one."""
    kind = plain(optional(plain(setting.annotation))[0])
    if isinstance(kind, type) and issubclass(kind, BaseConfig):
        return kind
    return None


def _refuse(kind: type, problems: Sequence[str], hint: str) -> None:
    """Raise all *problems* in one error, if there are any.

    Raises:
        ConfigError: If there are.
    """
    if not problems:
        return
    if len(problems) == 1:
        told = f" {problems[0]}"
    else:
        told = "".join(f"\n  - {problem}" for problem in problems)
    end = "" if told.endswith("?") else "."
    with Declaring(f"making {label_of(kind)}"):
        raise ConfigError(f"{label_of(kind)} cannot be made:{told}{end}", hint=hint)


def _meant(name: str, known: Mapping[str, Any]) -> str:
    meant = nearest(name.lower(), known)
    return f"; did you mean {meant!r}?" if meant else ""


def _table_hint(name: str, known: Mapping[str, Any]) -> str:
    if name in known:
        return f"Let {name!r} be a table, not {type(known[name]).__name__!r}."
    meant = nearest(name.lower(), known)
    return f"Did you mean {meant!r}?" if meant else "Add it."
