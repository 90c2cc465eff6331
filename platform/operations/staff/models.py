"""People, departments, zones and establishment."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.lifecycle import LifecycleRecord
from operations.staff.lifecycle import States


class Area(models.Model):
    """One of the six zones (R118). Codes are fixed; the head and the note are the county's."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    head = models.ForeignKey(
        "staff.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="heads_areas",
        verbose_name=_("head"),
    )
    note = models.CharField(_("what it does"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("six zones")

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department of the centre; 运营中心 has departments of its own."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(
        _("name"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("There is a department of this name already.")},
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="departments"
    )
    head = models.ForeignKey(
        "staff.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="heads_departments",
        verbose_name=_("head"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """A skill tag (R126–R132): Photoshop, single-lens camera, standard Mandarin…"""

    name = models.CharField(_("name"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """What a group of posts must be able to do, as one clause of the handbook says.

    `text` may hold {county}, replaced by the county's own name (R128).
    """

    clause = models.PositiveSmallIntegerField(_("clause"), unique=True)
    title = models.CharField(_("for whom"), max_length=40)
    text = models.CharField(_("requirement"), max_length=300)
    everybody = models.BooleanField(_("all staff"), default=False)
    skills = models.ManyToManyField(Skill, blank=True, related_name="requirements")

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")

    def __str__(self) -> str:
        return self.title


class Establishment(models.Model):
    """A post of the establishment table with how many people it needs at least (R123)."""

    title = models.CharField(_("post"), max_length=40)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="establishment", verbose_name=_("department")
    )
    minimum = models.PositiveSmallIntegerField(
        _("at least"), help_text=_("0: by local need. Vacancy = at least − people at work.")
    )
    requirements = models.ManyToManyField(Requirement, blank=True, related_name="establishment")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("established post")
        verbose_name_plural = _("establishment")
        constraints = [
            models.UniqueConstraint(
                fields=["department", "title"],
                name="staff_establishment_once",
                violation_error_message=_("This department has this post already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} · {self.title}"


class Person(LifecycleRecord):
    """Somebody who works or worked at the centre, with or without an account."""

    status = models.CharField(
        _("state"), max_length=20, choices=States.choices, default=States.JOINING
    )
    name = models.CharField(_("full name"), max_length=40)
    phone = privacy.EncryptedCharField(_("mobile phone"), max_length=20, blank=True)
    phone_hash = privacy.SearchHashField(of="phone")
    phone_last4 = models.CharField(max_length=4, blank=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    joined_date = models.DateField(_("joined on"))
    left_date = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_hash"],
                condition=~Q(phone_hash=""),
                name="staff_person_phone_once",
                violation_error_message=_("This phone number belongs to another person already."),
            ),
            models.CheckConstraint(
                condition=Q(left_date__isnull=True) | Q(left_date__gte=F("joined_date")),
                name="staff_person_dates_in_order",
                violation_error_message=_("Nobody leaves before joining."),
            ),
            models.CheckConstraint(
                condition=~Q(status="left") | Q(left_date__isnull=False),
                name="staff_person_left_has_date",
                violation_error_message=_("Whoever has left has a last day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads of assignments."""

    def on(self, day: date) -> AssignmentQuerySet:
        """Those running on a day, of people who were there."""
        return self.filter(
            Q(to_date__isnull=True) | Q(to_date__gte=day),
            Q(person__left_date__isnull=True) | Q(person__left_date__gte=day),
            from_date__lte=day,
            person__joined_date__lte=day,
        )


class Assignment(models.Model):
    """What post a person holds at the centre, from when to when; dates are inclusive."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="assignments", verbose_name=_("department")
    )
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("established post"),
    )
    title = models.CharField(_("post"), max_length=40)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="staff_assignment_dates_in_order",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.UniqueConstraint(
                fields=["person", "department", "title"],
                condition=Q(to_date__isnull=True),
                name="staff_assignment_open_once",
                violation_error_message=_("This person holds this post already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.title}"


class PersonSkill(models.Model):
    """A skill that a person has shown, with its certificate and how long that is good."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    certificate = models.CharField(_("certificate"), max_length=80, blank=True)
    from_date = models.DateField(_("since"))
    expires_date = models.DateField(_("expires"), null=True, blank=True)

    class Meta:
        verbose_name = _("skill of a person")
        verbose_name_plural = _("skills of people")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "skill"],
                name="staff_person_skill_once",
                violation_error_message=_("This skill is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.skill}"


class ChecklistRun(models.Model):
    """One joining or leaving, with its list of things to do."""

    class Kind(models.TextChoices):
        JOINING = "joining", _("Joining")
        LEAVING = "leaving", _("Leaving")

    person = models.ForeignKey(Person, models.PROTECT, related_name="checklists")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    started_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_at__isnull=True),
                name="staff_checklist_open_once",
                violation_error_message=_("A checklist of this person is open already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"


class ChecklistItem(models.Model):
    """One thing to do, ticked by whoever did it."""

    run = models.ForeignKey(ChecklistRun, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("what"), max_length=80)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        constraints = [
            models.UniqueConstraint(fields=["run", "order"], name="staff_checklist_item_once"),
        ]

    def __str__(self) -> str:
        return self.text
