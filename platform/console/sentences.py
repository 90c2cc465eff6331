"""Refusals as people read them: the sentence and the clause that says so."""

from django import forms
from django.utils.translation import gettext as _

from core.errors import Denied, Violation
from core.lifecycle_words import titles


def told(refusal: Violation | Denied) -> str:
    """The sentence with its clauses: 需由保管人以外的两人盘点（手册第57条）."""
    if isinstance(refusal, Denied):
        return refusal.sentence
    clauses = "、".join(clause.label for clause in refusal.clauses)
    if not clauses:
        return refusal.sentence
    return _("%(sentence)s (%(clauses)s)") % {
        "sentence": refusal.sentence.rstrip("。."),
        "clauses": clauses,
    }


def put_on_form(form: forms.Form, refusal: Violation) -> None:
    """A rule's refusal as an error of its field, or of the whole form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, told(refusal))


def who_may(refusal: Denied) -> str:
    """The posts that may, in words; '' when it is not about posts."""
    return titles(refusal.needs) if refusal.needs else ""
