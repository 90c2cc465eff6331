"""Papers handed in (转交件): what stations hand to the office, which alone receives it (R31).

Owns the paper of a station on its way to the register: handed in on a phone with its files,
registered by the office as a request from below, or returned with the reason. The station sees
where its own papers stand, and nothing of how they are handled. Implements R31, and R25 for what
arrives so; the register itself is `operations.documents.incoming`.
"""
