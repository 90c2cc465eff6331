"""Oversight: what the province sees of all counties, and nothing more.

Owns the register of indicators with dated settings (R163), the facts that each county's own job
writes (D10), the monthly grain, the reporting calendar (R157, R164), the overview with drill-down
(R162), rankings, exports, and the read model of the provincial portal. Everything lives in
`public`; no personal data ever does (R153).
"""
