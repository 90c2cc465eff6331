"""Shape of input only."""
