"""Templates that are rendered by name, against what they are given.

Layer 8. A variable that a call of ``render_template`` does not give is empty text in
the page, and nobody is told. What a template asks about first (``{% if error %}``) may
be missing, unless the call gives something of almost that name in vain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kolben._calls import Call
from kolben._sites import Site
from kolben.app import App
from kolben.checks.finding import Finding
from kolben.checks.project import Project
from kolben.checks.sources import calls_of_app
from kolben.exceptions import did_you_mean, nearest
from kolben.signals import before_render_template
from kolben.templating import Environment, names_given
from kolben.templating.analysis import Analysis, NameUse, analyze
from kolben.templating.calls import names_asked
from kolben.templating.units import Fault, Loaded

__all__ = ["rendered_templates"]


def rendered_templates(app: App, project: Project) -> Iterator[Finding]:
    """Yield what is wrong with templates that are rendered by name."""
    del project
    calls = calls_of_app(app, "render_template", "stream_template")
    if not calls:
        return
    pages = _Pages(app.jinja_env, _given(app))
    for call in calls:
        name = pages.chosen(call)
        if name is not None:
            yield from pages.judge(name, call)


def _given(app: App) -> frozenset[str] | None:
    """Return what every template gets besides the globals, if that is known."""
    if before_render_template.receivers:
        return None
    return names_given(
        processor
        for router in app.all_routers()
        for processor in router.hook_lists.context_processors
    )


@dataclass
class _Pages:
    """Compares templates with the calls that render them.

    Attributes:
        environment: Loads and parses them.
        given: What each of them gets besides the globals, if that is known.
    """

    environment: Environment
    given: frozenset[str] | None
    _analyses: dict[str, Analysis] = field(default_factory=dict)
    _cache: dict[str, Loaded] = field(default_factory=dict)

    def chosen(self, call: Call) -> str | None:
        """Return the template that *call* renders, if that is written out."""
        wanted = call.values.get("template", call.first)
        listed = wanted if isinstance(wanted, list | tuple) else [wanted]
        names = [name for name in listed if isinstance(name, str)]
        if not names or len(names) < len(listed):
            return None
        there = (name for name in names if not _is_missing(self._analysis(name)))
        return next(there, names[-1])

    def judge(self, name: str, call: Call) -> Iterator[Finding]:
        """Yield what is wrong with a template, and with what it is given."""
        analysis = self._analysis(name)
        for fault in analysis.faults:
            yield _of_fault(fault, call)
        given = call.values.keys() - {"template"}
        used = {use.name for use in analysis.uses if not use.isolated}
        idle = sorted(given - used) if analysis.complete else []
        lacking = list(self._lacking(analysis, given, idle)) if call.whole else []
        for use in lacking:
            yield _of_use(use, name, call, given | (self.given or frozenset()))
        for each in idle:
            strangers = [use.name for use in lacking]
            yield Finding(
                "template-variable",
                "warning",
                call.site,
                f"{call.function}() gives {each!r}, which {name!r} never uses.",
                did_you_mean(each, strangers, "Leave it out, or use it."),
            )

    def _analysis(self, name: str) -> Analysis:
        if name not in self._analyses:
            found = analyze(self.environment, name, cache=self._cache)
            self._analyses[name] = found
        return self._analyses[name]

    def _lacking(
        self, analysis: Analysis, given: Iterable[str], idle: list[str]
    ) -> Iterator[NameUse]:
        """Yield the uses of names that nobody gives."""
        if self.given is None:
            return
        known = {*given, *self.given, *self.environment.globals}
        uses = [each for each in analysis.uses if not each.optional]
        asked = self._asked(uses)
        for use in sorted(uses):
            if use.name in known or use.isolated:
                continue
            if use.name not in asked or nearest(use.name, idle) is not None:
                yield use

    def _asked(self, uses: Iterable[NameUse]) -> set[str]:
        templates = {use.place.template for use in uses}
        return {
            name for each in templates for name in names_asked(self.environment, each)
        }


def _is_missing(analysis: Analysis) -> bool:
    return any(fault.place is None for fault in analysis.faults)


def _of_fault(fault: Fault, call: Call) -> Finding:
    place = fault.place
    if place is None:
        return Finding(
            "missing-template", "error", call.site, fault.problem, fault.hint
        )
    site = Site(place.file or place.template, place.line)
    return Finding("broken-template", "error", site, fault.problem, fault.hint)


def _of_use(use: NameUse, name: str, call: Call, known: Iterable[str]) -> Finding:
    place = use.place
    usual = f"Give it: {call.function}({name!r}, {use.name}=...), or mend the template."
    return Finding(
        "template-variable",
        "error",
        Site(place.file or place.template, place.line),
        f"{use.name!r} is used, but not given by {call.function}() at {call.site}.",
        did_you_mean(use.name, {*known, *use.beside}, usual),
    )
