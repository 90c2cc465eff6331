"""Training on a county's site: courses, calendar, sign-up, teachers, lessons, certificates.

All of it is read from `operations.training.public` when it is shown; nothing is typed twice.
"""
