"""Shapes of input only; the rules are in rules.py and duties.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import scopes
from accounts.posts import Post, posts_of
from core.actor import Holding, Scope


def day_input() -> forms.DateInput:
    """The browser's own calendar, which wants its value in ISO form."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SignInForm(forms.Form):
    """User name or phone, and password."""

    username = forms.CharField(
        label=_("User name or mobile phone"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordMixin(forms.Form):
    """A new password, typed twice."""

    new_password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_(
            "At least ten characters; not a name, a phone number, a row of keys or a common word."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password_again = forms.CharField(
        label=_("New password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both must be equal."""
        cleaned = super().clean() or {}
        if cleaned.get("new_password") != cleaned.get("new_password_again"):
            self.add_error("new_password_again", _("The two passwords differ."))
        return cleaned


class PasswordForm(NewPasswordMixin):
    """Changing one's own password."""

    old_password = forms.CharField(
        label=_("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["old_password", "new_password", "new_password_again"]


class AcceptForm(NewPasswordMixin):
    """Opening an account by its link."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("For signing in; your mobile phone number works as well."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ["name", "username", "new_password", "new_password_again"]


class ConfirmForm(forms.Form):
    """The password once more."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


def digits_input(**attrs: object) -> forms.TextInput:
    """Six digits: the number keys of a phone, and its own offer of the code."""
    return forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 9, **attrs}
    )


class CodeForm(forms.Form):
    """The code that the app shows now."""

    code = forms.CharField(
        label=_("6-digit code"),
        max_length=9,
        widget=digits_input(autofocus=True),
        error_messages={"required": _("Please enter the six digits.")},
    )


class RecoveryForm(forms.Form):
    """One of the codes on paper."""

    code = forms.CharField(
        label=_("Recovery code"),
        max_length=40,
        help_text=_("Twelve letters and digits. Each code works once."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}
        ),
    )


class ConfirmCodeForm(forms.Form):
    """The first code of a new phone."""

    code = forms.CharField(
        label=_("Code shown by the app"),
        max_length=9,
        widget=digits_input(),
        error_messages={"required": _("Please enter the six digits.")},
    )


class ReplaceCodeForm(ConfirmCodeForm):
    """A new phone in place of an old one."""

    present = forms.CharField(
        label=_("Code of the old phone"),
        max_length=40,
        help_text=_("If it is lost, enter a recovery code."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    field_order = ["present", "code"]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class ScopedPostForm(forms.Form):
    """A post and where it counts."""

    post = forms.ChoiceField(label=_("Post"))
    scope = forms.ChoiceField(
        label=_("Where"),
        help_text=_("Station managers and township officers need their station or township."),
    )

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(p.value, p.label) for p in posts_of(place)]  # type: ignore[attr-defined]
        self.fields["scope"].choices = scopes.choices()  # type: ignore[attr-defined]

    def holding(self) -> Holding:
        """What was chosen."""
        kind, _separator, key = self.cleaned_data["scope"].partition(":")
        return Holding(Post(self.cleaned_data["post"]), Scope(kind, key))


class InviteForm(ScopedPostForm):
    """Somebody new."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    phone = forms.CharField(
        label=_("Mobile phone"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = ["name", "phone", "post", "scope"]


class GrantForm(ScopedPostForm):
    """One more post for somebody."""

    from_date = forms.DateField(label=_("From"), widget=day_input())
    to_date = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: until it is revoked."),
        widget=day_input(),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    exception_reason = forms.CharField(
        label=_("Reason for the exception"),
        max_length=200,
        required=False,
        help_text=_("Only when two posts that should be kept apart go to one person."),
    )


class UserForm(forms.Form):
    """A person's own data; an empty phone leaves the one that is stored."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    phone = forms.CharField(
        label=_("New mobile phone"),
        max_length=20,
        required=False,
        help_text=_("Leave empty to keep the present number."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
