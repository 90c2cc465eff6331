"""Verbs of accounts, by stage of an account's life."""

from accounts.services.grants import grant_give, grant_revoke
from accounts.services.invitations import (
    invitation_accept,
    invitation_withdraw,
    invitations_end,
    invite,
    password_link,
)
from accounts.services.second_factor import (
    recovery_codes_renew,
    second_factor_off,
    second_factor_reset,
    second_factor_set_up,
    second_factor_try,
)
from accounts.services.signing import (
    others_sign_out,
    session_end,
    session_revoke,
    session_start,
    sign_in_try,
)
from accounts.services.users import (
    password_change,
    user_change,
    user_deactivate,
    user_open,
    user_reactivate,
)

__all__ = [
    "grant_give",
    "grant_revoke",
    "invitation_accept",
    "invitation_withdraw",
    "invitations_end",
    "invite",
    "others_sign_out",
    "password_change",
    "password_link",
    "recovery_codes_renew",
    "second_factor_off",
    "second_factor_reset",
    "second_factor_set_up",
    "second_factor_try",
    "session_end",
    "session_revoke",
    "session_start",
    "sign_in_try",
    "user_change",
    "user_deactivate",
    "user_open",
    "user_reactivate",
]
