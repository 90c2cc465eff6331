"""Newspapers, letters and parcels (报刊、信件收发): registered, put into pigeonholes, handed over.

Owns the cabinet with its labelled pigeonholes (格口), the register of what arrived, wrong
deliveries (错分), the list of unclaimed mail (待认领), subscriptions and the daily tick of ordinary
papers. Implements R58-R61, and R25 for confidential mail; gives the province what was delivered
wrongly and what was not collected in time.
"""
