"""What every county starts with: one large and one small meeting room."""

from operations.meetings.models import Room

ROOMS = (("第一会议室", "二楼", 30, "投影、视频会议"), ("洽谈室", "一楼", 8, "电视屏"))


def template() -> None:
    """The rooms of a new county."""
    for name, place, seats, equipment in ROOMS:
        Room.objects.get_or_create(
            name=name, defaults={"place": place, "seats": seats, "equipment": equipment}
        )
