"""What waits for whom, over all modules: 待办, 待阅, 已办, 已阅, 我发起.

A module assigns a step, and closes it in the service that makes the move: approving is the
module's own. The verbs that Chinese offices expect around it are here.

- hand over (转办): somebody else does it, and it does not come back.
- delegate (委派): somebody else prepares it; it comes back with their opinion.
- add a countersigner (加签), before or after one's own opinion; it comes back when all signed.
- countersign (会签): several persons, all, any, a share, or one after the other.
- send back (退回) to any earlier step, and resubmit straight to the one who sent it back.
- withdraw (撤回) what one passed on, until somebody opens it.
- circulate (传阅): a copy to read, with receipts. Remind (催办).
- leave deputies (代理): somebody acts for an absent person, every act marked so.
"""

from core.inbox.addressing import OVERSEERS, Assignee, addressed
from core.inbox.assigning import assign, close, rescue
from core.inbox.batching import BatchResult, close_batch, is_low_risk, register_low_risk
from core.inbox.circulating import circulate, mark_opened, receipts, remind
from core.inbox.deputies import deputy_appoint, deputy_end, principals, stand_in, standing_in
from core.inbox.handing import (
    add_countersigner,
    delegate,
    hand_over,
    on_handed_over,
    recall,
    remove_countersigner,
)
from core.inbox.reading import (
    BOXES,
    Counts,
    Load,
    counts,
    for_actor,
    is_overdue,
    loads,
    next_after,
    opinions,
    pending,
    waiting_with,
)
from core.inbox.returning import resubmit, send_back, withdraw
from core.inbox.signing import answer, countersign, on_decided

__all__ = [
    "BOXES",
    "OVERSEERS",
    "Assignee",
    "BatchResult",
    "Counts",
    "Load",
    "add_countersigner",
    "addressed",
    "answer",
    "assign",
    "circulate",
    "close",
    "close_batch",
    "countersign",
    "counts",
    "delegate",
    "deputy_appoint",
    "deputy_end",
    "for_actor",
    "hand_over",
    "is_low_risk",
    "is_overdue",
    "loads",
    "mark_opened",
    "next_after",
    "on_decided",
    "on_handed_over",
    "opinions",
    "pending",
    "principals",
    "recall",
    "receipts",
    "register_low_risk",
    "remind",
    "remove_countersigner",
    "rescue",
    "resubmit",
    "send_back",
    "stand_in",
    "standing_in",
    "waiting_with",
    "withdraw",
]
