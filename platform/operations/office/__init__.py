"""The office's own work (办事): supervision items with their owners, deadlines and checks.

Owns supervision items (督办), from being issued to being closed, with milestones, a check on every
working day, lights by working days, reminders and escalation. Implements R43-R47; gives the
province K03 and the checks that were missed.
"""
