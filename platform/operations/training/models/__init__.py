"""What training keeps: plans, classes, people, certificates."""

from operations.training.models.classes import Attendance, TrainingClass
from operations.training.models.courses import Course, Lesson, Teacher
from operations.training.models.people import Certificate, ConsentText, SignUp
from operations.training.models.settings import TrainingSetting

__all__ = [
    "Attendance",
    "Certificate",
    "ConsentText",
    "Course",
    "Lesson",
    "SignUp",
    "Teacher",
    "TrainingClass",
    "TrainingSetting",
]
