from __future__ import annotations

from functools import partial

from kolben._labels import label_of, name_of


class Shop:
    def open(self) -> str:
        return ""

    def __call__(self) -> str:
        return ""


def view(word: str) -> str:
    return word


def test_what_is_local_is_labelled_without_its_surroundings() -> None:
    def local() -> None: ...

    assert label_of(local) == "local"
    assert label_of(Shop().open) == "Shop.open"


def test_partials_and_objects_are_called_by_what_they_are_made_of() -> None:
    twice = partial(partial(view, "a"), "b")

    assert (label_of(twice), name_of(twice)) == ("view", "view")
    assert (label_of(Shop()), name_of(Shop())) == ("Shop", "Shop")


def test_a_name_that_a_function_was_given_is_its_name() -> None:
    def made() -> None: ...

    made.__name__ = "profile"

    assert name_of(made) == "profile"
