"""The rules of assets, on values only."""
