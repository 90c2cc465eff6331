"""{% image page.picture fill-960x720 format-webp as shot %}: Wagtail's tag, that breaks no page.

Wagtail's own makes a missing size while a visitor waits, and the page is refused where nothing may
be written; the templates of the sites load this library instead (an architecture test asks).
"""

from django import template
from django.template import Context
from django.template.base import Parser, Token
from wagtail.images.templatetags import wagtailimages_tags as wagtails

from cms import pictures

register = template.Library()


class ShotNode(wagtails.ImageNode):  # type: ignore[misc]
    """Puts what is shown of a picture into the context; nothing for no picture."""

    def render(self, context: Context) -> str:
        """Writes nothing itself."""
        image = self.validate_image(context)
        if image:
            context[self.output_var_name] = pictures.shown(image, self.get_filter().spec)
        return ""


@register.tag
def image(parser: Parser, token: Token) -> ShotNode:
    """Raises TemplateSyntaxError where Wagtail's does, and without a name after `as`."""
    given = wagtails.image(parser, token)
    if not given.output_var_name:
        raise template.TemplateSyntaxError("Say what the picture is called: {% image … as shot %}.")
    return ShotNode(given.image_expr, given.filter_specs, output_var_name=given.output_var_name)
