from kolben import App, Resource

app = App(__name__)


@app.resource("/squares/<number>")
class Square(Resource):
    """Squares a number of the URL, and links to the next."""

    def get(self, number: int) -> dict[str, object]:
        following = Square.url(number=number + 1)
        return {"number": number, "square": number**2, "next": following}
