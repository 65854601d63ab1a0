"""Where templates are found: the application's folder first, then the routers'.

Layer 5. So an application replaces a page of a router by a file of the same name in
its own folder. A template that is nowhere is reported with every place that was
searched, because the usual cause is a folder in the wrong place.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TypeAlias

import jinja2

from kolben._wording import template_missing
from kolben.context import current
from kolben.exceptions import KolbenError, nearest

__all__ = ["TemplateFolder", "TemplateLoader", "TemplateMissingError"]

TemplateFolder: TypeAlias = str | PathLike[str] | jinja2.BaseLoader
"""A folder of templates, or anything else that Jinja can load templates from."""

_Source: TypeAlias = tuple[str, str | None, Callable[[], bool] | None]


class TemplateMissingError(KolbenError, jinja2.TemplateNotFound):
    """A template is in none of the places that were searched.

    It is a ``jinja2.TemplateNotFound`` too, so ``ignore missing`` works.

    Args:
        name: The template that was asked for.
        problem: One sentence on what is missing, and from where.
        hint: One sentence on how to mend it.
    """

    def __init__(self, name: str, problem: str, *, hint: str) -> None:
        # The next class in line is Jinja's, which takes its argument for the name.
        super().__init__(problem, hint=hint)
        self.name = name
        self.templates: list[str | jinja2.Undefined | None] = [name]


@dataclass(frozen=True, slots=True)
class _Place:
    """Somewhere to look for templates, and whose it is."""

    owner: str
    loader: jinja2.BaseLoader

    def source(self, environment: jinja2.Environment, name: str) -> _Source | None:
        """Return the source of the template, or None if it is not here."""
        try:
            return self.loader.get_source(environment, name)
        except jinja2.TemplateNotFound:
            return None

    def __str__(self) -> str:
        folders = getattr(self.loader, "searchpath", None)
        where = ", ".join(folders) if folders else type(self.loader).__name__
        return f"{where} ({self.owner})"


class TemplateLoader(jinja2.BaseLoader):
    """Finds a template in the first of several places that has it.

    Attributes:
        explain: Whether to log, for every template that is loaded, what was found
            where.

    Example:
        >>> loader = TemplateLoader()
        >>> loader.add("the application", jinja2.DictLoader({"page.html": "mine"}))
        >>> loader.add("router 'admin'", jinja2.DictLoader({"page.html": "theirs"}))
        >>> loader.get_source(jinja2.Environment(), "page.html")[0]
        'mine'
    """

    def __init__(self, *, explain: bool = False) -> None:
        self.explain = explain
        self._places: list[_Place] = []

    def add(self, owner: str, folder: TemplateFolder) -> None:
        """Search *folder* too, after those that were added before.

        Args:
            owner: Whose templates these are, for messages.
            folder: A folder, which need not exist, or a loader of Jinja.
        """
        loader = (
            folder
            if isinstance(folder, jinja2.BaseLoader)
            else jinja2.FileSystemLoader(folder)
        )
        self._places.append(_Place(owner, loader))

    def get_source(self, environment: jinja2.Environment, template: str) -> _Source:
        """Return the text of *template*, its file, and whether that is unchanged.

        Raises:
            TemplateMissingError: If it is in none of the places.
        """
        if self.explain:
            self._explain(environment, template)
        for place in self._places:
            source = place.source(environment, template)
            if source is not None:
                return source
        raise self.missing([template])

    def list_templates(self) -> list[str]:
        """Return the names of all templates that can be found, sorted."""
        return sorted(set(self._names()))

    def _names(self) -> Iterator[str]:
        for place in self._places:
            try:
                yield from place.loader.list_templates()
            except TypeError:  # a loader that cannot list what it has
                continue

    def missing(self, names: list[str]) -> TemplateMissingError:
        """Return the error that says where all of *names* were searched in vain."""
        similar = self._similar(names[-1])
        words = template_missing(names, map(str, self._places), similar)
        return TemplateMissingError(names[-1], words.problem, hint=words.hint)

    def _similar(self, name: str) -> str | None:
        known = self.list_templates()
        similar = nearest(name, known)
        if similar is None:
            base = Path(name).name
            similar = next((other for other in known if Path(other).name == base), None)
        return similar

    def _explain(self, environment: jinja2.Environment, name: str) -> None:
        """Log where *name* was looked for, and which of the findings is used."""
        lines = [f"Looking for the template {name!r}:"]
        found = 0
        for number, place in enumerate(self._places, start=1):
            source = place.source(environment, name)
            found += source is not None
            finding = "not there" if source is None else "found"
            lines.append(f"  {number}. {place}: {finding}")
        lines.append(_conclusion(found))
        context = current.get(None)
        logger = logging.getLogger(__name__) if context is None else context.app.logger
        # Somebody asked for this by a setting, so it is seen without debug mode too.
        logger.warning("\n".join(lines))


def _conclusion(found: int) -> str:
    if found == 0:
        return "  It is in none of these places."
    if found == 1:
        return "  It is in one place."
    return f"  It is in {found} places, and the first is used."
