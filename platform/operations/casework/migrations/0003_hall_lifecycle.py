"""Appointments and numbers of the queue stand in tables of moves, as everything else does."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import Q


def since() -> models.DateTimeField:
    return models.DateTimeField(
        default=django.utils.timezone.now, editable=False, verbose_name="in this state since"
    )


def version() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(default=0, editable=False)


def returned() -> models.CharField:
    return models.CharField(blank=True, default="", editable=False, max_length=20)


def maker() -> models.BigIntegerField:
    return models.BigIntegerField(blank=True, editable=False, null=True)


MORE = {"status_since": since, "version": version, "returned_from": returned, "created_by_id": maker}
APPOINTMENT = [
    ("booked", "Booked"),
    ("arrived", "Has arrived"),
    ("cancelled", "Cancelled"),
    ("missed", "Did not come"),
]
TICKET = [
    ("waiting", "Waiting"),
    ("called", "Called"),
    ("served", "Served"),
    ("absent", "Not there"),
]


class Migration(migrations.Migration):

    dependencies = [("casework", "0002_case_list_indexes")]

    operations = [
        migrations.RemoveConstraint("appointment", "casework_appointment_once"),
        migrations.RenameField("appointment", "state", "status"),
        migrations.RenameField("queueticket", "state", "status"),
        migrations.AlterField(
            "appointment",
            "status",
            models.CharField(
                choices=APPOINTMENT,
                db_index=True,
                default="booked",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            "queueticket",
            "status",
            models.CharField(
                choices=TICKET,
                db_index=True,
                default="waiting",
                max_length=20,
                verbose_name="state",
            ),
        ),
        *(
            migrations.AddField(model, name, field())
            for model in ("appointment", "queueticket")
            for name, field in MORE.items()
        ),
        migrations.AddConstraint(
            "appointment",
            models.UniqueConstraint(
                condition=Q(status="booked"),
                fields=("phone_hash", "on_date", "item"),
                name="casework_appointment_once",
                violation_error_message="You have an appointment for this on that day already.",
            ),
        ),
    ]
