"""What villagers do on the county's site: read the guides, apply, look a case up, rate, book.

Everything here is open to strangers. So the limits of `throttle` stand before whatever is typed,
and what is shown of a case is `operations.casework.public` and nothing else.
"""
