"""Verbs of training: plans, classes, places, teaching, certificates."""

from operations.training.services.certifying import certificate_issue, certificate_revoke
from operations.training.services.classes import (
    ClassData,
    class_add,
    class_cancel,
    class_change,
    class_count,
    class_end,
    class_open,
    class_start,
)
from operations.training.services.places import (
    SignUpData,
    sign_up_add,
    sign_up_cancel,
    sign_up_promote,
)
from operations.training.services.plans import (
    CourseData,
    LessonData,
    TeacherData,
    course_add,
    course_change,
    course_list,
    course_resume,
    course_stop,
    lesson_add,
    lesson_change,
    teacher_add,
    teacher_change,
)
from operations.training.services.teaching import (
    attendance_note,
    outcome_note,
    result_note,
    survey_answer,
)

__all__ = [
    "ClassData",
    "CourseData",
    "LessonData",
    "SignUpData",
    "TeacherData",
    "attendance_note",
    "certificate_issue",
    "certificate_revoke",
    "class_add",
    "class_cancel",
    "class_change",
    "class_count",
    "class_end",
    "class_open",
    "class_start",
    "course_add",
    "course_change",
    "course_list",
    "course_resume",
    "course_stop",
    "lesson_add",
    "lesson_change",
    "outcome_note",
    "result_note",
    "sign_up_add",
    "sign_up_cancel",
    "sign_up_promote",
    "survey_answer",
    "teacher_add",
    "teacher_change",
]
