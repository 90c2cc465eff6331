"""What editors put together in the body of a page."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A picture that says what it shows, or says that it only decorates."""

    picture = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("What the picture shows"), required=False, max_length=120)
    decorative = blocks.BooleanBlock(label=_("Decoration only"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=120)

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """One of the two must be given."""
        cleaned = super().clean(value)
        if not cleaned["alt"] and not cleaned["decorative"]:
            raise blocks.StructBlockValidationError(
                {"alt": ValidationError(_("Say what the picture shows, or tick decoration only."))}
            )
        return cleaned

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class FigureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A number with its unit and what it means."""

    number = blocks.CharBlock(label=_("Number"), max_length=20)
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=20)
    label = blocks.CharBlock(label=_("Meaning"), max_length=40)


class BodyBlock(blocks.StreamBlock):  # type: ignore[misc]
    """The body of a page."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", max_length=60, template="cms/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=["bold", "ol", "ul", "link", "document-link"]
    )
    picture = PictureBlock()
    quote = blocks.BlockQuoteBlock(label=_("Quotation"))
    figures = blocks.ListBlock(
        FigureBlock(), label=_("Figures"), icon="order", template="cms/blocks/figures.html"
    )
