"""The list of accounts and what is done with one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import clearance, rules, scopes, selectors, services
from accounts.access import console_page, only
from accounts.actors import actor_of
from accounts.duties import conflicts
from accounts.forms import GrantForm, InviteForm, ReasonForm, UserForm
from accounts.models import Grant, Invitation, User
from accounts.posts import KEEPERS_OF_ACCOUNTS
from accounts.views.pages import Action, Page, place_of
from core import audit, privacy
from core.errors import Denied, Violation

PER_PAGE = 50


def needs_reader(actor: Any) -> None:
    """Raise Denied for those who may not see the list."""
    only(actor, selectors.READERS, _("The list of accounts is kept by the administration."))


class IndexView(Page):
    """All accounts of this place, with their posts, and the links still open."""

    template_name = "accounts/index.html"
    page_title = gettext_lazy("Accounts")
    header_icon = "user"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """People, their posts by name, filters."""
        from django.core.paginator import Paginator

        needs_reader(self.actor)
        query, state = self.request.GET.get("q", ""), self.request.GET.get("state", "")
        found = selectors.users(self.actor, on=timezone.localdate(), query=query, state=state)
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "q": query,
            "state": state,
            "scope_names": scopes.names(),
            "invitations": selectors.invitations(self.actor, at=timezone.now()),
            "may_keep": selectors.may_keep(self.actor),
        }


class OfUser:
    """Pages about one account: not visible is 404."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def account(self) -> User:
        """The account of the address."""
        if not hasattr(self, "_account"):
            actor = actor_of(self.request.user, self.request)
            found = selectors.users(actor, on=timezone.localdate()).filter(pk=self.kwargs["pk"])
            account = found.first()
            if account is None:
                raise Http404
            self._account: User = account
        return self._account

    def get_success_url(self) -> str:
        """Back to the account."""
        return reverse("accounts:user", args=[self.kwargs["pk"]])

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.account)


class UserView(OfUser, Page):
    """One account: data, posts with their history, what is open, what was done."""

    template_name = "accounts/user.html"
    header_icon = "user"

    def get_page_title(self) -> str:
        """The name."""
        return str(self.account)

    def get_page_subtitle(self) -> str:
        """Nothing more."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on one page."""
        user, actor = self.account, self.actor
        grants = list(
            Grant.objects.filter(user=user)
            .select_related("granted_by", "revoked_by")
            .order_by("-granted_at", "-pk")
        )
        valid = {grant.pk for grant in user.posts_today}  # type: ignore[attr-defined]
        held = [grant.holding for grant in grants if grant.pk in valid]
        warnings = {pair for i, holding in enumerate(held) for pair in conflicts(holding, held[:i])}
        return {
            **super().get_context_data(**kwargs),
            "account": user,
            "grants": grants,
            "valid": valid,
            "apart": warnings,
            "scope_names": scopes.names(),
            "open_items": clearance.open_items(user) if selectors.may_keep(actor) else [],
            "may_keep": selectors.may_keep(actor) and user.pk != actor.user_id,
            "may_change": selectors.may_keep(actor) or user.pk == actor.user_id,
            "may_reveal": privacy.may_reveal(user, "phone", by=actor),
            "second_since": selectors.second_step_since(user),
            "timeline": audit.timeline(user),
        }


