"""Reading pages as people do: what a form says, at which field, and what it kept."""

import html
import re

from django.http import HttpResponse

# Our own templates list a field's errors below it, the console's action page names the field on
# top with a link to it.
BELOW = r'id="id_{field}_error"><li>(.*?)</li>'
ON_TOP = r'href="#id_{field}(?:_0)?">[^<]*</a>：(.*?)</p>'


def text(response: HttpResponse) -> str:
    """The page."""
    return html.unescape(response.content.decode())


def told_at(response: HttpResponse, field: str) -> str:
    """What the page says is wrong with a field; '' when nothing is."""
    shown = text(response)
    for pattern in (BELOW, ON_TOP):
        found = re.search(pattern.format(field=field), shown, re.DOTALL)
        if found:
            return found[1]
    return ""
