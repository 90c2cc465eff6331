"""The worker's and the scheduler's entry: celery -A config.celery worker | beat."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

# The base task carries the county in a header and refuses to run without one.
app = Celery("countylink", task_cls="tenants.tasks:CountyTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # One scheduler for all counties: each entry names a task to be run once in every county.
    "facts-sweep": {
        "task": "tenants.fan_out",
        "schedule": 20.0,
        "args": ["oversight.sweep"],
    },
    "facts-reconcile": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=2, minute=30),
        "args": ["oversight.reconcile"],
    },
    "jobs-sweep": {
        "task": "tenants.fan_out",
        "schedule": 120.0,
        "args": ["core.sweep_jobs"],
    },
    # The province has jobs of its own (births of counties); beat itself is at the province.
    "jobs-sweep-province": {"task": "core.sweep_jobs", "schedule": 120.0},
    "import-files-forget": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=3, minute=30),
        "args": ["core.forget_import_files"],
    },
    "job-files-forget": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=3, minute=40),
        "args": ["core.forget_job_files"],
    },
    # The net under the push behind publishing.
    "portal-push": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=4, minute=15),
        "args": ["cms.push_products"],
    },
    # Pages with an hour to come or to go.
    "publish-scheduled": {
        "task": "tenants.fan_out",
        "schedule": crontab(minute="*/5"),
        "args": ["cms.publish_scheduled"],
    },
    # What no signal told: a service withdrawn from today on, a change that could not be written.
    "search-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=0, minute=40),
        "args": ["cms.search_daily"],
    },
    "grants-of-the-day": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=0, minute=5),
        "args": ["accounts.follow_grants"],
    },
    "api-forget": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=4, minute=10),
        "args": ["api.forget"],
    },
    "api-forget-province": {"task": "api.forget", "schedule": crontab(hour=4, minute=10)},
    # When offices have begun; days of rest are left alone by the task itself.
    "documents-urge": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=9, minute=10),
        "args": ["documents.urge"],
    },
    # Every day: the count of the month begins on the first, or as soon as the server is back.
    "counting-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=0, minute=20),
        "args": ["counting.daily"],
    },
    # On the first of a month for the month before.
    "assets-depreciation": {
        "task": "tenants.fan_out",
        "schedule": crontab(day_of_month="1", hour=2, minute=10),
        "args": ["assets.depreciation"],
    },
    "inbox-rescue": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=5, minute=30),
        "args": ["core.rescue_inbox"],
    },
    # The net under what the province publishes.
    "calendar-catch-up": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=1, minute=30),
        "args": ["tenants.calendar_catch_up"],
    },
    "stations-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=6, minute=0),
        "args": ["stations.daily"],
    },
    "casework-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=4, minute=30),
        "args": ["casework.daily"],
    },
    "training-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=4, minute=40),
        "args": ["training.daily"],
    },
    # The task itself keeps to working hours of working days.
    "casework-warn": {
        "task": "tenants.fan_out",
        "schedule": crontab(minute="*/15"),
        "args": ["casework.warn"],
    },
    "archives-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=7, minute=20),
        "args": ["archives.daily"],
    },
    "office-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=8, minute=30),
        "args": ["office.daily"],
    },
    "enquiries-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=4, minute=40),
        "args": ["enquiries.daily"],
    },
    "petitions-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=8, minute=40),
        "args": ["petitions.daily"],
    },
    "supplies-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=8, minute=35),
        "args": ["supplies.daily"],
    },
    "mail-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=8, minute=45),
        "args": ["mail.daily"],
    },
    "meetings-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=8, minute=50),
        "args": ["meetings.daily"],
    },
    "duty-daily": {
        "task": "tenants.fan_out",
        "schedule": crontab(hour=8, minute=20),
        "args": ["duty.daily"],
    },
    # Shifts begin at any hour, on days of rest, too.
    "duty-watch": {
        "task": "tenants.fan_out",
        "schedule": crontab(minute="*/10"),
        "args": ["duty.watch"],
    },
}
