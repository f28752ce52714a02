"""Forms of tasks: filters of the ledger, one form for each step, and a problem registered by hand."""

from tracker.tasks.forms.closing import (
    AGREE,
    ApproveForm,
    ConfirmLastingForm,
    RecheckForm,
    RelapseForm,
    ReopenForm,
    WithdrawForm,
)
from tracker.tasks.forms.evidence import (
    DestroyForm,
    EvidenceFields,
    FindPieceForm,
    HandInForm,
    RemovalForm,
    RoomForm,
    ShareForm,
)
from tracker.tasks.forms.exceptions import (
    GRANT,
    AskExtensionForm,
    DecideExtensionForm,
    EndForm,
    JoinForm,
    LinkForm,
    NameAcceptorForm,
    PauseForm,
    ResumeForm,
    SplitForm,
    UnjoinForm,
    UnlinkForm,
)
from tracker.tasks.forms.fields import lines_of, offer
from tracker.tasks.forms.handing_over import (
    AmendForm,
    AssignForm,
    DeclineForm,
    ReassignForm,
    SignForForm,
)
from tracker.tasks.forms.ledger import asked_filter, asked_page, asked_sort
from tracker.tasks.forms.opening import OpenForm
from tracker.tasks.forms.step import StepForm
from tracker.tasks.forms.working import ReportForm, SubmitForm

__all__ = [
    "AGREE",
    "GRANT",
    "AmendForm",
    "ApproveForm",
    "AskExtensionForm",
    "AssignForm",
    "ConfirmLastingForm",
    "DecideExtensionForm",
    "DeclineForm",
    "DestroyForm",
    "EndForm",
    "EvidenceFields",
    "FindPieceForm",
    "HandInForm",
    "JoinForm",
    "LinkForm",
    "NameAcceptorForm",
    "OpenForm",
    "PauseForm",
    "ReassignForm",
    "RecheckForm",
    "RelapseForm",
    "RemovalForm",
    "ReopenForm",
    "ReportForm",
    "ResumeForm",
    "RoomForm",
    "ShareForm",
    "SignForForm",
    "SplitForm",
    "StepForm",
    "SubmitForm",
    "UnjoinForm",
    "UnlinkForm",
    "WithdrawForm",
    "asked_filter",
    "asked_page",
    "asked_sort",
    "lines_of",
    "offer",
]
