"""The archive (归档): what was finished, kept as DA/T 22-2015 says, found again, lent, destroyed.

Owns archived files with their numbers and packages, the list of what is finished and not filed,
loans, destruction lists, and the search over the words of all documents. Knows documents only as
sources (`sources.py`), which register themselves. Implements the filing of R20, R26 and R32.
"""
