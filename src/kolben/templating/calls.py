"""The calls that a template makes, and the names that it only asks about.

Layer 5. This reads one template by itself, without those that it extends or includes.
One that cannot be read has no calls here: others say what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jinja2
from jinja2 import nodes

from kolben._calls import UNKNOWN, Call
from kolben._sites import Site

__all__ = ["calls_of", "names_asked"]


def calls_of(environment: jinja2.Environment, template: str, name: str) -> list[Call]:
    """Return the calls of the global function *name* in a template.

    Example:
        >>> loader = jinja2.DictLoader({"a.html": "{{ url_for('post', id=post.id) }}"})
        >>> environment = jinja2.Environment(loader=loader)
        >>> [(call.first, call.values) for call in
        ...  calls_of(environment, "a.html", "url_for")]
        [('post', {'id': ...})]
    """
    tree, file = _read(environment, template)
    if tree is None or name in _bound(tree):
        return []
    return [
        _call(node, name, Site(file or template, node.lineno))
        for node in tree.find_all(nodes.Call)
        if isinstance(node.node, nodes.Name) and node.node.name == name
    ]


def names_asked(environment: jinja2.Environment, template: str) -> frozenset[str]:
    """Return the names that a template asks about by themselves: ``{% if error %}``.

    It makes do without them, as what is missing is false. ``{{ error or "" }}`` asks,
    too.

    Example:
        >>> templates = {"a.html": "{% if a and not b %}{{ c }}{% endif %}"}
        >>> loader = jinja2.DictLoader(templates)
        >>> environment = jinja2.Environment(loader=loader)
        >>> sorted(names_asked(environment, "a.html"))
        ['a', 'b']
    """
    tree, _ = _read(environment, template)
    if tree is None:
        return frozenset()
    tests = [node.test for node in tree.find_all(nodes.If)]
    tests += [node.test for node in tree.find_all(nodes.CondExpr)]
    tests += [node.left for node in tree.find_all((nodes.And, nodes.Or))]
    return frozenset(name for test in tests for name in _truths(test))


def _read(
    environment: jinja2.Environment, template: str
) -> tuple[nodes.Template | None, str | None]:
    loader = environment.loader
    if loader is None or not loader.has_source_access:
        return None, None
    try:
        source, file, _ = loader.get_source(environment, template)
        return environment.parse(source, template, file), file
    except (jinja2.TemplateNotFound, jinja2.TemplateSyntaxError, UnicodeDecodeError):
        return None, None


def _bound(tree: nodes.Template) -> set[str]:
    """Return the names that a template gives a meaning of its own, anywhere."""
    found = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    found |= {node.name for node in tree.find_all(nodes.Macro)}
    found |= {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        found |= {each if isinstance(each, str) else each[1] for each in node.names}
    return found


def _call(node: nodes.Call, name: str, site: Site) -> Call:
    return Call(
        name,
        site,
        tuple(_value(each) for each in node.args),
        {each.key: _value(each.value) for each in node.kwargs},
        whole=node.dyn_args is None and node.dyn_kwargs is None,
    )


def _value(node: nodes.Node) -> Any:
    """Return the value of *node*, if it is written out."""
    match node:
        case nodes.Const():
            return node.value
        case nodes.List() | nodes.Tuple():
            values = [_value(each) for each in node.items]
            return UNKNOWN if UNKNOWN in values else values
        case _:
            return UNKNOWN


def _truths(condition: nodes.Node) -> Iterator[str]:
    match condition:
        case nodes.Name():
            yield condition.name
        case nodes.Not():
            yield from _truths(condition.node)
        case nodes.And() | nodes.Or():
            yield from _truths(condition.left)
            yield from _truths(condition.right)
        case _:
            return
