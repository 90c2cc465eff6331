"""The ten steps of an outgoing document (R11): whose turn it is, and where it may go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import EARLIER, RETURNER, Lifecycle, Move


class States(models.TextChoices):
    """The step whose turn it is."""

    DRAFTING = "drafting", _("Drafting (step 1)")
    OFFICE_REVIEW = "office_review", _("Editorial check (step 2)")
    LEADER_SIGN = "leader_sign", _("Countersigning or signing (step 3)")
    DIRECTOR_SIGN = "director_sign", _("Signing (step 4)")
    NUMBERING = "numbering", _("Numbering (step 5)")
    PROOFING = "proofing", _("Printing a proof (step 6)")
    PROOF_CHECK = "proof_check", _("Checking the proof (step 7)")
    PRINTING = "printing", _("Printing (step 8)")
    DISPATCHING = "dispatching", _("Sending (step 9)")
    FILING = "filing", _("Filing (step 10)")
    ARCHIVED = "archived", _("Document filed")
    VOID = "void", _("Document void")


S = States
# The originating department (相关部门): whoever works at the centre drafts for their own.
ORIGINATORS = (
    Post.DRAFTER,
    Post.STAFF,
    Post.DEPT_SUP,
    Post.DEPT_HEAD,
    Post.OFFICE,
    Post.AREA_CLERK,
    Post.ADMIN,
    Post.ADMIN_MGR,
    Post.FINANCE,
    Post.OPS,
)
TEN = tuple(state for state in S if state not in (S.ARCHIVED, S.VOID))
# Until it is sent, a text can be taken back to change it (R15).
UNDER_WAY = TEN[1:9]
NUMBERED = (S.PROOFING, S.PROOF_CHECK, S.PRINTING, S.DISPATCHING)
# Where the text may still be touched; from the leaders on it stands as they read it (R15).
EDITABLE = (S.DRAFTING, S.OFFICE_REVIEW)
ENDED = (S.ARCHIVED, S.VOID)

# fmt: off
OUTGOING = Lifecycle("outgoing", States, (
    Move("submit",    (S.DRAFTING,),      S.OFFICE_REVIEW, ORIGINATORS, R(11), _("Submit the draft")),
    Move("resubmit",  (S.DRAFTING,),      RETURNER,        ORIGINATORS, R(14), _("Resubmit to the returner")),
    Move("discard",   (S.DRAFTING,),      S.VOID,          ORIGINATORS, R(11), _("Discard the draft"), reason=True),
    Move("take_back", (S.OFFICE_REVIEW,), S.DRAFTING,      ORIGINATORS, R(11), _("Take back, not opened yet")),
    Move("take_back", (S.LEADER_SIGN,),   S.OFFICE_REVIEW, (Post.OFFICE,), R(11), _("Take back, not opened yet")),
    Move("review",    (S.OFFICE_REVIEW,), S.LEADER_SIGN,   (Post.OFFICE,), R(11), _("Pass on to the leaders"), four_eyes=True),
    Move("agree",     (S.LEADER_SIGN,),   S.DIRECTOR_SIGN, (Post.LEADER,), R(13), _("Leader agrees"), four_eyes=True),
    Move("return",    (S.OFFICE_REVIEW,), EARLIER,         (Post.OFFICE,), R(14), _("Return for changes"), reason=True),
    Move("return",    (S.LEADER_SIGN,),   EARLIER,         (Post.LEADER,), R(14), _("Return for changes"), reason=True),
    Move("return",    (S.DIRECTOR_SIGN,), EARLIER,         (Post.DIRECTOR,), R(14), _("Return for changes"), reason=True),
    Move("sign",      (S.DIRECTOR_SIGN,), S.NUMBERING,     (Post.DIRECTOR,), R(16), _("Sign the document"), four_eyes=True),
    Move("number",    (S.NUMBERING,),     S.PROOFING,      (Post.OFFICE,), R(17), _("Give the number")),
    Move("proof",     (S.PROOFING,),      S.PROOF_CHECK,   ORIGINATORS, R(18), _("Print the proof")),
    Move("pass",      (S.PROOF_CHECK,),   S.PRINTING,      (Post.OPS,), R(18), _("Proof is right"), four_eyes=True),
    Move("fail",      (S.PROOF_CHECK,),   S.PROOFING,      (Post.OPS,), R(18), _("Proof has errors"), reason=True, four_eyes=True),
    Move("print",     (S.PRINTING,),      S.DISPATCHING,   ORIGINATORS, R(19), _("Record the printing")),
    Move("dispatch",  (S.DISPATCHING,),   S.FILING,        ORIGINATORS, R(19), _("Record the sending")),
    Move("archive",   (S.FILING,),        S.ARCHIVED,      (Post.OFFICE,), R(20), _("File the document")),
    Move("withdraw",  UNDER_WAY,          S.DRAFTING,      ORIGINATORS, R(15), _("Withdraw to change it"), reason=True),
    Move("void",      NUMBERED,           S.VOID,          (Post.OFFICE,), R(17), _("Declare it void"), reason=True),
), title=_("Outgoing documents"))
# fmt: on
