"""Tasks by their names: lower layers wake jobs of higher ones without importing them."""

import threading
from typing import Any

from celery import Task, current_app

_looking = threading.Lock()


def task_named(name: str) -> "Task[Any, Any]":
    """The task of that name. Raises LookupError.

    A web process has not imported the apps' tasks yet; its threads look one after the other, as
    whoever comes second would find them half imported.
    """
    with _looking:
        if name not in current_app.tasks:
            current_app.loader.import_default_modules()
    if name not in current_app.tasks:
        raise LookupError(name)
    task: Task[Any, Any] = current_app.tasks[name]
    return task
