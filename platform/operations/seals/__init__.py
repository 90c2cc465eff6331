"""Use of seals (用印登记): which seals there are, who keeps them, and every impression made.

Owns the register of seals, applications for use (approved by a leader who did not apply, stamped
by the keeper, who notes the impressions), lending out with its return, and the monthly sheet. The
handbook has no clause of its own; R26 names the office's fields, four eyes are R0.
"""
