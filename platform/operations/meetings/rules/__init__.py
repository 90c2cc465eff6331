"""The rules of meetings and visits, on values only."""
