"""How the acts of training read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "teacher.add": gettext_lazy("Teacher entered"),
    "teacher.change": gettext_lazy("Teacher changed"),
    "course.add": gettext_lazy("Course entered"),
    "course.change": gettext_lazy("Course changed"),
    "lesson.add": gettext_lazy("Lesson entered"),
    "lesson.change": gettext_lazy("Lesson changed"),
    "class.add": gettext_lazy("Class entered"),
    "class.change": gettext_lazy("Class changed"),
    "class.attendance": gettext_lazy("Attendance noted"),
    "sign_up.add": gettext_lazy("Signed up"),
    "sign_up.result": gettext_lazy("Result noted"),
    "sign_up.survey": gettext_lazy("Survey answered"),
    "sign_up.outcome": gettext_lazy("What became of it noted"),
    "sign_up.anonymise": gettext_lazy("Sign-up made anonymous"),
    "training_certificate.issue": gettext_lazy("Training certificate issued"),
    "training_certificate.revoke": gettext_lazy("Training certificate revoked"),
}
WORDS = {
    "attended": gettext_lazy("people who came"),
    "consent_way": gettext_lazy("how consent was given"),
    "attended_on": gettext_lazy("day of attendance"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
