"""Shape of input only: the items' own fields, registration, acts, lists, catalogue."""
