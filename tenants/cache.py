"""Cache keys: the county's uuid in front, so that equal keys of two counties never meet."""

from tenants import context


def make_key(key: str, key_prefix: str, version: int) -> str:
    """Key function for every cache alias (settings.CACHES)."""
    county = context.current()
    owner = county.uuid.hex if county else context.current_schema()
    return f"{owner}:{key_prefix}:{version}:{key}"
