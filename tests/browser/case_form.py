"""The form that registers a case, as browsers find it."""

NEW = "/console/cases/new/"


def at_a_case(url: str) -> bool:
    """Has the form led to the record of a case?"""
    return url.rstrip("/").rpartition("/")[2].isdigit()