class InviteView(Action):
    """Invite somebody new: shows the link once."""

    form_class = InviteForm
    page_title = gettext_lazy("Invite somebody")
    submit_label = gettext_lazy("Make the link")
    intro = gettext_lazy(
        "The link works once, for seven days. Hand it over yourself, in person or by message."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Keepers only."""
        rules.may_keep_accounts(by=actor_of(request.user, request))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Posts of this place."""
        return {**super().get_form_kwargs(), "place": place_of(self.request)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the form's holding at hand."""
        self.holding = form.holding()
        return super().form_valid(form)

    def perform(self, data: dict[str, Any]) -> None:
        """Invite."""
        invitation, token = services.invite(
            name=data["name"],
            phone=data["phone"],
            grants=[self.holding],
            by=self.actor,
            on=timezone.localdate(),
            place=place_of(self.request),
        )
        remember_link(self.request, invitation, token)

    def get_success_url(self) -> str:
        """Where the link is shown."""
        return reverse("accounts:link")


def remember_link(request: HttpRequest, invitation: Invitation, token: str) -> None:
    """Keep the link in the session for the one page that shows it."""
    address = request.build_absolute_uri(reverse("accounts:accept", args=[token]))
    request.session["link_made"] = {
        "name": invitation.name,
        "address": address,
        "expires": timezone.localdate(invitation.expires_at).isoformat(),
    }


class LinkView(Page):
    """The link just made; gone after one look."""

    template_name = "accounts/link.html"
    page_title = gettext_lazy("Link for the account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Take the link out of the session."""
        rules.may_keep_accounts(by=self.actor)
        return {
            **super().get_context_data(**kwargs),
            "link": self.request.session.pop("link_made", None),
        }


class KeeperAction(OfUser, Action):
    """An action of the keepers of accounts on one account."""

    above = (("accounts:index", gettext_lazy("Accounts")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Keepers only; then the account must be visible."""
        rules.may_keep_accounts(by=actor_of(request.user, request))
        _visible = self.account
        return super().dispatch(request, *args, **kwargs)


class GrantView(KeeperAction):
    """Give a post."""

    form_class = GrantForm
    page_title = gettext_lazy("Give a post")
    submit_label = gettext_lazy("Give")
    done = gettext_lazy("The post is given.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Posts of this place, from today."""
        return {
            **super().get_form_kwargs(),
            "place": place_of(self.request),
            "initial": {"from_date": timezone.localdate()},
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the form's holding at hand."""
        self.holding = form.holding()
        return super().form_valid(form)

    def perform(self, data: dict[str, Any]) -> None:
        """Give."""
        services.grant_give(
            user_id=self.account.pk,
            holding=self.holding,
            by=self.actor,
            on=timezone.localdate(),
            reason=data["reason"],
            from_date=data["from_date"],
            to_date=data["to_date"],
            exception_reason=data["exception_reason"],
            place=place_of(self.request),
        )


class RevokeView(KeeperAction):
    """Take a post back."""

    form_class = ReasonForm
    page_title = gettext_lazy("Revoke a post")
    submit_label = gettext_lazy("Revoke")
    intro = gettext_lazy("The post ends at once. What the person did with it stays on record.")
    done = gettext_lazy("The post is revoked.")

    def perform(self, data: dict[str, Any]) -> None:
        """Revoke, if the grant is this account's."""
        if not Grant.objects.filter(pk=self.kwargs["grant"], user=self.account).exists():
            raise Http404
        services.grant_revoke(
            grant_id=self.kwargs["grant"], by=self.actor, reason=data["reason"], at=timezone.now()
        )


class CloseView(KeeperAction):
    """Close an account."""

    form_class = ReasonForm
    page_title = gettext_lazy("Close the account")
    submit_label = gettext_lazy("Close")
    intro = gettext_lazy(
        "The person is signed out everywhere and cannot sign in again. Everything on loan and "
        "every open form must be cleared first."
    )
    done = gettext_lazy("The account is closed.")

    def perform(self, data: dict[str, Any]) -> None:
        """Close."""
        services.user_deactivate(
            user_id=self.account.pk, by=self.actor, reason=data["reason"], at=timezone.now()
        )


class ReopenView(KeeperAction):
    """Open a closed account again."""

    form_class = ReasonForm
    page_title = gettext_lazy("Reopen the account")
    submit_label = gettext_lazy("Reopen")
    done = gettext_lazy("The account is open again.")

    def perform(self, data: dict[str, Any]) -> None:
        """Reopen."""
        services.user_reactivate(
            user_id=self.account.pk, by=self.actor, reason=data["reason"], at=timezone.now()
        )


class RevealView(OfUser, Action):
    """The phone in full, once, with a reason (R152)."""

    form_class = ReasonForm
    page_title = gettext_lazy("See the phone number")
    submit_label = gettext_lazy("Show")
    intro = gettext_lazy("Every look is recorded with its reason.")

    def perform(self, data: dict[str, Any]) -> None:
        """Open and show it in the message of the next page."""
        phone = privacy.reveal(self.account, "phone", by=self.actor, reason=data["reason"])
        messages.info(
            self.request,
            _("Phone of %(name)s: %(phone)s") % {"name": self.account, "phone": phone or "—"},
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse before asking for a reason."""
        if not privacy.may_reveal(self.account, "phone", by=self.actor):
            raise Denied(
                _("Your posts do not include one that may see this in full."),
                needs=KEEPERS_OF_ACCOUNTS,
            )
        return super().dispatch(request, *args, **kwargs)


class ChangeView(OfUser, Action):
    """Name, phone, e-mail; one's own or, as keeper, anybody's."""

    form_class = UserForm
    page_title = gettext_lazy("Change the account")
    done = gettext_lazy("Saved.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Oneself or a keeper."""
        actor = actor_of(request.user, request)
        if self.account.pk != actor.user_id:
            rules.may_keep_accounts(by=actor)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """What is stored, but the phone."""
        return {"name": self.account.name, "email": self.account.email}

    def perform(self, data: dict[str, Any]) -> None:
        """Change."""
        services.user_change(
            user_id=self.account.pk,
            by=self.actor,
            name=data["name"],
            email=data["email"],
            phone=data["phone"] or None,
        )


@require_POST
@console_page
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link to a new password and show it once."""
    actor = actor_of(request.user, request)
    rules.may_keep_accounts(by=actor)
    if not selectors.users(actor, on=timezone.localdate()).filter(pk=pk).exists():
        raise Http404
    try:
        invitation, token = services.password_link(user_id=pk, by=actor, on=timezone.localdate())
    except Violation as refusal:
        messages.error(request, refusal.sentence)
        return redirect("accounts:user", pk=pk)
    remember_link(request, invitation, token)
    return redirect("accounts:link")


@require_POST
@console_page
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link useless."""
    actor = actor_of(request.user, request)
    rules.may_keep_accounts(by=actor)
    if not selectors.invitations(actor, at=timezone.now()).filter(pk=pk).exists():
        raise Http404
    services.invitation_withdraw(invitation_id=pk, by=actor)
    messages.success(request, _("The link is withdrawn."))
    return redirect("accounts:index")
