"""The formats of bodies, and what reads a whole value from bytes.

Layer 4. Reading is one call of msgspec's decoder, which knows the type as a whole.
What it does not know, models of pydantic and files, it hands to this module.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NoReturn

import msgspec

from kolben.binding.judging import judge_of
from kolben.binding.nodes import Node
from kolben.binding.problems import Invalid, sentence
from kolben.binding.structures import is_foreign

__all__ = ["Format", "JSON", "MSGPACK", "REFUSALS", "foreign"]

REFUSALS: Final = (ArithmeticError, RecursionError, TypeError, ValueError)
"""What reading may raise for what a client sent.

A ``TypeError`` is that of a value which cannot be hashed, in a set or as a key.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of bodies.

    Attributes:
        name: What messages call it.
        decoder: msgspec's decoder of it.
        objects: What its objects are, with values that are not read yet.
    """

    name: str
    decoder: Any
    objects: Any

    def reader(self, node: Node) -> Callable[[Any], Any]:
        """Return what reads bytes as the type of *node*.

        Raises:
            TypeError: If msgspec cannot.
        """
        decode: Callable[[Any], Any]
        decode = self.decoder(node.annotation, dec_hook=foreign).decode
        if not node.is_judged:
            return decode
        judge = judge_of(node)

        def read(body: Any) -> Any:
            value = decode(body)
            if (said := judge(value)) is not None:
                raise Invalid(sentence(said))
            return value

        return read

    def parts(self, body: Any) -> dict[Any, Any] | list[Any] | None:
        """Return what an object or an array consists of, unread; None for others."""
        for kind in (self.objects, list[msgspec.Raw]):
            try:
                found: dict[Any, Any] | list[Any] = self.decoder(kind).decode(body)
            except REFUSALS:
                continue
            return found
        return None


def foreign(kind: Any, value: Any) -> Any:
    """Return *value*, made of what JSON knows, as one that msgspec cannot make.

    Raises:
        ValueError: If the model refuses it.
        NotImplementedError: If nothing is known of *kind*.
    """
    if is_foreign(kind):
        if kind.model_config.get("strict"):
            return kind.model_validate_json(msgspec.json.encode(value))
        return kind.model_validate(value)
    if isinstance(value, kind):
        return value
    raise NotImplementedError


def _extension(code: int, _: object) -> NoReturn:
    """Refuse a value of a kind that only its sender knows.

    Where nothing is said of a type, it would be an object that nobody reckons with.
    """
    raise ValueError(f"Unknown extension {code} of MessagePack")


JSON: Final = Format("JSON", msgspec.json.Decoder, dict[str, msgspec.Raw])
"""The format of ``application/json``."""

MSGPACK: Final = Format(
    "MessagePack",
    partial(msgspec.msgpack.Decoder, ext_hook=_extension),
    dict[Any, msgspec.Raw],
)
"""The format of ``application/msgpack``."""
