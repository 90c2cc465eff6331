"""Courses and classes as machines read them (schema.org: Course, CourseInstance, Event)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.addresses import absolute
from cms.machines import Crumb, Data, listed
from console.models import Centre
from operations.training.lifecycle import K
from operations.training.public import PublicClass, PublicCourse


def shelf() -> Crumb:
    """The index, on the way to everything else."""
    return Crumb(_("E-commerce training"), reverse("site_training"))


def course_list(courses: Sequence[PublicCourse], request: HttpRequest) -> Data:
    """What the index lists."""
    rows = [Crumb(one.title, reverse("site_training_course", args=[one.code])) for one in courses]
    return listed(rows, request)


def course(one: PublicCourse, classes: Sequence[PublicClass], request: HttpRequest) -> Data:
    """A course with the classes that are ahead."""
    return {
        "@type": "Course",
        "@id": f"{_address(one, request)}#course",
        "name": one.title,
        "description": one.goal,
        "courseCode": one.code,
        "url": _address(one, request),
        "inLanguage": "zh-CN",
        "educationalLevel": one.level_label,
        "isAccessibleForFree": True,
        "teaches": list(one.outline),
        "audience": {"@type": "Audience", "audienceType": one.audience_label},
        "provider": _provider(request),
        "offers": {"@type": "Offer", "category": "Free", "price": "0", "priceCurrency": "CNY"},
        "hasCourseInstance": [
            {
                "@type": "CourseInstance",
                "courseMode": "Onsite",
                "startDate": _begins(held),
                "endDate": held.ends.isoformat(),
                "courseWorkload": f"PT{one.hours:g}H",
                "location": _place(held),
                "instructor": {"@type": "Person", "name": held.teacher},
            }
            for held in classes
            if held.status != K.CANCELLED
        ],
    }


def event(held: PublicClass, request: HttpRequest) -> Data:
    """A class as an event with its places."""
    cancelled = held.status == K.CANCELLED
    address = absolute(request, reverse("site_training_sign_up", args=[held.number]))
    return {
        "@type": "EducationEvent",
        "name": held.course.title,
        "description": held.course.goal,
        "identifier": held.number,
        "startDate": _begins(held),
        "endDate": held.ends.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(held),
        "organizer": _provider(request),
        "performer": {"@type": "Person", "name": held.teacher},
        "maximumAttendeeCapacity": held.capacity,
        "remainingAttendeeCapacity": held.left,
        "isAccessibleForFree": True,
        "url": address if held.open else _address(held.course, request),
        "offers": {
            "@type": "Offer",
            "price": "0",
            "priceCurrency": "CNY",
            "url": address,
            "availability": f"https://schema.org/{'InStock' if held.left else 'SoldOut'}",
            "validThrough": held.until.isoformat(),
        }
        if held.open
        else None,
    }


def _address(one: PublicCourse, request: HttpRequest) -> str:
    return absolute(request, reverse("site_training_course", args=[one.code]))


def _begins(held: PublicClass) -> str:
    return timezone.make_aware(datetime.combine(held.starts, held.time)).isoformat()


def _provider(request: HttpRequest) -> Data:
    return {
        "@type": "Organization",
        "@id": absolute(request, "/#organization"),
        "name": str(Centre.current()),
        "url": absolute(request, "/"),
    }


def _place(held: PublicClass) -> Data:
    centre = Centre.current()
    return {
        "@type": "Place",
        "name": held.station or held.place,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{held.township}{held.place}",
            "addressLocality": centre.name,
            "addressRegion": centre.province,
            "addressCountry": "CN",
        },
    }
