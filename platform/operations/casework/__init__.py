"""Casework: what a county's centre and its stations do for people who ask (R121, R134–R140)."""
