"""Duty (值班): who is at the post when, what came up, and how it passes from one to the next.

Owns shifts with sign-in, stand-ins and handover by both sides, the duty book of seven kinds of
entries with feedback of departments and instructions of leaders, swaps, and the work schedules of
holidays. Implements R39 and R48-R57; gives the province the gaps at the post, the handovers that
are missing, the holidays without a roster in time, and first reports of emergencies.
"""
