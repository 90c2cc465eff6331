"""Small tags of the console's templates."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from console.records.views import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def draw_panel(context: template.RequestContext, panel: Panel) -> SafeString:
    """A module's own part of a record page, with the panel's context only."""
    return render_to_string(panel.template, dict(panel.context), request=context.request)


@register.simple_tag(takes_context=True)
def query(context: template.RequestContext, **changes: Any) -> str:
    """The page's query string with some parameters changed; None drops one."""
    params = context.request.GET.copy()
    params.pop("p", None)
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = str(value)
    return f"?{params.urlencode()}"
