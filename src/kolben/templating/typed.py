"""Template classes: a page, its template, and the variables that it may use.

Layer 5. A type checker sees that a page gets all of its variables, and of the right
types; the application sees at start-up that the template uses no others.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Protocol, cast, dataclass_transform, get_args

from kolben._annotations import plain
from kolben._declaring import Declaring
from kolben._fields import require_annotated
from kolben._labels import label_of
from kolben._sites import site_of
from kolben.context import current_context
from kolben.exceptions import TemplateMismatch
from kolben.templating.checking import Declared
from kolben.templating.templates import Templates

__all__ = ["Template", "require_template", "templates_below", "templates_in"]


class _Rendering(Protocol):
    """An application that renders templates."""

    templates: Templates


@dataclass_transform(kw_only_default=True, field_specifiers=(dataclasses.field,))
class Template:
    """Base of the pages of an application, each rendered from a template.

    A subclass names its template by ``file`` and declares as annotated attributes what
    the template may use besides the globals. It becomes a dataclass; its variables are
    given by name. A handler may return an instance: it is sent as HTML.

    When the application is frozen it checks its template classes: those that its
    handlers say they return, and those of its own package and of its routers'. A class
    that it does not know by then is checked when it is first rendered. The template
    must exist, and it, all that it extends, includes and imports, may use only what is
    declared, what is global, and what context processors add; filters and tests must
    exist, blocks must fill blocks, and what a class adds to its bases must be used.
    What the template asks for first may be missing (``x is defined``,
    ``x|default("")``). If it cannot be read from the source of a context processor what
    that adds, undeclared names are not judged.

    Attributes whose names begin with an underscore are for the class itself, and are
    not given to the template.

    Example:
        >>> from jinja2 import DictLoader
        >>> from kolben import App, Template
        >>> app = App("example")
        >>> app.jinja_options["loader"] = DictLoader({"hi.html": "Hello {{ name }}"})
        >>> class Hello(Template, file="hi.html"):
        ...     name: str
        >>> with app.app_context():
        ...     Hello(name="<Ada>").render()
        'Hello &lt;Ada&gt;'
    """

    __template__: ClassVar[str | None] = None
    __declared__: ClassVar[Declared | None] = None

    def __init_subclass__(cls, *, file: str | None = None) -> None:
        """Make a dataclass of *cls*.

        Args:
            file: The name of the template; by default that of the base class.

        Raises:
            TemplateMismatch: If an attribute has no usable default, or is called as
                something that every page has.
        """
        super().__init_subclass__()
        if file is not None:
            cls.__template__ = file
        own = _declared_names(cls)
        with Declaring(f"declaring {label_of(cls)}"):
            _require_file(cls)
            require_annotated(
                cls, TemplateMismatch, "it is no variable of the template"
            )
            _make_dataclass(cls)
            names = frozenset(_variables(cls))
            _require_free(cls, names)
        cls.__declared__ = None
        if cls.__template__ is not None:
            cls.__declared__ = Declared(cls, cls.__template__, names, names & own)

    def render(self) -> str:
        """Return the page as text, rendered by the current application.

        Raises:
            ContextError: If there is no context.
            TemplateMismatch: If the class names no template, or its template does not
                fit it.
        """
        context = current_context(f"{type(self).__name__}.render()")
        declared = type(self).__declared__
        if declared is None:
            raise TemplateMismatch(
                f"{label_of(type(self))} names no template.",
                hint=f"Write 'class {type(self).__name__}(Template, file=\"...\")'.",
            )
        templates = cast(_Rendering, context.app).templates
        templates.checks.require_checked(declared)
        values = {name: getattr(self, name) for name in declared.variables}
        return templates.render(context, declared.file, values)

    def __html__(self) -> str:
        return self.render()


def _make_dataclass(cls: type) -> None:
    try:
        dataclasses.dataclass(kw_only=True)(cls)
    except (TypeError, ValueError) as error:
        raise TemplateMismatch(
            f"The variables of {label_of(cls)} cannot be declared so: {error}.",
            hint="Give a mutable default by 'dataclasses.field(default_factory=...)'.",
        ) from error


def _require_file(cls: type[Template]) -> None:
    file: object = cls.__template__
    if file is not None and not (isinstance(file, str) and file):
        raise TemplateMismatch(
            f"{file!r} cannot be the file of {label_of(cls)}: it is no name.",
            hint=f"Write 'class {cls.__name__}(Template, file=\"page.html\")'.",
        )


def _declared_names(cls: type) -> frozenset[str]:
    return frozenset(inspect.get_annotations(cls))


def _variables(cls: type[Any]) -> Iterator[str]:
    for field in dataclasses.fields(cls):
        if not field.name.startswith("_"):
            yield field.name


def _require_free(cls: type, names: frozenset[str]) -> None:
    taken = sorted(name for name in names if hasattr(Template, name))
    if taken:
        raise TemplateMismatch(
            f"{label_of(cls)} declares {taken[0]!r}, which every page has already.",
            hint="Give the variable another name.",
        )


def require_template(cls: type[Template]) -> None:
    """Make sure that a class which a handler returns can be rendered.

    A base of other pages need not name a template.

    Raises:
        TemplateMismatch: If neither the class nor one below it could name one.
    """
    if cls is Template or cls.__declared__ is not None or cls.__subclasses__():
        return
    raise TemplateMismatch(
        f"{site_of(cls)}: {label_of(cls)} names no template.",
        hint=f"Write 'class {cls.__name__}(Template, file=\"...\")'.",
    )


def templates_in(hint: object) -> Iterator[type[Template]]:
    """Yield the template classes in an annotation, also those within unions and so on.

    Example:
        >>> list(templates_in(tuple[Template | str, int]))
        [<class 'kolben.templating.typed.Template'>]
    """
    hint = plain(hint)
    if isinstance(hint, type) and issubclass(hint, Template):
        yield hint
    origin = getattr(hint, "__origin__", None)
    if origin is not None:
        yield from templates_in(origin)
    for argument in get_args(hint):
        yield from templates_in(argument)


def templates_below(packages: Iterable[str]) -> list[type[Template]]:
    """Return the template classes of some packages or modules.

    Those that a function has made are left out: whoever called it may have dropped
    them. So are those of modules that were imported anew since.

    Args:
        packages: Their names, without dots.
    """
    wanted = set(packages)
    found: dict[type[Template], None] = {}
    pending: list[type[Template]] = [Template]
    while pending:
        for each in pending.pop().__subclasses__():
            pending.append(each)
            if _stands_in_its_module(each):
                found[each] = None
    return [each for each in found if each.__module__.partition(".")[0] in wanted]


def _stands_in_its_module(cls: type) -> bool:
    """Whether *cls* is what its module calls by its name."""
    found: object = sys.modules.get(cls.__module__)
    for name in cls.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is cls
