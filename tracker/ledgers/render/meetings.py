"""The record of a meeting as a Word file in the official layout."""

from tracker.documents.render.word import write_word
from tracker.ledgers.rules.prints.meeting_record import MeetingRecord, meeting_paper


def meeting_as_word(record: MeetingRecord) -> bytes:
    """Answer the record as the bytes of a .docx."""
    return write_word(meeting_paper(record))
