"""Verbs of staff, by stage: coming and going, posts and skills, the organisation itself."""

from operations.staff.services.organisation import (
    area_head_set,
    department_add,
    department_change,
    establishment_change,
)
from operations.staff.services.people import (
    item_tick,
    person_change,
    person_confirm,
    person_finish,
    person_invite,
    person_leave,
    person_link_user,
    person_register,
    person_return,
    person_stay,
)
from operations.staff.services.posts import (
    assignment_end,
    assignment_start,
    skill_record,
)

__all__ = [
    "area_head_set",
    "assignment_end",
    "assignment_start",
    "department_add",
    "department_change",
    "establishment_change",
    "item_tick",
    "person_change",
    "person_confirm",
    "person_finish",
    "person_invite",
    "person_leave",
    "person_link_user",
    "person_register",
    "person_return",
    "person_stay",
    "skill_record",
]
