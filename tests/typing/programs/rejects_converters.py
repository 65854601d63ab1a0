"""Converters that convert to something else than they say."""

from __future__ import annotations

from datetime import date

from kolben import App, Converter, Resource

app = App(__name__)


class Hex(Converter[int]):
    def to_python(self, value: str) -> str:  # E mypy: Return type "str" of "to_python" incompatible with # E pyright: incompatible manner
        return value


class Day(Converter[date]):
    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: str) -> str:  # E mypy: incompatible with supertype # E pyright: incompatible manner
        return value


@app.converter("text")  # E pyright: "type[Text]" is not assignable to "type[BaseConverter]"
class Text:  # E mypy: cannot be "type[Text]"
    regex = ".*"


class Calendar(Resource):
    def get(self, day: date) -> str:
        return str(day)


app.converter(3)  # E mypy: incompatible type "int" # E pyright: cannot be assigned to parameter "name"
app.converter(Day)  # E mypy: incompatible type "type[Day]" # E pyright: cannot be assigned to parameter "name"
app.add_converter("slug")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "converter"
app.add_converter(Day(), name="day")  # E mypy: incompatible type "Day" # E pyright: cannot be assigned to parameter "converter"
app.add_converter(Day, "day")  # E mypy: Too many positional arguments # E pyright: Expected 1 positional argument
app.add_converter(Day, nme="day")  # E mypy: Unexpected keyword argument "nme" # E pyright: No parameter named "nme"
Calendar.url(day="2026-01-01")  # E mypy: incompatible type "str" # E pyright: cannot be assigned to parameter "day"
