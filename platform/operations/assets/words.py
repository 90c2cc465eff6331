"""How the acts of assets read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "purchase.draft": gettext_lazy("Purchase request drafted"),
    "purchase.change": gettext_lazy("Purchase request changed"),
    "purchase.paper": gettext_lazy("Voucher or invoice entered"),
    "purchase.paper_remove": gettext_lazy("Voucher or invoice taken out"),
    "purchase.copy": gettext_lazy("Copy of a paper handed to somebody"),
    "depreciation.charge": gettext_lazy("Depreciation of a month charged"),
    "balance.enter": gettext_lazy("Ledger compared with the books of finance"),
    "reimbursement.hand_in": gettext_lazy("Reimbursement handed in"),
    "asset.enter": gettext_lazy("Asset entered in the ledger"),
    "asset_repair.report": gettext_lazy("Damage of an asset reported"),
    "asset_scrapping.apply": gettext_lazy("Scrapping of an asset applied for"),
    "asset_scrapping.compensate": gettext_lazy("Compensation entered"),
    "asset.finding": gettext_lazy("Finding entered"),
    "asset.finding_done": gettext_lazy("Finding put right"),
    "authorisation.grant": gettext_lazy("Authorisation for special assets given"),
    "asset.release": gettext_lazy("Asset set aside no more"),
    "asset.place": gettext_lazy("Asset put elsewhere"),
    "asset.surplus": gettext_lazy("Entered as a surplus"),
}
WORDS = {
    "purchase": gettext_lazy("number of the request"),
    "decided_as": gettext_lazy("by the threshold"),
    "reallocated": gettext_lazy("reallocated"),
    "idle_seen": gettext_lazy("idle assets seen"),
    "holds_until": gettext_lazy("approval holds until"),
    "differences": gettext_lazy("differences"),
    "bill": gettext_lazy("voucher or invoice"),
    "bill_copy": gettext_lazy("copy"),
    "bill_amount": gettext_lazy("amount"),
    "reimbursement": gettext_lazy("number of the reimbursement"),
    "cards": gettext_lazy("assets"),
    "card": gettext_lazy("number of the asset"),
    "kept_by_now": gettext_lazy("user of the asset"),
    "repair": gettext_lazy("number of the repair"),
    "scrapping": gettext_lazy("number of the scrapping"),
    "compensation": gettext_lazy("compensation"),
    "authorised_until": gettext_lazy("authorised until"),
    "charged_month": gettext_lazy("month"),
    "charged_total": gettext_lazy("depreciation of the month"),
    "books": gettext_lazy("books of finance (number / value)"),
    "ledger": gettext_lazy("physical ledger (number / value)"),
    "stands_at": gettext_lazy("place of the asset"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
