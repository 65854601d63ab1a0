from __future__ import annotations

from pathlib import Path

from tests.checks.projects import findings, told

FILES = {"static/css/style.css": "", "static/logo.svg": ""}


def test_finds_a_link_to_a_file_that_is_not_there(tmp_path: Path) -> None:
    body = "link = lambda: url_for('static', filename='css/styl.css')"

    (finding,) = findings(tmp_path, body, FILES)

    assert (finding.rule, finding.severity) == ("missing-static-file", "error")
    assert finding.problem == (
        f"There is no static file 'css/styl.css' in {tmp_path / 'static'}."
    )
    assert finding.hint == "Did you mean 'css/style.css'?"


def test_finds_it_in_a_template(tmp_path: Path) -> None:
    page = (
        "{{ url_for('static', filename='logo.svg') }}\n"
        "{{ url_for('static', filename='logo.png') }}\n"
        "{{ url_for('static', filename=x) }}"
    )

    (line,) = told(tmp_path, "", {**FILES, "templates/page.html": page})

    assert line.startswith("page.html:2: There is no static file 'logo.png' in ")


def test_looks_into_the_folder_of_the_router(tmp_path: Path) -> None:
    body = """
    from kolben import Router
    admin = Router("admin", prefix="/admin", static_folder="assets")
    app.include(admin)
    links = lambda: [
        url_for("admin.static", filename="admin.css"),
        url_for("admin.static", filename="style.css"),
    ]
    """

    (line,) = told(tmp_path, body, {"assets/admin.css": ""})

    assert line.startswith("app.py:10: There is no static file 'style.css' in ")


def test_a_file_that_is_there_is_right(tmp_path: Path) -> None:
    body = "link = lambda: url_for('static', filename='css/style.css')"

    assert findings(tmp_path, body, FILES) == []
