from kolben import URL, App, Query, Resource, Template

app = App(__name__)


class RoomPage(Template, file="room.html"):
    number: int
    light: bool
    switch: URL


@app.resource("/rooms/<number>")
class Room(Resource):
    """A room, and a switch for its light."""

    def get(self, number: int, light: Query[bool] = False) -> RoomPage:
        switch = Room.url(number=number, light=not light)
        return RoomPage(number=number, light=light, switch=switch)
