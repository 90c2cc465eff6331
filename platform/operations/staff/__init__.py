"""The people of the centre: departments, zones, establishment, skills, joining and leaving.

Implements R118 (six zones), R122 (a complete organisation), R123 (staffing of twelve and
vacancies, K30), R124–R133 (what each post must be able to do; the county's own name in R128),
R152 and R156 (phones). Leaving blocks the closing of the account until everything is cleared;
later modules register what that is in `clearance`.
"""
