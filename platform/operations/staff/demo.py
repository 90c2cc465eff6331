"""The demo's staff: people with posts over time, one joining, one leaving, skills, one vacancy."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from core.actor import Actor
from operations.staff import selectors, services
from operations.staff.models import ChecklistItem, Department, Establishment, Person, Skill

# Of the block of phones that is assigned to nobody, apart from those of the accounts.
FIRST_PHONE = 19900005000
# Post of the establishment, name. The second post of 网货研发中心 is the one vacancy (R123).
ESTABLISHED = (
    ("综合部专员", "卜知夏"),
    ("综合部专员", "祝青禾"),
    ("品牌营销专员", "柏望舒"),
    ("品牌营销专员", "邰小满"),
    ("网货研发专员", "蔺知秋"),
    ("电商技术支持专员", "鄢知秋"),
    ("电商技术支持专员", "卜景行"),
    ("服务前台专员", "祝知夏"),
    ("物流配送专员", "柏云舟"),
    ("结算专员", "蔺青禾"),
    ("结算专员", "邰知夏"),
    ("网商服务专员", "鄢小满"),
)
# Account, department, title: colleagues whose posts are not of the establishment.
WITH_ACCOUNT = (
    ("office", "office", "电商办主任"),
    ("area_clerk", "area", "办公区管理员"),
    ("admin_mgr", "admin", "行政部经理"),
    ("finance", "finance", "财务主管"),
    ("ops", "ops", "运营中心经理"),
)
SKILLS = {
    "综合部专员": ("电脑操作", "办公设备", "互联网应用", "Photoshop"),
    "品牌营销专员": ("电脑操作", "单反摄影", "构图", "营销策划"),
    "网货研发专员": ("电脑操作", "单反摄影", "Photoshop"),
    "电商技术支持专员": ("电脑操作", "办公设备", "互联网应用", "Illustrator"),
    "服务前台专员": ("普通话", "沟通技巧", "电脑操作"),
    "物流配送专员": ("物流知识", "电脑操作"),
    "结算专员": ("电脑操作", "会计", "办公设备"),
    "网商服务专员": ("网店经营", "互联网应用"),
}
MOVED, LEAVER, JOINER, LEFT = "柏望舒", "鄢小满", "祝云禾", "卜望舒"


class Facts(Protocol):
    """What is used of a demo county."""

    since: date
    today: date


def build(facts: Facts) -> None:
    """Everybody, in the order of their coming; then who changes, comes and goes."""
    by = actor_of(User.objects.get(username="admin_mgr"))
    posts = {post.title: post for post in Establishment.objects.all()}
    people = {
        name: _person(name, number, facts.since, posts[title], by)
        for number, (title, name) in enumerate(ESTABLISHED)
    }
    _with_accounts(facts, by)
    _skills(people, facts, by)
    _change_of_post(people[MOVED], facts, posts, by)
    _left(facts, posts, by)
    _leaving(people[LEAVER], facts, by)
    _joining(facts, by)
    _heads(people, by)


def vacancies(facts: Facts) -> int:
    """How many people are missing against the establishment; the demo leaves one (K30)."""
    return sum(row.vacancy for row in selectors.staffing(on=facts.today))


def _person(name: str, number: int, joined: date, post: Establishment | None, by: Actor) -> Person:
    person = services.person_register(
        name=name,
        phone=str(FIRST_PHONE + number),
        joined_date=joined,
        by=by,
        at=_at(joined),
        at_work_already=True,
    )
    if post is not None:
        services.assignment_start(
            person_id=person.pk, establishment_id=post.pk, from_date=joined, by=by
        )
    return person


def _with_accounts(facts: Facts, by: Actor) -> None:
    """The people who sign in, with the accounts they have; without a phone of their own here."""
    users = {user.username: user for user in User.objects.all()}
    departments = {department.code: department for department in Department.objects.all()}
    for username, code, title in WITH_ACCOUNT:
        user = users[username]
        person = services.person_register(
            name=user.name,
            joined_date=facts.since,
            user_id=user.pk,
            by=by,
            at=_at(facts.since),
            at_work_already=True,
        )
        services.assignment_start(
            person_id=person.pk,
            department_id=departments[code].pk,
            title=title,
            from_date=facts.since,
            by=by,
        )


def _skills(people: dict[str, Person], facts: Facts, by: Actor) -> None:
    """What each can do; one certificate runs out within the month, one has run out."""
    skills = {skill.name: skill.pk for skill in Skill.objects.all()}
    expiry = {"祝知夏": facts.today + timedelta(days=20), "蔺青禾": facts.today - timedelta(days=9)}
    for title, name in ESTABLISHED:
        for number, skill in enumerate(SKILLS[title]):
            services.skill_record(
                person_id=people[name].pk,
                skill_id=skills[skill],
                certificate="" if number else "上岗培训合格证",
                from_date=facts.since,
                expires_date=None if number else expiry.get(name),
                by=by,
            )


def _change_of_post(
    person: Person, facts: Facts, posts: dict[str, Establishment], by: Actor
) -> None:
    """换岗: to 网货研发 for a while, and back."""
    out, back = facts.today - timedelta(days=120), facts.today - timedelta(days=60)
    if out <= facts.since:
        return
    for title, day in (("网货研发专员", out), ("品牌营销专员", back)):
        services.assignment_start(
            person_id=person.pk,
            establishment_id=posts[title].pk,
            from_date=day,
            ends_others=True,
            by=by,
        )


def _left(facts: Facts, posts: dict[str, Establishment], by: Actor) -> None:
    """Somebody who has gone, everything cleared: since then the post is vacant."""
    last = facts.today - timedelta(days=30)
    if last <= facts.since:
        return
    person = _person(LEFT, 90, facts.since, posts["网货研发专员"], by)
    services.person_leave(
        person_id=person.pk, left_date=last, reason="回乡创业", by=by, at=_at(last)
    )
    for item in ChecklistItem.objects.filter(run__person=person).order_by("order"):
        services.item_tick(item_id=item.pk, by=by, at=_at(last))
    services.person_finish(person_id=person.pk, by=by, at=_at(last))


def _leaving(person: Person, facts: Facts, by: Actor) -> None:
    """On the way out: two things are handed over, the rest of the list holds the leaving up."""
    begun = facts.today - timedelta(days=3)
    services.person_leave(
        person_id=person.pk,
        left_date=facts.today + timedelta(days=7),
        reason="合同到期",
        by=by,
        at=_at(begun),
    )
    for item in ChecklistItem.objects.filter(run__person=person).order_by("order")[:2]:
        services.item_tick(item_id=item.pk, by=by, at=_at(begun), note="已移交")


def _joining(facts: Facts, by: Actor) -> None:
    """Newly here, with an open checklist and no post yet."""
    person = services.person_register(
        name=JOINER,
        phone=str(FIRST_PHONE + 91),
        joined_date=facts.today - timedelta(days=2),
        by=by,
        at=_at(facts.today - timedelta(days=2)),
    )
    for item in ChecklistItem.objects.filter(run__person=person).order_by("order")[:3]:
        services.item_tick(item_id=item.pk, by=by, at=_at(facts.today - timedelta(days=1)))


def _heads(people: dict[str, Person], by: Actor) -> None:
    """Who heads the zones that have staff of their own."""
    heads = {"logistics": "柏云舟", "service": "祝知夏", "settlement": "蔺青禾"}
    for area in selectors.areas():
        if area.code in heads:
            services.area_head_set(
                area_id=area.pk, person_id=people[heads[area.code]].pk, note=area.note, by=by
            )


def _at(day: date) -> datetime:
    """Half past nine in the morning, where the centre is."""
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
