"""Files that come with a form: judged, kept under their hash, and only then written about."""

from dataclasses import dataclass
from hashlib import sha256 as sha256_of

from werkzeug.datastructures import FileStorage

from tracker.core.text import clean_file_name
from tracker.tasks.forms import EvidenceFields, StepForm
from tracker.tasks.rules.uploads import check_upload
from tracker.web.database import file_store


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose bytes are safely kept, not yet told of in the database."""

    name: str
    sha256: str
    size: int


def keep_signed_form(form: StepForm) -> KeptFile | None:
    """Keep the signed form that came with a recorded step, if any.

    Raises:
        InvalidError: the file may not be handed in.
    """
    upload = form.signed_form.data
    return _keep(upload, "signed_form") if upload else None


def keep_evidence_files(form: StepForm) -> tuple[KeptFile, ...]:
    """Keep the files that came as evidence.

    Raises:
        InvalidError: one of the files may not be handed in; none of them is kept then.
    """
    if not isinstance(form, EvidenceFields):
        return ()
    for upload in form.chosen_files:
        _read(upload, "files")
    return tuple(_keep(upload, "files") for upload in form.chosen_files)


def has_files(form: StepForm) -> bool:
    """Answer whether files came with a form; a browser cannot show them again."""
    chosen = form.chosen_files if isinstance(form, EvidenceFields) else []
    return bool(chosen or form.signed_form.data)


def has_bytes(form: EvidenceFields, sha256: str | None) -> bool:
    """Answer whether a file with this hash came with a form; None stands for a paper without a file."""
    hashes: set[str | None] = {
        sha256_of(_read(one, "files")[1]).hexdigest() for one in form.chosen_files
    }
    return sha256 in (hashes or {None})


def _keep(upload: FileStorage, field: str) -> KeptFile:
    name, content = _read(upload, field)
    return KeptFile(name, file_store().keep(content), len(content))


def _read(upload: FileStorage, field: str) -> tuple[str, bytes]:
    name = clean_file_name(upload.filename or "")
    upload.stream.seek(0)
    content = upload.stream.read()
    check_upload(name, content, field)
    return name, content
