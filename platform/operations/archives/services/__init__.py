"""Verbs of the archive, by what they do."""

from operations.archives.services.destroying import (
    list_appraise,
    list_destroy,
    list_drop,
    list_propose,
)
from operations.archives.services.filing import BatchResult, Filing, file_many, open_file, pack
from operations.archives.services.lending import (
    copy_opened,
    loan_apply,
    loan_approve,
    loan_lend,
    loan_refuse,
    loan_return,
    loan_withdraw,
    loans_follow,
)
from operations.archives.services.setting import ArchiveSettings, settings_change
from operations.archives.services.verifying import file_verify, verify_oldest

__all__ = [
    "ArchiveSettings",
    "BatchResult",
    "Filing",
    "copy_opened",
    "file_many",
    "file_verify",
    "list_appraise",
    "list_destroy",
    "list_drop",
    "list_propose",
    "loan_apply",
    "loan_approve",
    "loan_lend",
    "loan_refuse",
    "loan_return",
    "loan_withdraw",
    "loans_follow",
    "open_file",
    "pack",
    "settings_change",
    "verify_oldest",
]
