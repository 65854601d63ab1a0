from __future__ import annotations

import functools
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ForwardRef,
    Generic,
    Literal,
    NewType,
    Optional,
    TypeVar,
    Union,
)

import pytest
from typing_extensions import TypeAliasType

from kolben._annotations import (
    MISSING,
    UnresolvedAnnotation,
    describe,
    hints_of,
    metadata,
    optional,
    plain,
    return_hint_of,
)
from kolben.exceptions import BindError

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
UserId = NewType("UserId", int)
AdminId = NewType("AdminId", UserId)
Query = Annotated[T, "query"]
Name = TypeAliasType("Name", str)
Header = TypeAliasType("Header", Annotated[T, "header"], type_params=(T,))
Positive = NewType("Positive", Annotated[int, "positive"])


class Color(Enum):
    RED = 1


class Box(Generic[T]):
    class Lid:
        pass


def show(page: int, *rest: str, tags: list[Color] | None = None, **more: Any) -> str:
    return ""


def test_reads_the_parameters_but_not_the_result() -> None:
    assert hints_of(show) == {
        "page": int,
        "rest": str,
        "tags": list[Color] | None,
        "more": Any,
    }


def test_a_parameter_without_annotation_has_no_hint() -> None:
    def bare(page, limit: int): ...

    assert hints_of(bare) == {"limit": int}


def test_annotations_that_are_no_text_are_taken_as_they_are() -> None:
    def made(page): ...

    made.__annotations__ = {"page": Annotated[int, "x"], "limit": None}

    assert hints_of(made) == {"page": Annotated[int, "x"], "limit": type(None)}


def test_metadata_is_kept() -> None:
    def search(page: Query[int], header: Annotated[list[Color], "h"]): ...

    assert hints_of(search) == {
        "page": Annotated[int, "query"],
        "header": Annotated[list[Color], "h"],
    }


def test_names_within_quoted_parts_are_read() -> None:
    def search(tags: list[Color], choice: Literal["Color"]): ...

    assert hints_of(search) == {"tags": list[Color], "choice": Literal["Color"]}


def test_local_names_can_be_given() -> None:
    class Local: ...

    def take(value: Local) -> Local: ...

    assert hints_of(take, localns=locals()) == {"value": Local}
    assert return_hint_of(take, localns=locals()) is Local
    assert return_hint_of(take) is MISSING


def test_a_name_for_type_checkers_only_gets_an_explanation() -> None:
    def pay(page: int, amount: Decimal): ...

    with pytest.raises(UnresolvedAnnotation) as caught:
        hints_of(pay)

    error = caught.value
    assert isinstance(error, BindError)
    assert (error.name, error.text) == ("amount", "Decimal")
    assert error.problem == (
        "The annotation 'Decimal' of 'amount' cannot be read: "
        "name 'Decimal' is not defined."
    )
    assert "TYPE_CHECKING" in error.hint
    assert isinstance(error.__cause__, NameError)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("types.NoSuchType", id="no such attribute"),
        pytest.param("list[", id="not an expression"),
        pytest.param("5 | None", id="not a type"),
        pytest.param("1 / 0", id="whatever else"),
    ],
)
def test_an_annotation_that_fails_is_named(text: str) -> None:
    def take(value): ...

    take.__annotations__ = {"value": text}

    with pytest.raises(UnresolvedAnnotation) as caught:
        hints_of(take)

    assert repr(text) in caught.value.problem


def test_a_quoted_part_that_fails_is_described() -> None:
    def take(value): ...

    take.__annotations__ = {"value": list[ForwardRef("Nowhere")]}

    with pytest.raises(UnresolvedAnnotation, match="'list\\[Nowhere\\]' of 'value'"):
        hints_of(take)


def test_a_result_that_cannot_be_read_is_missing() -> None:
    def pay() -> Decimal: ...

    def nothing() -> None: ...

    assert return_hint_of(pay) is MISSING
    assert return_hint_of(lambda: None) is MISSING
    assert return_hint_of(nothing) is type(None)
    assert return_hint_of(show) is str


def test_a_decorated_function_is_read_where_it_was_written() -> None:
    names: dict[str, Any] = {"functools": functools}
    exec(
        "def decorate(function):\n"
        "    @functools.wraps(function)\n"
        "    def wrapper(*args: 'Unread'): return function(*args)\n"
        "    return wrapper\n",
        names,
    )

    assert hints_of(names["decorate"](show)) == hints_of(show)


class Pages:
    def __init__(self, size: int) -> None: ...

    def get(self, page: Color) -> str: ...

    @classmethod
    def make(cls, page: Color) -> None: ...

    @staticmethod
    def count(page: Color) -> None: ...

    def __call__(self, page: UserId) -> None: ...


@pytest.mark.parametrize(
    ("target", "hints"),
    [
        pytest.param(Pages.get, {"page": Color}, id="a method"),
        pytest.param(Pages(1).get, {"page": Color}, id="a bound method"),
        pytest.param(Pages.make, {"page": Color}, id="a class method"),
        pytest.param(Pages.count, {"page": Color}, id="a static method"),
        pytest.param(Pages(1), {"page": UserId}, id="an object that is called"),
        pytest.param(Pages, {"size": int}, id="a class"),
        pytest.param(functools.partial(show, 1), hints_of(show), id="a partial"),
        pytest.param(len, {}, id="a built-in function"),
        pytest.param(object, {}, id="a class without constructor"),
        pytest.param(Color, {}, id="an enum"),
    ],
)
def test_whatever_can_be_called_is_read(
    target: Callable[..., Any], hints: dict[str, object]
) -> None:
    if target is Color:
        hints = dict(hints_of(target))

    assert hints_of(target) == hints


