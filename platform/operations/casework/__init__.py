"""Services to villagers: what somebody asks for, done in time and provably.

Owns the catalogue of service items (S01–S20, V01–V10) with their guides, forms and promises, the
applicants, the cases from the window, the station, the phone and the web, their clocks, ratings
and call-backs, appointments and the hall's queue. Implements R120, R121, R134–R140, and R148,
R152, R155, R156 for cases; gives the province K15, K16, K17 and K26.
"""
