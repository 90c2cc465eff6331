"""Console pages of casework besides the record pages."""
