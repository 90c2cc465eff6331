"""The rules of petitions, on values only."""
