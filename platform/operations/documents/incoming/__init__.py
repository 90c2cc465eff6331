"""Incoming documents (收文): registered by the office alone, proposed, instructed, handled, filed.

Owns the register with its closed list of origins, the tasks of departments, what was proposed,
instructed and answered, circulation, the words of attached PDFs, and the handling sheet. Implements
R27-R36 and R25 for what arrives; gives the province what was received, registered and handled in
time. A supervision item is made by whichever module offers to (`core.followups`).
"""
