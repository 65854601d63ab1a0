"""Templates: found in the folders of application and routers, rendered by Jinja.

Layer 5. The only room that knows Jinja; whoever needs one of its types takes it from
here.
"""

from __future__ import annotations

from kolben.templating.environment import Environment, autoescapes
from kolben.templating.loader import TemplateLoader, TemplateMissingError
from kolben.templating.templates import TemplateName, Templates, TemplateSettings

__all__ = [
    "Environment",
    "TemplateLoader",
    "TemplateMissingError",
    "TemplateName",
    "TemplateSettings",
    "Templates",
    "autoescapes",
]