def test_a_cached_function_is_read_through_its_wrapper() -> None:
    assert hints_of(functools.lru_cache(show)) == hints_of(show)


def module_with(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> Any:
    module = types.ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(f"from __future__ import annotations\n{text}", vars(module))
    return module


def test_a_dataclass_is_read_in_the_modules_of_its_fields(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = module_with(
        monkeypatch,
        "base_of_a_resource",
        "from dataclasses import dataclass\n"
        "class Store: ...\n"
        "@dataclass\n"
        "class Base:\n"
        "    store: Store\n",
    )

    @dataclass
    class View(base.Base):
        color: Color
        count: int = field(default=0, init=False)

    class Child(View):
        pass

    assert hints_of(View) == {"store": base.Store, "color": Color}
    assert hints_of(Child) == hints_of(View)


def test_a_dataclass_with_a_constructor_of_its_own_is_read_by_it() -> None:
    @dataclass(init=False)
    class View:
        color: Color

        def __init__(self, name: str) -> None: ...

    assert hints_of(View) == {"name": str}


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        pytest.param(int, int, id="a type"),
        pytest.param(Query[int], int, id="Annotated"),
        pytest.param(UserId, int, id="NewType"),
        pytest.param(AdminId, int, id="NewType of a NewType"),
        pytest.param(Annotated[AdminId, 1], int, id="Annotated NewType"),
        pytest.param(Positive, int, id="NewType of Annotated"),
        pytest.param(Name, str, id="an alias"),
        pytest.param(Header[int], int, id="an alias with an argument"),
        pytest.param(list[UserId], list[UserId], id="not within other types"),
        pytest.param(int | None, int | None, id="not within a union"),
        pytest.param(MISSING, MISSING, id="nothing"),
    ],
)
def test_plain_gives_the_type_within(annotation: object, found: object) -> None:
    assert plain(annotation) == found


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        pytest.param(int, (int, False), id="a type"),
        pytest.param(int | None, (int, True), id="with None"),
        pytest.param(None | int, (int, True), id="with None first"),
        pytest.param(Optional[Color], (Color, True), id="Optional"),  # noqa: UP045
        pytest.param(Union[int, str, None], (int | str, True), id="Union"),  # noqa: UP007
        pytest.param(int | str, (int | str, False), id="a union without None"),
        pytest.param(
            Query[int | None], (Annotated[int, "query"], True), id="within Annotated"
        ),
        pytest.param(
            Query[int] | None, (Annotated[int, "query"], True), id="around Annotated"
        ),
        pytest.param(Query[int], (Query[int], False), id="Annotated without None"),
        pytest.param(
            Header[int | None], (Annotated[int, "header"], True), id="within an alias"
        ),
        pytest.param(
            Literal["a"] | None, (Literal["a"], True), id="a literal with None"
        ),
        pytest.param(type(None), (type(None), False), id="None alone"),
    ],
)
def test_optional_takes_none_out(annotation: object, found: object) -> None:
    assert optional(annotation) == found


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        pytest.param(int, (), id="a type"),
        pytest.param(Annotated[int, 1, 2], (1, 2), id="Annotated"),
        pytest.param(Annotated[Query[int], 1], ("query", 1), id="nested"),
        pytest.param(Query[int | None], ("query",), id="around None"),
        pytest.param(Query[int] | None, ("query",), id="within a union with None"),
        pytest.param(Header[int] | None, ("header",), id="within an alias"),
        pytest.param(Annotated[Positive, 1], ("positive", 1), id="within NewType"),
        pytest.param(Query[int] | str, (), id="not within another union"),
    ],
)
def test_metadata_is_found(annotation: object, found: tuple[object, ...]) -> None:
    assert metadata(annotation) == found


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (int, "int"),
        (None, "None"),
        (type(None), "None"),
        (Any, "Any"),
        (MISSING, "MISSING"),
        ("Post | None", "Post | None"),
        (Color, "Color"),
        (Box.Lid, "Box.Lid"),
        (Box[int], "Box[int]"),
        (dict[str, list[Color]], "dict[str, list[Color]]"),
        (tuple[int, ...], "tuple[int, ...]"),
        (Callable[[int, str], None], "Callable[[int, str], None]"),
        (ForwardRef("Post") | None, "Post | None"),
        (int | str, "int | str"),
        (Literal["a", 1], "Literal['a', 1]"),
        (Query[int], "int"),
        (Header[int], "Header[int]"),
        (Name, "Name"),
        (UserId, "UserId"),
        (T, "T"),
        (5, "5"),
    ],
)
def test_an_annotation_is_described_as_it_is_written(
    annotation: object, text: str
) -> None:
    assert describe(annotation) == text


def test_a_local_type_is_described_by_its_own_name() -> None:
    class Local: ...

    assert describe(list[Local]) == "list[Local]"


def test_a_dataclass_of_an_unloaded_module_is_read_by_its_constructor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = module_with(
        monkeypatch,
        "a_module_that_goes_away",
        "from dataclasses import dataclass\n@dataclass\nclass View:\n    size: int\n",
    )
    monkeypatch.delitem(sys.modules, "a_module_that_goes_away")

    assert hints_of(module.View) == {"size": int}


def test_the_hint_for_what_cannot_be_evaluated_is_not_to_import_it() -> None:
    def show(page: int) -> None: ...

    show.__annotations__["page"] = "1 / 0"

    with pytest.raises(UnresolvedAnnotation, match="division by zero") as caught:
        hints_of(show)

    assert "Import" not in caught.value.hint
