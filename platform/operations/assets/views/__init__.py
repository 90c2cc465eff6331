"""Pages of assets that are no record."""
