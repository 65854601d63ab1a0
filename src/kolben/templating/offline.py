"""Templates as they lie in folders, for those who read them without the application.

Layer 5. A type checker runs nothing; it knows the folders, and which filters, tests
and globals the source declares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kolben.templating.chain_types import Broken, Types
from kolben.templating.chains import broken_chains
from kolben.templating.checking import Checks, Declaration, Mismatch
from kolben.templating.environment import Environment
from kolben.templating.loader import TemplateLoader
from kolben.templating.units import Loaded

__all__ = ["Offline", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What templates may use besides their variables and the usual globals.

    Attributes:
        names: The names; None if they are not known, and then none is judged.
        filters: The filters.
        tests: The tests.
        whole: Whether there are no others, nor extensions of the language; if there
            may be, only templates that are missing and broken chains are told.
    """

    names: frozenset[str] | None = frozenset()
    filters: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()
    whole: bool = True


class Offline:
    """The templates in some folders.

    Args:
        owner: Whose they are, for messages.
        folders: Where they lie; the first that has one wins.
        vocabulary: What they may use.

    Example:
        >>> templates = Offline("blog", [Path("nowhere")], Vocabulary())
        >>> templates.has("page.html")
        False
    """

    def __init__(
        self, owner: str, folders: Iterable[Path], vocabulary: Vocabulary
    ) -> None:
        self._loader = TemplateLoader()
        for folder in folders:
            self._loader.add(owner, folder)
        self.vocabulary = vocabulary
        self._environment = Environment(loader=self._loader)
        self._environment.filters.update(dict.fromkeys(vocabulary.filters, _anything))
        self._environment.tests.update(dict.fromkeys(vocabulary.tests, _anything))
        self._names = frozenset(self._loader.list_templates())
        self._cache: dict[str, Loaded] = {}
        self._checks = Checks(lambda: self._environment, lambda: vocabulary.names)

    def has(self, name: str) -> bool:
        """Whether there is a template of that name."""
        return name in self._names

    def missing(self, names: list[str], page: str | None = None) -> Mismatch:
        """Return what to say if there is none of *names*.

        Args:
            names: The templates that would do.
            page: The class that names them, if one does.
        """
        error = self._loader.missing(names)
        before = "" if page is None else f"{page} cannot be rendered. "
        return Mismatch(before + error.problem, error.hint)

    def mismatches(self, declared: Declaration) -> list[Mismatch]:
        """Return what does not fit a class, as the start of an application would."""
        if not self.vocabulary.whole:
            return []
        return self._checks.mismatches([declared], cache=self._cache)

    def broken_chains(
        self, name: str, variables: Mapping[str, Any], types: Types
    ) -> list[Broken]:
        """Return the chains of attributes in a template that end in nothing."""
        return broken_chains(
            self._environment, name, variables, types, cache=self._cache
        )


def _anything(value: Any) -> Any:
    """Stand for a filter or a test: it has to be there, but nobody calls it."""
    return value
