"""Shape of input only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from accounts.models import User
from console.inbox.forms import people
from console.records.forms import AGREE, RETURN, HandwrittenForm, Phrases
from core.actor import Actor, Scope, directory
from operations.archives.kinds import Retention
from operations.documents.forms import CHOOSE
from operations.documents.incoming import filing, rules, selectors
from operations.documents.incoming.kinds import CLASSES, Level
from operations.documents.incoming.lifecycle import INCOMING, LEADERS, T
from operations.documents.incoming.services import IncomingData
from operations.documents.kinds import Kind, Secrecy, Urgency
from operations.documents.models import IncomingDocument
from operations.documents.settings import setting
from operations.staff.selectors import departments

MOST_FILES = 20
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"
# What stands in each part of the register's form.
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        _("What arrived"),
        ("title", "sender", "sender_number", "sender_date", "kind", "secrecy"),
    ),
    (
        _("Registration"),
        ("nature", "source_level", "received_date", "urgency", "due_date", "copies", "pages"),
    ),
    (_("Scans and remarks"), ("scans", "remark", "duplicate_reason")),
)


class ManyFiles(forms.FileField):
    """Several files at once."""

    widget = type("ManyFilesInput", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Each by itself."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(_("At most %(n)s files at once.") % {"n": MOST_FILES})
        return [super(ManyFiles, self).clean(one, initial) for one in sent]


def natures() -> list[tuple[Any, Any]]:
    """The closed list, by where it comes from."""
    return [
        *CHOOSE,
        *((title, [(one.value, one.label) for one in some]) for title, some in CLASSES),
    ]


class IncomingForm(forms.Form):
    """A line of the register (R33)."""

    title = forms.CharField(
        label=_("Title"),
        max_length=rules.LONGEST_TITLE,
        help_text=_("As it stands on the document, in one line."),
        error_messages={"required": _("Give the title of the document.")},
    )
    sender = forms.CharField(
        label=_("Sender"),
        max_length=80,
        error_messages={"required": _("Say who sent it.")},
    )
    sender_number = forms.CharField(
        label=_("Sender's number"), max_length=60, required=False,
        help_text=_("For example 青商电〔2026〕8号; empty if it has none."),
    )  # fmt: skip
    sender_date = forms.DateField(
        label=_("Date of the document"), widget=day_input(), required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind of document"), choices=[("", _("none of the fifteen")), *Kind.choices],
        required=False,
    )  # fmt: skip
    secrecy = forms.ChoiceField(label=_("Secrecy"), choices=Secrecy.choices, required=False)
    nature = forms.ChoiceField(
        label=_("Nature"),
        choices=natures,
        error_messages={
            "required": _("Choose the nature from the list; nothing else is registered.")
        },
    )
    source_level = forms.ChoiceField(
        label=_("Sender's level"),
        choices=[("", _("follows from the nature")), *Level.choices],
        required=False,
        help_text=_("Needed for meetings and bulletins only."),
    )
    received_date = forms.DateField(
        label=_("Received on"), widget=day_input(), initial=timezone.localdate
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, required=False)
    due_date = forms.DateField(
        label=_("To be done by"), widget=day_input(), required=False,
        help_text=_("The day that the sender names, if any."),
    )  # fmt: skip
    copies = forms.IntegerField(label=_("Number of copies"), min_value=1, max_value=9999, initial=1)
    pages = forms.IntegerField(
        label=_("Number of pages"), min_value=1, max_value=9999, required=False
    )
    scans = ManyFiles(
        label=_("Scans"),
        required=False,
        help_text=_("PDF or pictures. The words of a PDF can be searched."),
    )
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)
    duplicate_reason = forms.CharField(
        label=_("Why it is registered again"), max_length=200, required=False,
        help_text=_("Only where the same number of the sender is registered already."),
    )  # fmt: skip

    def __init__(self, *args: Any, document: IncomingDocument | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scans"].widget.attrs |= {"multiple": True, "accept": ACCEPT}
        if document is not None:
            # Files are added on the record page.
            del self.fields["scans"]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by part."""
        return [
            (title, [self[name] for name in names if name in self.fields]) for title, names in PARTS
        ]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        found = dict(self.cleaned_data)
        files = found.pop("scans", None)
        given: dict[str, Any] = {"data": IncomingData(**found)}
        return given | ({} if files is None else {"files": files})


def initial_of(document: IncomingDocument) -> dict[str, Any]:
    """A document as its form shows it."""
    return {
        name: getattr(document, name)
        for name in IncomingForm.base_fields
        if name not in ("scans", "secrecy")
    }


# --- Actions ---


def phrases(state: str, usual: Sequence[Any]) -> tuple[Any, ...]:
    """The county's phrases of a step, before those of every office."""
    own = setting("phrases", on=timezone.localdate()).get(state, ())
    return (*own, *(one for one in usual if str(one) not in own))


