"""The rules of duty, by kind of work; on values only."""
