"""The numbers of training: courses and classes by the year, sign-ups, certificates."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

COURSES, CLASSES, CERTIFICATES = "trainingcourse", "trainingclass", "trainingcertificate"
COURSE_SERIES = declare(Series(code=COURSES, title=_("Courses"), pattern="KC{year}-{serial:03d}"))
CLASS_SERIES = declare(
    Series(code=CLASSES, title=_("Training classes"), pattern="PX{year}-{serial:03d}")
)
# Without gaps: whose number it is can be told of each.
CERTIFICATE_SERIES = declare(
    Series(code=CERTIFICATES, title=_("Training certificates"), pattern="ZS{year}-{serial:05d}")
)
