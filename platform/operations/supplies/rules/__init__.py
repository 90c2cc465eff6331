"""The rules of supplies, on values only: classes, stock, windows, what may be asked for."""
