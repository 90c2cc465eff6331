"""Petitions (信访): registered, decided on, handled, answered, reviewed by others, closed.

Owns the register with masked or anonymous petitioners, who handled each petition when, terms in
calendar days with their extensions, and the written answers. The handbook (R26) only names the
field; the process follows the national practice (信访工作条例): 15 days to decide, 60 to answer
and 30 more with approval, 30 for a review by somebody else. Gives the province what was decided
and answered in time, never a matter.
"""
