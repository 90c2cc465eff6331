"""Shape of input only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.inbox.forms import people
from console.records.forms import AGREE, RETURN, Phrases
from console.records.revealing import RevealOneForm
from operations.petitions import selectors
from operations.petitions.kinds import (
    NEXT_STAGE,
    OF_HANDLING,
    OF_REVIEW,
    Channel,
    Delivery,
    Kind,
    Outcome,
    Stage,
)
from operations.petitions.models import Petition
from operations.petitions.rules.registering import LONGEST_SUBJECT, LONGEST_TEXT
from operations.petitions.services import PetitionData
from operations.petitions.settings import setting

MOST_FILES = 20
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"
CHOOSE = (("", _("Choose")),)
OFF = {"autocomplete": "off"}
PRIVATE = ("name", "phone", "address", "concerned")
KEPT = _("Stored encrypted; shown masked. Leave empty to keep.")
# What stands in each part of the register's form.
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Registration"), ("channel", "received_date", "kind", "headcount", "secret")),
    (_("Petitioner"), ("is_anonymous", "name", "phone", "address")),
    (_("What is brought forward"), ("subject", "matter", "concerned", "scans")),
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


class PetitionForm(forms.Form):
    """What the petitioner says."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[*CHOOSE, *Channel.choices],
        error_messages={"required": _("Choose how the petition came.")},
    )
    received_date = forms.DateField(
        label=_("Received on"), widget=day_input(), initial=timezone.localdate,
        help_text=_("The term for the decision runs from this day."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of petition"),
        choices=[*CHOOSE, *Kind.choices],
        error_messages={"required": _("Choose the kind of petition.")},
    )
    headcount = forms.IntegerField(
        label=_("Number of petitioners"), min_value=1, max_value=9999, initial=1
    )
    secret = forms.BooleanField(
        label=_("The matter is secret"), required=False,
        help_text=_("Secret matters go into the paper register of confidential items."),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"), required=False,
        help_text=_("Nothing of the petitioner is kept; nobody is told of the answer."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Petitioner's name"), max_length=40, required=False,
        widget=forms.TextInput(attrs=OFF), help_text=_("Stored encrypted; shown masked."),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", **OFF}),
        help_text=_("Stored encrypted; shown masked."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address"), max_length=120, required=False,
        widget=forms.TextInput(attrs=OFF),
        help_text=_("Needed where there is no phone."),
    )  # fmt: skip
    subject = forms.CharField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        help_text=_("In one line, without the petitioner's name: it is shown in lists."),
        error_messages={"required": _("Say in one line what the petition is about.")},
    )
    matter = forms.CharField(
        label=_("Matter and what is asked for"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write down what the petitioner says and asks for.")},
    )
    concerned = forms.CharField(
        label=_("Persons concerned"), max_length=200, required=False,
        widget=forms.Textarea(attrs={"rows": 2, **OFF}),
        help_text=_("One name a line; none of them can be named as handler."),
    )  # fmt: skip
    scans = ManyFiles(
        label=_("Files"), required=False,
        help_text=_("The letter, pictures, what was handed in. PDF or pictures."),
    )  # fmt: skip

    def __init__(self, *args: Any, petition: Petition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.petition = petition
        self.fields["scans"].widget.attrs |= {"multiple": True, "accept": ACCEPT}
        if petition is not None:
            # Terms run from the day of receipt; files are added on the record page.
            del self.fields["scans"], self.fields["received_date"]
            for name in PRIVATE:
                self.fields[name].help_text = KEPT

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
        found["concerned"] = tuple(found["concerned"].splitlines())
        if self.petition is not None:
            found["received_date"] = self.petition.received_date
        given: dict[str, Any] = {"data": PetitionData(**found)}
        return given | ({} if files is None else {"files": files})


def initial_of(petition: Petition) -> dict[str, Any]:
    """A petition as its form shows it; what is stored encrypted is only replaced, never sent."""
    names = ("channel", "kind", "headcount", "is_anonymous", "subject", "matter")
    return {name: getattr(petition, name) for name in names}


# --- Actions ---


def phrases(key: str, usual: Sequence[Any] = ()) -> tuple[Any, ...]:
    """The county's phrases, before those of every office."""
    own = setting("phrases", on=timezone.localdate()).get(key, ())
    return (*own, *(one for one in usual if str(one) not in own))


class _HandlerForm(forms.Form):
    """Who handles it from now on."""

    handler_id = forms.TypedChoiceField(
        label=_("Named handler"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose who handles it.")},
    )

    def __init__(self, *args: Any, record: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = self.stage_of(record)
        able = set(selectors.may_handle(record, stage=stage, posts=selectors.posts_of(stage)))
        self.fields["handler_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((pk, label) for pk, label in people(with_post=True) if pk in able),
        ]

    def stage_of(self, record: Petition) -> str:
        """For which stage somebody is named."""
        return str(Stage.HANDLING)


class AcceptForm(_HandlerForm):
    """A leader accepts it."""

    opinion = forms.CharField(
        label=_("Opinion"), required=False, max_length=500, widget=Phrases(AGREE)
    )


class AssignForm(_HandlerForm):
    """Another handler at the same stage."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=Phrases(),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip

    def stage_of(self, record: Petition) -> str:
        """That of the present round."""
        present = selectors.round_of(record)
        return str(present.stage if present else Stage.HANDLING)


class ReviewForm(_HandlerForm):
    """Who reviews it, and since when the petitioner asks for that."""

    asked_date = forms.DateField(
        label=_("Asked for on"), widget=day_input(), initial=timezone.localdate
    )
    reason = forms.CharField(
        label=_("Why a review is asked for"), max_length=500, widget=Phrases(),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip
    field_order = ("asked_date", "reason", "handler_id")

    def __init__(self, *args: Any, record: Petition, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["reason"].widget = Phrases(phrases("review"))
        self.fields["handler_id"].help_text = _("Leaders who had no part in it.")

    def stage_of(self, record: Petition) -> str:
        """The one that follows."""
        present = selectors.round_of(record)
        stage = Stage(present.stage) if present else Stage.HANDLING
        return str(NEXT_STAGE.get(stage, Stage.RE_REVIEW))


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip
    key = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget = Phrases(phrases(self.key))


class RefuseForm(ReasonForm):
    """Why it is not accepted."""

    key = "refuse"


class ForwardForm(ReasonForm):
    """Which organ is competent, and why."""

    key = "forward"
    organ = forms.CharField(
        label=_("Competent organ"), max_length=80,
        error_messages={"required": _("Say which organ is competent.")},
    )  # fmt: skip
    field_order = ("organ", "reason")


class NoteForm(forms.Form):
    """What was done."""

    text = forms.CharField(
        label=_("What was done about it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was done.")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The written answer."""

    outcome = forms.ChoiceField(
        label=_("What comes out"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes out.")},
    )
    answer = forms.CharField(
        label=_("Answer to the petitioner"),
        max_length=LONGEST_TEXT,
        widget=Phrases(),
        help_text=_("Facts found, grounds, opinion. It is printed as it stands here."),
        error_messages={"required": _("Write the answer to the petitioner.")},
    )

    def __init__(self, *args: Any, record: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = OF_REVIEW if record.status == "reviewing" else OF_HANDLING
        self.fields["outcome"].choices = [(one.value, one.label) for one in fitting]  # type: ignore[attr-defined]
        widget = Phrases(phrases("answer"))
        widget.attrs |= {"rows": 10, "maxlength": LONGEST_TEXT}
        self.fields["answer"].widget = widget


class DeliverForm(forms.Form):
    """When and how the answer arrived."""

    delivered_date = forms.DateField(
        label=_("Delivered on"), widget=day_input(), initial=timezone.localdate
    )
    delivery = forms.ChoiceField(
        label=_("How it was delivered"), choices=[*CHOOSE, *Delivery.choices],
        error_messages={"required": _("Choose how it was delivered.")},
    )  # fmt: skip


class CloseForm(forms.Form):
    """Nothing more to come."""

    content = forms.BooleanField(
        label=_("The petitioner is content and asks for no review"), required=False
    )
    note = forms.CharField(label=_("Closing note"), required=False, max_length=300)

    def __init__(self, *args: Any, record: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record.is_anonymous:
            del self.fields["content"]


class LongerForm(forms.Form):
    """How many more days, and why."""

    days = forms.IntegerField(label=_("Calendar days more"), min_value=1, max_value=999)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=Phrases(),
        error_messages={"required": _("Say why it takes longer.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = setting("extension_days", on=timezone.localdate())
        self.fields["days"].initial = most
        self.fields["days"].help_text = _("At most %(n)s.") % {"n": most}
        self.fields["reason"].widget = Phrases(phrases("extend"))


class DecideLongerForm(forms.Form):
    """Agree, or refuse with a reason."""

    agree = forms.TypedChoiceField(
        label=_("Decision"),
        coerce=lambda value: value == "yes",
        choices=(("yes", _("I agree")), ("no", _("I do not agree"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you agree.")},
    )
    opinion = forms.CharField(
        label=_("Opinion"), required=False, max_length=300, widget=Phrases(AGREE)
    )


class ToldForm(forms.Form):
    """When the petitioner was told."""

    told_date = forms.DateField(label=_("Told on"), widget=day_input(), initial=timezone.localdate)


class RevealForm(RevealOneForm):
    """Who petitions, and whom it is about, in full."""

    private = PRIVATE
