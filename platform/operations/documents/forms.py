"""Shape of input only."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from accounts.models import User
from accounts.posts import Post
from console.records.forms import AGREE, RETURN, HandwrittenForm, Phrases
from core.actor import Actor, Scope, directory
from operations.archives.kinds import Retention
from operations.documents import filing, rules, selectors
from operations.documents.kinds import Channel, Kind, Secrecy, Urgency
from operations.documents.lifecycle import OUTGOING, S
from operations.documents.models import OutgoingDocument
from operations.documents.services import DraftData
from operations.documents.settings import setting
from operations.staff.models import Department
from operations.staff.selectors import departments

_BETWEEN = re.compile(r"[、，,；;\n\r]+")
CHOOSE = [("", _("Choose"))]
# What stands in each part of the draft's form.
PARTS = (
    (_("Head of the draft"), ("title", "kind", "department_id", "urgency", "secrecy")),
    (_("Recipients of the document"), ("main_recipients", "copy_recipients")),
    (_("Text"), ("body",)),
    (_("Below the text"), ("attachments_note", "remark", "is_public")),
)


def names(text: str) -> tuple[str, ...]:
    """Recipients as typed: separated by commas of any kind, or one in a line."""
    return tuple(name.strip() for name in _BETWEEN.split(text) if name.strip())


class DraftForm(forms.Form):
    """The draft (拟稿)."""

    title = forms.CharField(
        label=_("Title"),
        max_length=rules.LONGEST_TITLE,
        strip=True,
        help_text=_("In one line; the paper breaks it by itself."),
        error_messages={"required": _("Give the document a title.")},
    )
    kind = forms.ChoiceField(label=_("kind of document"), choices=())
    department_id = forms.TypedChoiceField(
        label=_("originating department"), coerce=int, choices=()
    )
    urgency = forms.ChoiceField(label=_("urgency"), choices=Urgency.choices, required=False)
    secrecy = forms.ChoiceField(label=_("secrecy"), choices=Secrecy.choices, required=False)
    main_recipients = forms.CharField(
        label=_("main recipients"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Separated by 、 or one in a line. A request has one only."),
    )
    copy_recipients = forms.CharField(
        label=_("copies to"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label=_("text"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=_(
            "One paragraph in a line. Lines that begin with 一、 （一） 1. （1） are set as "
            "headings of the four levels. Lines like |cell|cell| make a table, the first is its "
            "head."
        ),
    )
    attachments_note = forms.CharField(
        label=_("names of the attachments"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One in a line, without numbers. The files are added on the record page."),
    )
    remark = forms.CharField(
        label=_("note under the date"),
        required=False,
        max_length=80,
        help_text=_("For example whom to ask; set in round brackets."),
    )
    is_public = forms.BooleanField(label=_("may be made public"), required=False)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        document: OutgoingDocument | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        hidden = set(setting("hidden_kinds", on=today)) - {document.kind if document else ""}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((value, label) for value, label in Kind.choices if value not in hidden),
        ]
        own = selectors.departments_of(actor, on=today)
        found = Department.objects.filter(pk=document.department_id) if document else departments()
        if own and document is None:
            found = found.filter(pk__in=own)
        self.fields["department_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, one.name) for one in found
        ]
        if document is None:
            self.fields["is_public"].initial = True

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by part."""
        return [(title, [self[name] for name in fields]) for title, fields in PARTS]

    def data_given(self) -> DraftData:
        """What the service takes."""
        found = self.cleaned_data
        return DraftData(
            title=found["title"],
            kind=found["kind"],
            department_id=found["department_id"],
            body=found["body"],
            urgency=found["urgency"],
            main_recipients=names(found["main_recipients"]),
            copy_recipients=names(found["copy_recipients"]),
            attachments_note=tuple(
                line.strip() for line in found["attachments_note"].splitlines() if line.strip()
            ),
            remark=found["remark"],
            is_public=found["is_public"],
            secrecy=found["secrecy"],
        )


def initial_of(document: OutgoingDocument) -> dict[str, Any]:
    """A document as its form shows it."""
    return {
        "title": document.title,
        "kind": document.kind,
        "department_id": document.department_id,
        "urgency": document.urgency,
        "main_recipients": "、".join(document.main_recipients),
        "copy_recipients": "、".join(document.copy_recipients),
        "body": document.body,
        "attachments_note": "\n".join(document.attachments_note),
        "remark": document.remark,
        "is_public": document.is_public,
    }


# --- Actions ---


def _phrases(state: str, usual: tuple[Any, ...]) -> tuple[Any, ...]:
    """The county's phrases of a step, before those of every office."""
    own = setting("phrases", on=timezone.localdate()).get(state, ())
    return (*own, *(one for one in usual if str(one) not in own))


