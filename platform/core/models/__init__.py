"""Models of the vocabulary, one file per part."""
