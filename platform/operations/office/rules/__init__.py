"""The office's rules, on values only; one file for each kind of work."""