def _confirmed() -> forms.BooleanField:
    return forms.BooleanField(label=_("I have checked it; it is meant so"), required=False)


class SubmitForm(forms.Form):
    """Submitting asks to confirm what looks wrong, if anything does (R23)."""

    # Asked for some drafts only.
    sometimes: ClassVar = {"confirmed": _confirmed()}

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = rules.remarks(kind=record.kind, title=record.title, body=record.body)
        if found:
            self.fields["confirmed"] = _confirmed()
            self.fields["confirmed"].help_text = "".join(found)


class OpinionForm(forms.Form):
    """An opinion with the phrases of the step."""

    opinion = forms.CharField(
        label=_("Opinion"), required=False, max_length=500, widget=Phrases(AGREE)
    )

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinion"].widget = Phrases(_phrases(record.status, AGREE))


class LeaderOpinionForm(HandwrittenForm, OpinionForm):
    """A leader's opinion: typed, written by hand, or both."""

    field_order = ("opinion", "handwriting")


class ReviewForm(OpinionForm):
    """To which leaders it goes: one signs, several countersign (R13)."""

    leaders = forms.TypedMultipleChoiceField(
        label=_("Supervising leaders"),
        coerce=int,
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "One signs; several countersign and must all agree. None: whoever comes first."
        ),
    )
    field_order = ("leaders", "opinion")

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        holders = set(directory().holders(Post.LEADER, Scope.CENTRE)) - {record.created_by_id}
        self.fields["leaders"].choices = [  # type: ignore[attr-defined]
            (user.pk, str(user)) for user in User.objects.filter(pk__in=holders).order_by("pk")
        ]


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )


class ReturnForm(ReasonForm):
    """To which step it goes back, and why."""

    to = forms.ChoiceField(label=_("Return to"), choices=())
    field_order = ("to", "reason")

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = list(OUTGOING.earlier_than(record.status))
        if (
            record.signing == OutgoingDocument.Signing.COUNTERSIGN
            and record.status == S.LEADER_SIGN
        ):
            earlier = [str(S.DRAFTING)]
        self.fields["to"].choices = [(s, OUTGOING.label(s)) for s in earlier]  # type: ignore[attr-defined]
        self.fields["reason"].widget = Phrases(_phrases("return", RETURN))


class FailForm(ReasonForm):
    """What is wrong with the proof."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget = Phrases(_phrases("fail", ()))


class NumberForm(forms.Form):
    """Under which agency code it is numbered."""

    series_id = forms.TypedChoiceField(label=_("agency code"), coerce=int, choices=())
    print_run = forms.IntegerField(
        label=_("copies to print"), min_value=1, max_value=9999, required=False
    )

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = record.formation_date or timezone.localdate()
        self.fields["series_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.code}（{one.name}）" if one.name else one.code)
            for one in selectors.series_on(day)
        ]


class PrintForm(forms.Form):
    """How many were printed, and when."""

    copies = forms.IntegerField(label=_("copies printed"), min_value=1, max_value=9999)
    printed_date = forms.DateField(
        label=_("printed on"), widget=day_input(), initial=timezone.localdate
    )


class DispatchForm(forms.Form):
    """To whom it was sent and how."""

    recipients = forms.MultipleChoiceField(
        label=_("recipients"), choices=(), widget=forms.CheckboxSelectMultiple, required=False
    )
    channel = forms.ChoiceField(label=_("channel"), choices=Channel.choices)
    copies = forms.IntegerField(label=_("copies for each"), min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [*record.main_recipients, *record.copy_recipients] or [str(_("To the public"))]
        self.fields["recipients"].choices = [(one, one) for one in found]  # type: ignore[attr-defined]
        self.fields["recipients"].initial = found


class ReceiptForm(forms.Form):
    """Who has received it, and when."""

    dispatch_id = forms.TypedChoiceField(label=_("recipient"), coerce=int, choices=())
    received_at = forms.DateTimeField(
        label=_("received at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=timezone.localtime,
    )
    received_by = forms.CharField(label=_("received by"), max_length=40, required=False)

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = record.dispatches.filter(received_at=None).order_by("pk")
        self.fields["dispatch_id"].choices = [(one.pk, one.recipient) for one in waiting]  # type: ignore[attr-defined]


class ArchiveForm(forms.Form):
    """For how long it is kept."""

    retention = forms.ChoiceField(label=_("kept for"), choices=Retention.choices)

    def __init__(self, *args: Any, record: OutgoingDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retention"].initial = filing.proposed(record, on=timezone.localdate())


class SeriesForm(forms.Form):
    """A new agency code."""

    code = forms.CharField(
        label=_("agency code"),
        max_length=12,
        help_text=_("As it stands before the year, for example 禾电商."),
    )
    name = forms.CharField(label=_("used for"), max_length=60, required=False)
