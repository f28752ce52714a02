"""Files that come with a form: looked into, kept under their hash, and only then written about."""

from dataclasses import dataclass

from flask import Response, after_this_request, request
from werkzeug.datastructures import FileStorage

from tracker.core.files import hash_of
from tracker.core.text import clean_file_name
from tracker.tasks.forms import EvidenceFields, StepForm
from tracker.tasks.reader import Admitted, admit
from tracker.tasks.rules.uploads import (
    LARGEST_TOGETHER_MB,
    MEGABYTE,
    FileKind,
    NewFile,
    check_together,
)
from tracker.tasks.views.blueprint import bp
from tracker.web.database import file_store, previews

_AROUND = 2 * MEGABYTE  # of the form beside its files


_WITH_FILES = frozenset({"tasks.take_step", "tasks.put_right", "tasks.review_quarter"})


@bp.url_value_preprocessor
def _allow_files(endpoint: str | None, _values: object) -> None:
    """Let the forms of steps carry several files; every other page keeps the smaller limit."""
    if endpoint in _WITH_FILES:
        request.max_content_length = LARGEST_TOGETHER_MB * MEGABYTE + _AROUND


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The files of one form: those of the evidence, and the signed form of a recorded step."""

    pieces: tuple[NewFile, ...] = ()
    signed: NewFile | None = None
    admitted: tuple[Admitted, ...] = ()

    def keep_again(self) -> None:
        """Keep what was destroyed between keeping and writing; called while the contents are locked."""
        for one in self.admitted:
            file_store().keep_stream(one.content)


def keep_files(form: StepForm) -> KeptFiles:
    """Keep every file that came with a form.

    Raises:
        InvalidError: one of them may not be handed in; none of them is kept then.
    """
    signed = _admit(form.signed_form.data, "signed_form") if form.signed_form.data else None
    pieces = _admit_all(form)
    return KeptFiles(
        pieces=tuple(_keep(one) for one in pieces),
        signed=_keep(signed) if signed else None,
        admitted=(*pieces, *([signed] if signed else [])),
    )


def keep_signed_form(upload: FileStorage | None) -> KeptFiles:
    """Keep the signed form that came alone.

    Raises:
        InvalidError: it may not be handed in.
    """
    if not upload:
        return KeptFiles()
    signed = _admit(upload, "signed_form")
    return KeptFiles(signed=_keep(signed), admitted=(signed,))


def has_files(form: StepForm) -> bool:
    """Answer whether files came with a form; a browser cannot show them again."""
    chosen = form.chosen_files if isinstance(form, EvidenceFields) else []
    return bool(chosen or form.signed_form.data)


def hashes_of_files(form: EvidenceFields) -> frozenset[str]:
    """Answer the hashes under which the files of a form are kept."""
    return frozenset(hash_of(one.content) for one in _admit_all(form))


def hash_of_signed_form(form: StepForm) -> str | None:
    """Answer the SHA-256 of the signed form that came with a form; None without one."""
    upload = form.signed_form.data
    return hash_of(_admit(upload, "signed_form").content) if upload else None


def _admit_all(form: StepForm) -> list[Admitted]:
    if not isinstance(form, EvidenceFields):
        return []
    chosen = form.chosen_files
    check_together(len(chosen), sum(map(_size, chosen)))
    return [_admit(one, "files") for one in chosen]


def _admit(upload: FileStorage, field: str) -> Admitted:
    admitted = admit(clean_file_name(upload.filename or ""), upload.stream, field)

    @after_this_request
    def close(response: Response) -> Response:
        admitted.content.close()
        return response

    return admitted


def _size(upload: FileStorage) -> int:
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    return size


def _keep(one: Admitted) -> NewFile:
    sha256 = file_store().keep_stream(one.content)
    for size, drawn in one.previews:
        previews().put(sha256, size, drawn)
    return NewFile(
        name=one.name,
        sha256=sha256,
        size=file_store().size(sha256),
        is_picture=one.kind is FileKind.PICTURE,
        taken_on=one.taken_on,
    )
