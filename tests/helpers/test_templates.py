from __future__ import annotations

from kolben import (
    App,
    get_template_attribute,
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)


def test_templates_are_rendered_whole_and_in_pieces(furnished: App) -> None:
    with furnished.app_context():
        assert render_template("page.html", name="<b>") == "<p>&lt;b&gt;</p>"
        assert render_template(["none.html", "page.html"], name="x") == "<p>x</p>"
        assert render_template_string("{{ a }}", a="&") == "&amp;"
        assert "".join(stream_template("page.html", name="y")) == "<p>y</p>"
        assert "".join(stream_template_string("{{ a }}", a=1)) == "1"
        assert get_template_attribute("page.html", "loud")("a") == "A"
