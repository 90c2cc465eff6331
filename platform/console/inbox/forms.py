"""Small forms of the office's verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from accounts.models import Grant, User
from accounts.posts import LOCAL, Post
from core.actor import Scope
from core.inbox import Assignee


def people(*, but: int | None = None, with_post: bool = False) -> list[tuple[int, str]]:
    """Active colleagues with their posts, for choosing; with_post: only those who hold one."""
    grants = Grant.objects.valid_on(timezone.localdate()).order_by("pk")
    posts: dict[int, list[str]] = {}
    for grant in grants:
        posts.setdefault(grant.user_id, []).append(str(Post(grant.post).label))
    users = User.objects.filter(is_active=True).exclude(pk=but or 0).order_by("name", "pk")
    return [
        (
            user.pk,
            f"{user}（{'、'.join(dict.fromkeys(posts[user.pk]))}）"
            if user.pk in posts
            else str(user),
        )
        for user in users
        if user.pk in posts or not with_post
    ]


class _Message(forms.Form):
    message = forms.CharField(
        label=_("What you ask for"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what you ask for.")},
    )


class ToOneForm(_Message):
    """Hand over, delegate."""

    to = forms.TypedChoiceField(label=_("To whom"), coerce=int, choices=())
    field_order = ("to", "message")

    def __init__(self, *args: Any, actor_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *people(but=actor_id)]  # type: ignore[attr-defined]


class CountersignForm(_Message):
    """Add countersigners, before or after one's own opinion."""

    to = forms.TypedMultipleChoiceField(
        label=_("To whom"), coerce=int, choices=(), widget=forms.CheckboxSelectMultiple
    )
    when = forms.ChoiceField(
        label=_("When they sign"),
        choices=[("before", _("before my opinion")), ("after", _("after my opinion"))],
        widget=forms.RadioSelect,
        initial="before",
    )
    opinion = forms.CharField(
        label=_("My opinion (when they sign afterwards)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("to", "when", "message", "opinion")

    def __init__(self, *args: Any, actor_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people(but=actor_id)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What one was asked."""

    agree = forms.ChoiceField(
        label=_("Answer"),
        choices=[("yes", _("I agree")), ("no", _("I do not agree"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    opinion = forms.CharField(
        label=_("Opinion"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(forms.Form):
    """Remind: a line that goes with it."""

    note = forms.CharField(label=_("Note"), required=False, max_length=200)


class CirculateForm(forms.Form):
    """Copies to colleagues, or to all who hold a post."""

    to = forms.TypedMultipleChoiceField(
        label=_("People"),
        coerce=int,
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    posts = forms.MultipleChoiceField(
        label=_("All who hold a post"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    message = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people()  # type: ignore[attr-defined]
        held = set(
            Grant.objects.valid_on(timezone.localdate())
            .filter(scope_kind=Scope.CENTRE.kind)
            .values_list("post", flat=True)
        )
        self.fields["posts"].choices = [  # type: ignore[attr-defined]
            (post.value, post.label) for post in Post if post in held and post not in LOCAL
        ]

    def clean(self) -> dict[str, Any]:
        """Somebody must be chosen."""
        data = super().clean() or {}
        if not data.get("to") and not data.get("posts") and not self.errors:
            self.add_error("to", _("Choose at least one person."))
        return data

    def assignees(self) -> list[Assignee]:
        """Everybody who was chosen."""
        people_ = [Assignee(user_id=pk) for pk in self.cleaned_data["to"]]
        return people_ + [Assignee(post=post) for post in self.cleaned_data["posts"]]


class DeputyForm(forms.Form):
    """Who stands in for whom, from and to which day."""

    absent = forms.TypedChoiceField(label=_("Who is on leave"), coerce=int, choices=())
    deputy = forms.TypedChoiceField(label=_("Who stands in"), coerce=int, choices=())
    from_date = forms.DateField(label=_("From"), widget=day_input())
    to_date = forms.DateField(
        label=_("Until"), widget=day_input(), help_text=_("Both days are included.")
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=200, help_text=_("For instance: annual leave")
    )

    def __init__(self, *args: Any, user_id: int, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user_id = user_id
        choose = [("", _("Choose"))]
        if for_others:
            self.fields["absent"].choices = [*choose, *people(with_post=True)]  # type: ignore[attr-defined]
        else:
            del self.fields["absent"]
        able = people(but=user_id, with_post=True)
        self.fields["deputy"].choices = [*choose, *able]  # type: ignore[attr-defined]

    @property
    def absent_id(self) -> int:
        """The person on leave: oneself, where there is no choice."""
        return int(self.cleaned_data.get("absent") or self.user_id)