class OpinionForm(forms.Form):
    """An opinion with the phrases of the step."""

    opinion = forms.CharField(
        label=_("Opinion"), required=False, max_length=500, widget=Phrases(AGREE)
    )
    state = ""

    def __init__(self, *args: Any, record: IncomingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinion"].widget = Phrases(phrases(self.state or record.status, AGREE))


class _HandlingForm(OpinionForm):
    """Who handles it and until when."""

    lead_department = forms.TypedChoiceField(
        label=_("Responsible department"), coerce=int, empty_value=None, choices=(), required=False
    )
    helping = forms.TypedMultipleChoiceField(
        label=_("Co-operating departments"),
        coerce=int,
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_date = forms.DateField(label=_("To be done by"), widget=day_input(), required=False)

    def __init__(self, *args: Any, record: IncomingDocument, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        found = [(one.pk, one.name) for one in departments()]
        self.fields["lead_department"].choices = [*CHOOSE, *found]  # type: ignore[attr-defined]
        self.fields["helping"].choices = found  # type: ignore[attr-defined]
        self.initial = {
            "lead_department": record.lead_department_id,
            "helping": [one.pk for one in record.helping.all()],
            "due_date": record.due_date,
            **self.initial,
        }


class ProposeForm(_HandlingForm):
    """The office's proposal, and before whom it goes."""

    leader = forms.TypedChoiceField(
        label=_("Before which leader"), coerce=int, empty_value=None, choices=(), required=False
    )
    field_order = ("opinion", "lead_department", "helping", "due_date", "leader")

    def __init__(self, *args: Any, record: IncomingDocument, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        holders = {user for post in LEADERS for user in directory().holders(post, Scope.CENTRE)}
        self.fields["leader"].choices = [  # type: ignore[attr-defined]
            ("", _("Whichever supervising leader comes first")),
            *((user.pk, str(user)) for user in User.objects.filter(pk__in=holders).order_by("pk")),
        ]


class InstructForm(HandwrittenForm, _HandlingForm):
    """A leader takes over what was proposed, or changes it (R35)."""

    state = str(T.INSTRUCTING)
    field_order = ("opinion", "handwriting", "lead_department", "helping", "due_date")


class ReadersForm(OpinionForm):
    """Who reads it."""

    readers = forms.TypedMultipleChoiceField(
        label=_("Who reads it"),
        coerce=int,
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("readers", "opinion")

    def __init__(self, *args: Any, record: IncomingDocument, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["readers"].choices = people(but=actor.user_id, with_post=True)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )
    state = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.state:
            self.fields["reason"].widget = Phrases(phrases(self.state, ()))


class SendBackForm(ReasonForm):
    """Why it goes back to its sender."""

    state = "send_back"


class ReturnForm(ReasonForm):
    """To which step it goes back, and why."""

    to = forms.ChoiceField(label=_("Return to"), choices=())
    field_order = ("to", "reason")

    def __init__(self, *args: Any, record: IncomingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = INCOMING.earlier_than(record.status)
        self.fields["to"].choices = [(s, INCOMING.label(s)) for s in earlier]  # type: ignore[attr-defined]
        self.fields["to"].initial = earlier[-1] if earlier else ""


class ResultForm(forms.Form):
    """With what result a part was done."""

    result = forms.CharField(
        label=_("Result"),
        max_length=500,
        widget=Phrases(),
        error_messages={"required": _("Say with what result it was handled.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].widget = Phrases(phrases("result", ()))


class CompleteForm(ResultForm):
    """The result of the whole, and the answer."""

    reply_id = forms.TypedChoiceField(
        label=_("Answered by"), coerce=int, empty_value=None, choices=(), required=False,
        help_text=_("Outgoing documents with a number; the latest first."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = selectors.replies(actor, on=timezone.localdate())[:50]
        self.fields["reply_id"].choices = [  # type: ignore[attr-defined]
            ("", _("No outgoing document")),
            *((one.pk, f"{one.number} {one.title}"[:80]) for one in found),
        ]


class ReadingEndForm(forms.Form):
    """Who has not read it, and why it ends all the same."""

    reason = forms.CharField(
        label=_("Reason, if somebody has not read it"),
        required=False,
        max_length=500,
        widget=Phrases(),
    )

    def __init__(self, *args: Any, record: IncomingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unread = selectors.unread_of(record).count()
        if unread:
            self.fields["reason"].help_text = _("%(n)s have not read it yet.") % {"n": unread}


class ArchiveForm(forms.Form):
    """For how long it is kept."""

    retention = forms.ChoiceField(label=_("kept for"), choices=Retention.choices)

    def __init__(self, *args: Any, record: IncomingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retention"].initial = filing.proposed(record, on=timezone.localdate())
