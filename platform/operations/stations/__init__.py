"""Stations: the whole life of a township or village station, from its site to its removed plaque.

Owns the tree of townships and villages with their dates, the stations, their approval (forms A, B
and C), public notice, acceptance, inspections and rectifications, changes of manager, opening
hours and closures. Implements R141–R148 and gives the province K04, K05, K27, K31 and the stations
by state. The reference for all later modules: see docs/adding-a-module.md.
"""
