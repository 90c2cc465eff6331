"""Counting (盘点): each month's start, book and object are compared and made to agree.

Owns the counts with the expected set as it was when they began (R92–R95), the phone page with its
queue, what was found, missing, in the wrong place or unknown, both signatures, the approval of
surplus and shortage and their booking, the counts of supplies (R115), and the figures of both.
"""
