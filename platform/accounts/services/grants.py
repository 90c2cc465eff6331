"""Giving and taking posts."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts import duties, groups, rules
from accounts.models import Grant, User
from accounts.posts import KEEPERS_OF_ACCOUNTS
from core import audit
from core.actor import Actor, Holding
from core.clauses import R


@transaction.atomic
def grant_give(
    *,
    user_id: int,
    holding: Holding,
    by: Actor,
    on: date,
    reason: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
    exception_reason: str = "",
    place: str = "county",
) -> Grant:
    """Give a person a post at a scope, from a day (default: `on`) to a day or for good.

    `exception_reason` excuses a flagged pair of posts (duties.APART). Holding it already for all of
    that time is not an error: the grant that is there is returned. Raises Violation (R0) or Denied.
    """
    rules.may_give(by=by, holding=holding)
    duties.nobody_grants_themselves(user_id=user_id, by_user_id=by.user_id)
    user = User.objects.select_for_update().get(pk=user_id)
    return give(
        user,
        holding,
        by=by,
        reason=reason,
        dates=(from_date or on, to_date),
        exception_reason=exception_reason,
        place=place,
        on=on,
    )


def give(
    user: User,
    holding: Holding,
    *,
    by: Actor,
    reason: str,
    dates: tuple[date, date | None],
    exception_reason: str,
    place: str,
    on: date,
    granted_by_id: int | None = None,
) -> Grant:
    """`grant_give` for a locked user, without asking who may: invitations were asked when sent."""
    duties.the_post_exists_here(holding=holding, place=place)
    rules.days_are_in_order(first=dates[0], last=dates[1])
    held = _running_in(user, *dates)
    same = [grant for grant in held if grant.holding == holding]
    for grant in same:
        if grant.from_date <= dates[0] and (grant.to_date or date.max) >= (dates[1] or date.max):
            return grant
    rules.not_held_from_that_day(begins=[grant.from_date for grant in same], first=dates[0])
    duties.duties_stay_apart(
        wanted=holding, held=[g.holding for g in held], exception_reason=exception_reason
    )
    grant = Grant(
        user=user,
        post=holding.post,
        scope_kind=holding.scope.kind,
        scope_key=holding.scope.key,
        from_date=dates[0],
        to_date=dates[1],
        reason=reason.strip(),
        exception_reason=exception_reason.strip(),
        granted_by_id=granted_by_id or by.user_id,
    )
    grant.full_clean(exclude=["user", "granted_by", "revoked_by"])
    grant.save()
    groups.follow_grants(user, on=on)
    audit.record(
        user,
        by=by,
        action="grant.give",
        note=reason or exception_reason,
        changes={"post": holding.post, "scope": f"{holding.scope.kind}:{holding.scope.key}"},
        clauses=(R(0),),
    )
    return grant


def _running_in(user: User, from_date: date, to_date: date | None) -> list[Grant]:
    """Grants of the user that overlap the period."""
    grants = Grant.objects.filter(user=user, revoked_at=None)
    if to_date is not None:
        grants = grants.filter(from_date__lte=to_date)
    return [g for g in grants if g.to_date is None or g.to_date >= from_date]


@transaction.atomic
def grant_revoke(*, grant_id: int, by: Actor, reason: str, at: datetime) -> Grant:
    """Take a post back at once, with a reason. Raises Violation or Denied."""
    lock_keepers()
    grant = Grant.objects.select_for_update().select_related("user").get(pk=grant_id)
    rules.may_give(by=by, holding=grant.holding)
    duties.nobody_grants_themselves(user_id=grant.user_id, by_user_id=by.user_id)
    rules.reason_is_given(reason=reason)
    if grant.revoked_at is not None:
        return grant
    if grant.post in KEEPERS_OF_ACCOUNTS:
        rules.the_last_keeper_stays(others=other_keepers(grant.user_id, on=timezone.localdate(at)))
    grant.revoked_at = at
    grant.revoked_by_id = by.user_id
    grant.revoke_reason = reason.strip()
    grant.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    groups.follow_grants(grant.user, on=timezone.localdate(at))
    audit.record(
        grant.user,
        by=by,
        action="grant.revoke",
        note=reason,
        changes={"post": grant.post, "scope": f"{grant.scope_kind}:{grant.scope_key}"},
    )
    return grant


def lock_keepers() -> None:
    """Two who take posts or close accounts wait for each other; before any other lock is taken.

    What is counted afterwards is then true until the commit: two keepers cannot put each other out.
    """
    keepers = Grant.objects.filter(post__in=KEEPERS_OF_ACCOUNTS, revoked_at=None).order_by("pk")
    list(keepers.select_for_update().values_list("pk"))


def other_keepers(user_id: int, *, on: date) -> int:
    """How many other active people keep accounts; after `lock_keepers`."""
    grants = Grant.objects.valid_on(on).filter(post__in=KEEPERS_OF_ACCOUNTS, user__is_active=True)
    return grants.exclude(user_id=user_id).values("user").distinct().count()
