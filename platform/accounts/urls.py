"""Addresses of signing in, invitations, one's own account, and the list of accounts."""

from django.urls import path

from accounts.access import console_page
from accounts.views import accounts, second_factor, second_step, signing, who_may

app_name = "accounts"
_AT = "console/accounts/"
_OWN = "console/second-factor/"
urlpatterns = [
    path("console/login/", signing.SignInView.as_view(), name="login"),
    path("console/login/code/", second_step.CodeView.as_view(), name="second_step"),
    path("console/login/set-up/", second_step.SetUpView.as_view(), name="second_set_up"),
    path("console/logout/", signing.sign_out, name="logout"),
    path("console/no-post/", signing.no_post, name="no_post"),
    path("invite/<str:token>/", signing.AcceptView.as_view(), name="accept"),
    path("console/password/", signing.PasswordView.as_view(), name="password"),
    path("console/confirm/", signing.ConfirmView.as_view(), name="confirm"),
    path("console/devices/", signing.devices, name="devices"),
    path("console/devices/others/", signing.devices_revoke_others, name="devices_revoke_others"),
    path("console/devices/<int:pk>/revoke/", signing.device_revoke, name="device_revoke"),
    path(_OWN, second_factor.second_factor, name="second_factor"),
    path(f"{_OWN}set-up/", second_factor.SetUpView.as_view(), name="second_factor_set_up"),
    path(f"{_OWN}codes/", second_factor.CodesView.as_view(), name="second_factor_codes"),
    path(f"{_OWN}off/", second_factor.OffView.as_view(), name="second_factor_off"),
    path("console/who-may/", console_page(who_may.WhoMayView.as_view()), name="who_may"),
    path(_AT, console_page(accounts.IndexView.as_view()), name="index"),
    path(f"{_AT}invite/", console_page(accounts.InviteView.as_view()), name="invite"),
    path(f"{_AT}link/", console_page(accounts.LinkView.as_view()), name="link"),
    path(
        f"{_AT}invitations/<int:pk>/withdraw/",
        accounts.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(f"{_AT}<int:pk>/", console_page(accounts.UserView.as_view()), name="user"),
    path(f"{_AT}<int:pk>/change/", console_page(accounts.ChangeView.as_view()), name="change"),
    path(f"{_AT}<int:pk>/grant/", console_page(accounts.GrantView.as_view()), name="grant"),
    path(
        f"{_AT}<int:pk>/grants/<int:grant>/revoke/",
        console_page(accounts.RevokeView.as_view()),
        name="revoke",
    ),
    path(f"{_AT}<int:pk>/close/", console_page(accounts.CloseView.as_view()), name="close"),
    path(f"{_AT}<int:pk>/reopen/", console_page(accounts.ReopenView.as_view()), name="reopen"),
    path(f"{_AT}<int:pk>/reveal/", console_page(accounts.RevealView.as_view()), name="reveal"),
    path(
        f"{_AT}<int:pk>/second-factor/",
        console_page(second_factor.ResetView.as_view()),
        name="second_factor_reset",
    ),
    path(f"{_AT}<int:pk>/password-link/", accounts.password_link, name="password_link"),
]
