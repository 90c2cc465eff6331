"""Who signs in, and what they may do.

Owns users, grants of posts with their scope, invitations, sessions and the throttle of sign-ins.
Rules of the handbook: R0 (nobody approves what they made; separation of duties), R148 (scopes),
R152 and R156 (phones are masked, revealed with a reason, found by hash only).
"""
