"""What is said of the mistakes that more than one of us finds.

Layer 0. The start, the mypy plugin and ``kolben check`` find the same mistakes at
different times, each in its own material: objects, types, syntax trees. What they say
is written here once, from names alone, so that whoever has read a message once knows
it again. Types and values come as the texts that are to be shown.
"""

from __future__ import annotations

from kolben._wording.links import (
    endpoint_unknown,
    link_cannot_carry,
    link_lacks,
    link_value_refused,
    link_without_method,
)
from kolben._wording.parameters import (
    as_input,
    body_on_bodiless,
    parameter_by_position,
    parameter_never_filled,
    parameter_unannotated,
    parameter_unfilled,
    variable_marked,
    variable_not_taken,
)
from kolben._wording.routes import (
    almost_a_verb,
    converter_disagrees,
    converter_unknown,
    handlers_disagree,
    head_only,
    no_verb,
    not_convertible,
    not_signable,
    route_answered_twice,
)
from kolben._wording.state import session_key_unknown
from kolben._wording.templates import (
    template_missing,
    template_name_undeclared,
    template_not_loaded,
    template_variable_unused,
)
from kolben._wording.words import Words

__all__ = [
    "Words",
    "almost_a_verb",
    "as_input",
    "body_on_bodiless",
    "converter_disagrees",
    "converter_unknown",
    "endpoint_unknown",
    "handlers_disagree",
    "head_only",
    "link_cannot_carry",
    "link_lacks",
    "link_value_refused",
    "link_without_method",
    "no_verb",
    "not_convertible",
    "not_signable",
    "parameter_by_position",
    "parameter_never_filled",
    "parameter_unannotated",
    "parameter_unfilled",
    "route_answered_twice",
    "session_key_unknown",
    "template_missing",
    "template_name_undeclared",
    "template_not_loaded",
    "template_variable_unused",
    "variable_marked",
    "variable_not_taken",
]
