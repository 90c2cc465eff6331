"""What the first county has pushed to the portal, for the addresses of its pictures."""

import io
from typing import Any

from PIL import Image

from oversight import portal
from oversight.models import PortalEntry
from tenants.context import county_context
from tenants.models import County


def portal_records() -> dict[str, dict[str, Any]]:
    """A county's look and a product, each with a picture; called at the province."""
    county = County.objects.filter(state=County.State.ACTIVE).earliest("code")
    drawn = io.BytesIO()
    Image.new("RGB", (20, 20), "#2f5d50").save(drawn, "PNG")
    shot = portal.Picture("sample", drawn.getvalue)
    with county_context(county.ref()):
        portal.publish_front(portal.Front("#2f5d50", "样例", "样例", "", shot, "样例"))
        portal.publish(
            [portal.Entry(portal.PRODUCT, "1", "/products/sample/", "样例米", picture=shot)]
        )
    entry = PortalEntry.objects.get(county=county, kind=portal.PRODUCT, key="1")
    return {"portal_picture": {"pk": entry.pk}, "portal_front": {"code": county.code}}
