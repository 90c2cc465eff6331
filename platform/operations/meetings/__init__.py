"""Meetings and reception (会议与接待): rooms, meetings from the notice to the minutes, visitors.

Owns meeting rooms and their bookings, meetings with who is invited, comes, and signs in, the
minutes with what was decided, and visits. The handbook names both fields without clauses of their
own (R26); papers of meetings are kept (R29), and what was decided becomes supervision items (R44).
"""
