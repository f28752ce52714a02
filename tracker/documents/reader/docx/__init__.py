"""Word documents (.docx): an own walk over the XML that loses no character and computes the numbers.

Tracked changes are taken as accepted; headers, footers, comments, hidden text and tables of contents are
left out; notes stand behind the body; text boxes behind the paragraph that they hang on.
"""

from tracker.documents.reader.docx.hidden import marks_of
from tracker.documents.reader.docx.parts import Parts
from tracker.documents.reader.docx.walker import Walker
from tracker.documents.reader.package import Package
from tracker.documents.rules.pieces import assemble
from tracker.documents.rules.plain import PlainDocument, Remark
from tracker.documents.rules.wrapping import rejoin


def read(content: bytes) -> PlainDocument:
    """Read a Word document that passed the gate.

    Raises:
        RefusedFileError: the package is not what the gate would let pass.
        UnreadableFileError: a part is missing or damaged.
    """
    parts = Parts(Package(content))
    walker = Walker(parts, respect_fields=True)
    walker.walk()
    if walker.fields.open:
        # A field that never ends would swallow the rest of the text: read again and show everything.
        walker = Walker(parts, respect_fields=False)
        walker.walk()
    remarks = [*walker.remarks, *([Remark("tracked_changes")] if parts.has_changes() else ())]
    return assemble(rejoin(walker.pieces), remarks, marks_of(parts))
