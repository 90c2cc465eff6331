"""Counties as tenants: one PostgreSQL schema each, and everything that keeps them apart.

Owns County and Domain, a county's birth from the template (D8), migrating all counties (D9),
backup and restore of one, the database backend that puts every statement into the right schema,
and the embedded services for machines that have none (D2, D3).
"""
