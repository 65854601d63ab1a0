"""The table of all rules.

Layer 8. To add a rule, write a function that takes the application and the project
and yields findings, and name here what it may report.
"""

from __future__ import annotations

from typing import Final

from kolben.checks.aborts import aborts_without_error
from kolben.checks.deploy import DEPLOY_RULES
from kolben.checks.finding import Rule
from kolben.checks.handlers import (
    idle_error_handlers,
    idle_routers,
    unserved_resources,
)
from kolben.checks.links import broken_links
from kolben.checks.pages import rendered_templates
from kolben.checks.routes import unreachable_routes
from kolben.checks.settings import missing_folders, misspelled_settings
from kolben.checks.starting import what_does_not_start
from kolben.checks.unused import unused_static_files, unused_templates

__all__ = ["RULES"]

RULES: Final = (
    Rule(
        what_does_not_start,
        {"start": "The application does not start: a request would get no answer."},
    ),
    Rule(
        unreachable_routes,
        {"unreachable-route": "A route that other routes answer before it."},
        cheap=True,
    ),
    Rule(
        broken_links,
        {
            "broken-link": "A link by name that cannot be built.",
            "missing-static-file": "A link to a static file that is not there.",
        },
    ),
    Rule(
        rendered_templates,
        {
            "broken-template": "A template that is rendered by name, and is wrong.",
            "missing-template": "A template that is rendered, but is not there.",
            "template-variable": "A variable that a template uses, but is not given.",
        },
    ),
    Rule(
        aborts_without_error,
        {"abort-without-error": "A status for 'abort' that stands for no error."},
    ),
    *DEPLOY_RULES,
    Rule(
        idle_error_handlers,
        {"idle-handler": "An error handler that a nearer one leaves nothing to do."},
        cheap=True,
    ),
    Rule(
        idle_routers,
        {"idle-router": "A router that no request passes, with what it brings."},
    ),
    Rule(
        unserved_resources,
        {"unserved-resource": "A resource that has a path, but was never added."},
    ),
    Rule(
        misspelled_settings,
        {"misspelled-setting": "A setting that is called almost like another."},
        cheap=True,
    ),
    Rule(
        missing_folders,
        {"missing-folder": "A folder of templates or static files that is not there."},
        cheap=True,
    ),
    Rule(
        unused_templates,
        {"unused-template": "A template that nothing names."},
    ),
    Rule(
        unused_static_files,
        {"unused-static-file": "A static file that nothing names."},
    ),
)
"""Every rule, in the order in which they are asked."""
