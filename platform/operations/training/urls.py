"""Addresses of training, in a county's console only; the site has its own."""

from typing import Any

from django.urls import path, reverse
from django.views import View

from accounts.access import console_page
from console.records import places
from operations.training import views, views_forms
from operations.training.models import Teacher
from operations.training.records import ClassRecord, CourseRecord, LessonRecord
from operations.training.records_people import CertificateRecord, SignUpRecord


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "training"
# Teachers have no page of their own in the console: the list shows all there is.
places.register_page(Teacher, lambda key: reverse("training:teachers"))
_AT = "console/training/"
urlpatterns = [
    path(f"{_AT}courses/", _page(views.CoursesView), name="courses"),
    path(f"{_AT}courses/add/", _page(views_forms.CourseAddView), name="course_add"),
    path(
        f"{_AT}courses/<int:pk>/change/", _page(views_forms.CourseChangeView), name="course_change"
    ),
    path(f"{_AT}lessons/add/", _page(views_forms.LessonAddView), name="lesson_add"),
    path(
        f"{_AT}lessons/<int:pk>/change/", _page(views_forms.LessonChangeView), name="lesson_change"
    ),
    path(f"{_AT}classes/", _page(views.ClassesView), name="classes"),
    path(f"{_AT}classes/add/", _page(views_forms.ClassAddView), name="class_add"),
    path(f"{_AT}classes/<int:pk>/change/", _page(views_forms.ClassChangeView), name="class_change"),
    path(f"{_AT}classes/<int:pk>/sheet/", console_page(views.sheet), name="sheet"),
    path(f"{_AT}sign-ups/", _page(views.SignUpsView), name="sign_ups"),
    path(f"{_AT}sign-ups/add/", _page(views_forms.SignUpAddView), name="sign_up_add"),
    path(f"{_AT}teachers/", _page(views.TeachersView), name="teachers"),
    path(f"{_AT}teachers/add/", _page(views_forms.TeacherAddView), name="teacher_add"),
    path(f"{_AT}teachers/<int:pk>/", _page(views_forms.TeacherChangeView), name="teacher_change"),
    path(f"{_AT}certificates/", _page(views.CertificatesView), name="certificates"),
    path(
        f"{_AT}certificates/<int:pk>/paper/",
        console_page(views.certificate),
        name="certificate_paper",
    ),
    *CertificateRecord.paths(f"{_AT}certificates/<int:pk>/"),
    *SignUpRecord.paths(f"{_AT}sign-ups/<int:pk>/"),
    *LessonRecord.paths(f"{_AT}lessons/<int:pk>/"),
    *CourseRecord.paths(f"{_AT}courses/<int:pk>/"),
    *ClassRecord.paths(f"{_AT}classes/<int:pk>/"),
]
