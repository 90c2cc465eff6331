"""The office's own work (办事): two-weekly plans, and supervision of what was decided.

Owns plans (工作预安排) of fourteen days, collected from the departments, merged, published and
summed up; and supervision items (督办), from being issued to being closed, with milestones, a check
on every working day, lights by working days, reminders and escalation. Implements R37, R38 and
R40-R47; gives the province K03, the checks that were missed and the periods without a plan.
"""
