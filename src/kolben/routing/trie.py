"""The trie of all routes, and every way in which a path can be followed through it.

Layer 1. Each step of a path leads one node deeper, so however hostile a path is, no
node is visited twice for it, and how many routes there are does not matter: only those
that the path can still lead to are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from kolben.routing.captures import Capture
from kolben.routing.leaves import Leaf
from kolben.routing.steps import Step

__all__ = ["Edge", "Node", "Way", "straight", "ways"]

T = TypeVar("T")


_Followed: TypeAlias = tuple[tuple[str, ...], Sequence[str]]
"""The texts that a step captured, and the segments that remain."""


class Edge(Generic[T]):
    """A step that takes what is not literal.

    Attributes:
        step: The step.
        capture: What takes the texts of its variables.
        test: For a segment that is a variable as a whole: what is true if it fits.
        final: The step takes all that is left.
        node: Where it leads to.
    """

    __slots__ = ("capture", "final", "node", "step", "test")

    def __init__(self, step: Step, capture: Capture) -> None:
        self.step: Step = step
        self.capture: Capture = capture
        self.test: Callable[[str], object] | None = step.test
        self.final: bool = step.final
        self.node: Node[T] = Node()

    def follow(self, segments: Sequence[str]) -> _Followed | None:
        """Return what is captured, and which of *segments* remain."""
        if not self.final:
            found = self.capture(segments[0])
            return None if found is None else (found, segments[1:])
        rest = "/".join(segments)
        if not self.step.suffixed:
            found = self.capture(rest)
            return None if found is None else (found, ())
        stem = rest.removesuffix("/")
        found = None if stem.endswith("/") else self.capture(stem)
        if found is None:
            return None
        return found, () if len(stem) == len(rest) else ("",)


class Node(Generic[T]):
    """A place between two steps.

    Attributes:
        static: Where literal segments lead to.
        edges: Where other segments lead to, in the order they are tried.
        leaves: The routes that end here.
        answers: The first leaf for each method that a route answers itself.
        edge: The first edge.
    """

    __slots__ = ("answers", "edge", "edges", "leaves", "static")

    def __init__(self) -> None:
        self.static: dict[str, Node[T]] = {}
        self.edges: list[Edge[T]] = []
        self.leaves: list[Leaf[T]] = []
        self.answers: dict[str, Leaf[T]] = {}
        self.edge: Edge[T] | None = None

    def add(self, steps: Iterable[Step], leaf: Leaf[T]) -> None:
        """Let *steps* lead to *leaf*."""
        node = self
        for step in steps:
            node = node._after(step)
        node.leaves.append(leaf)
        for method in leaf.route.methods:
            node.answers.setdefault(method, leaf)

    def settle(self) -> None:
        """Put the edges into the order in which they are tried.

        Where a route answers ``OPTIONS`` itself, it is not answered for the others.
        """
        if "OPTIONS" in self.answers:
            for leaf in self.leaves:
                leaf.methods = leaf.route.methods
        self.edges.sort(key=lambda edge: edge.step.weight)
        self.edge = self.edges[0] if self.edges else None
        for node in (*self.static.values(), *(edge.node for edge in self.edges)):
            node.settle()

    def _after(self, step: Step) -> Node[T]:
        if step.capture is None:
            return self.static.setdefault(step.text, Node())
        for edge in self.edges:
            if edge.step == step:
                return edge.node
        self.edges.append(Edge(step, step.capture))
        return self.edges[-1].node


Way: TypeAlias = tuple[Leaf[T], tuple[str, ...], bool]
"""A leaf, the texts captured on the way, and whether the path lacks a final slash."""


def ways(
    node: Node[T], segments: Sequence[str], texts: tuple[str, ...] = ()
) -> Iterator[Way[T]]:
    """Yield every way from *node* to a route, the one to be preferred first."""
    if not segments:
        yield from _ends(node, texts)
        return
    following = node.static.get(segments[0])
    if following is not None:
        yield from ways(following, segments[1:], texts)
    for edge in node.edges:
        followed = edge.follow(segments)
        if followed is not None:
            yield from ways(edge.node, followed[1], texts + followed[0])
    if len(segments) == 1 and not segments[0]:
        for leaf in node.leaves:
            if not leaf.strict:
                yield leaf, texts, False


def _ends(node: Node[T], texts: tuple[str, ...]) -> Iterator[Way[T]]:
    """Yield the ways that end at *node*, and those that lack a slash only."""
    for leaf in node.leaves:
        yield leaf, texts, False
    if "" in node.static:
        for leaf in node.static[""].leaves:
            yield leaf, texts, True


def straight(
    node: Node[T], segments: Sequence[str], method: str
) -> tuple[Leaf[T], dict[str, Any]] | None:
    """Go down from *node* by the first step that fits each segment.

    Where that leads to a route that answers, it is the first of :func:`ways`; so the
    others need not be looked for. The first segment, before the slash, is left out.

    Returns:
        The leaf and its variables, or None if it leads nowhere.
    """
    texts: list[str] = []
    for index in range(1, len(segments)):
        segment = segments[index]
        following = node.static.get(segment)
        if following is None:
            edge = node.edge
            if edge is None:
                return None
            if edge.final:
                return _spanned(edge, segments[index:], texts, method)
            if edge.test is None:
                found = edge.capture(segment)
            else:
                found = (segment,) if edge.test(segment) else None
            if found is None:
                return None
            texts += found
            following = edge.node
        node = following
    return _answer(node, texts, method)


def _spanned(
    edge: Edge[T], segments: Sequence[str], texts: list[str], method: str
) -> tuple[Leaf[T], dict[str, Any]] | None:
    """Return where *edge* leads to that takes all *segments*."""
    followed = edge.follow(segments)
    if followed is None:
        return None
    texts += followed[0]
    return _answer(edge.node.static[""] if followed[1] else edge.node, texts, method)


def _answer(
    node: Node[T], texts: Sequence[str], method: str
) -> tuple[Leaf[T], dict[str, Any]] | None:
    leaf = node.answers.get(method)
    if leaf is None:
        return None
    try:
        return leaf, leaf.fill(texts)
    except ValueError:
        return None
