from __future__ import annotations

from kolben import App, flash, get_flashed_messages


def test_messages_are_flashed_for_the_next_request(furnished: App) -> None:
    @furnished.get("/say")
    def say() -> str:
        flash("hello")
        flash("oh no", "error")
        return ""

    @furnished.get("/hear")
    def hear() -> list[object]:
        return [
            get_flashed_messages(),
            get_flashed_messages(with_categories=True),
            get_flashed_messages(category_filter=["error"]),
        ]

    client = furnished.test_client()
    client.get("/say")

    assert client.get("/hear").json == [
        ["hello", "oh no"],
        [["message", "hello"], ["error", "oh no"]],
        ["oh no"],
    ]
    assert client.get("/hear").json == [[], [], []]
