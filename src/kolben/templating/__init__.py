"""Templates: found in the folders of application and routers, rendered by Jinja.

Layer 5. The only room that knows Jinja; whoever needs one of its types takes it from
here.
"""

from __future__ import annotations

from kolben.templating.checking import Declared, Mismatch
from kolben.templating.environment import Environment, autoescapes
from kolben.templating.loader import TemplateLoader, TemplateMissingError
from kolben.templating.processors import names_given
from kolben.templating.templates import TemplateName, Templates, TemplateSettings
from kolben.templating.typed import (
    Template,
    require_template,
    templates_below,
    templates_in,
)

__all__ = [
    "Declared",
    "Environment",
    "Mismatch",
    "Template",
    "TemplateLoader",
    "TemplateMissingError",
    "TemplateName",
    "TemplateSettings",
    "Templates",
    "autoescapes",
    "names_given",
    "require_template",
    "templates_below",
    "templates_in",
]
