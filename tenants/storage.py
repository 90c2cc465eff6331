"""Files: one folder per county, named by its uuid; the province's own beside them."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from tenants import context


class CountyFileSystemStorage(FileSystemStorage):
    """The default storage: location and address follow the current county.

    A uuid, not the schema's name: a restored or renamed county keeps its files, and nobody can
    guess a neighbour's folder from a division code.
    """

    @property
    def base_location(self) -> str:
        """Folder of the current county, as given."""
        return str(Path(settings.MEDIA_ROOT) / folder())

    @property
    def location(self) -> str:
        """Folder of the current county, absolute."""
        return str(Path(self.base_location).resolve())

    @property
    def base_url(self) -> str:
        """Files are addressed without the uuid: the host says whose they are."""
        return str(settings.MEDIA_URL)


def folder() -> str:
    """Name of the current county's folder under MEDIA_ROOT."""
    county = context.current()
    return county.uuid.hex if county else context.current_schema()
