"""The rules of counting: pure functions on values."""
