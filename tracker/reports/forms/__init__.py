"""What is typed or chosen about reports."""

from tracker.reports.forms.columns import ColumnsForm, columns_form
from tracker.reports.forms.typed import (
    KINDS,
    AddForm,
    CategoryForm,
    CorrectionForm,
    PaperForm,
    RepeatForm,
    SplitForm,
    StretchForm,
    UploadForm,
    VersionForm,
)

__all__ = [
    "KINDS",
    "AddForm",
    "CategoryForm",
    "ColumnsForm",
    "CorrectionForm",
    "PaperForm",
    "RepeatForm",
    "SplitForm",
    "StretchForm",
    "UploadForm",
    "VersionForm",
    "columns_form",
]
