"""How the parameters of a handler are filled from a request.

Layer 4. A signature is read and judged once, when its handler is registered; what is
left for a request is a call.
"""

from __future__ import annotations

from kolben.binding.binder import (
    Fill,
    Making,
    Recipe,
    Resolve,
    compiled_call,
    compiled_fill,
)
from kolben.binding.declared import require_body
from kolben.binding.inputs import Input
from kolben.binding.markers import (
    REQUIRED,
    Body,
    Cookie,
    File,
    Form,
    Header,
    Inject,
    Named,
    Query,
    QueryArgs,
    Source,
    source_of,
)
from kolben.binding.plan import (
    Dependency,
    Plan,
    Target,
    agreed_annotation,
    require_conforming,
    require_filled,
    require_fit,
)
from kolben.binding.problems import Problem
from kolben.binding.refusals import (
    InputError,
    InputTooLarge,
    InvalidInput,
    MalformedInput,
    UnsupportedInput,
)
from kolben.binding.signature import Parameter, Signature

__all__ = [
    "Body",
    "Cookie",
    "Dependency",
    "File",
    "Fill",
    "Form",
    "Header",
    "Inject",
    "Input",
    "InputError",
    "InputTooLarge",
    "InvalidInput",
    "Making",
    "MalformedInput",
    "Named",
    "Parameter",
    "Plan",
    "Problem",
    "Query",
    "QueryArgs",
    "REQUIRED",
    "Recipe",
    "Resolve",
    "Signature",
    "Source",
    "Target",
    "UnsupportedInput",
    "agreed_annotation",
    "compiled_call",
    "compiled_fill",
    "require_body",
    "require_conforming",
    "require_filled",
    "require_fit",
    "source_of",
]
