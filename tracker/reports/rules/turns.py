"""What each piece announces, by its own words and by what stands around it: leads, signatures, contacts."""

import re

from tracker.reports.rules import words
from tracker.reports.rules.cues import Cue, cue_of, gives_contact, is_date_line, speaks_of_others
from tracker.reports.rules.faults import announces_work, is_fault_title
from tracker.reports.rules.pieces import Piece
from tracker.reports.rules.words import any_of

_NAME = re.compile(rf"[^ \d]{{2,24}}{any_of(words.UNIT_ENDS)}")
_NAME_AND_DATE = re.compile(r"\D{2,20}?[ (]{0,4}20\d\d年 ?\d{1,2}月(?: ?\d{1,2}日)?\)?")
_STOPS, _SENTENCE_ENDS = frozenset("。!?;:,"), "。!?;"
_LONGEST_NAME, _LONGEST_CONTACT = 30, 80
# 但与先进村比，我们还差得很远，主要是：; whoever says so goes on to tell why.
_YET = re.compile("但|不过|然而|同时|可是|只是|也|还|仍|尚|虽")
_LEADS = re.compile(
    "(?:(?:主要|具体|突出|集中)(?:是|有|为|(?:表现|体现|反映)(?:在|为|于)?)|(?:表现|体现|反映)(?:在|为|于)|如下)[^,。;:]{0,8}:$"
    rf"|{any_of(words.LACKS)}[^,。;:]{{0,10}}:$"
)


def cues_of(pieces: list[Piece], folded: str) -> list[Cue | None]:
    """Return for each piece what it announces, None where it only tells something."""
    return [_cue_of(pieces, index, folded) for index in range(len(pieces))]


def _cue_of(pieces: list[Piece], index: int, folded: str) -> Cue | None:
    piece = pieces[index]
    if signs(pieces, index, folded) or _tells_whom_to_call(piece, folded):
        return Cue.CLOSING
    if piece.label is not None:
        return None
    own = cue_of(folded[piece.body : piece.end], opens_line=piece.opens_line)
    return Cue.PROBLEMS if own is None and _leads_to_fault(pieces, index, folded) else own


def _leads_to_fault(pieces: list[Piece], index: int, folded: str) -> bool:
    """Tell whether a contrasting lead with a colon stands right before a fault."""
    piece = pieces[index]
    lead = folded[piece.body : piece.end].rstrip()
    if index + 1 == len(pieces) or piece.mark is not None or not lead.endswith(":"):
        return False
    if _LEADS.search(lead) is None or _YET.search(lead) is None or speaks_of_others(lead):
        return False
    behind = pieces[index + 1]
    return behind.label is None and is_fault_title(folded[behind.body : behind.end])


def _tells_whom_to_call(piece: Piece, folded: str) -> bool:
    if not piece.opens_line:
        return False
    end = folded.find("\n", piece.start, piece.start + _LONGEST_CONTACT)
    return gives_contact(folded[piece.start : end if end >= 0 else piece.start + _LONGEST_CONTACT])


def signs(pieces: list[Piece], index: int, folded: str) -> bool:
    """Tell whether a line is the name at the end of a letter: above a date, with one, or the last line of all."""
    piece = pieces[index]
    if not piece.fills_line or piece.mark or piece.label:
        return False
    text = folded[piece.start : piece.end]
    if len(text) > _LONGEST_NAME or _STOPS & set(text):
        return False
    if _NAME_AND_DATE.fullmatch(text):
        return True
    if index + 1 == len(pieces):
        above = folded[pieces[index - 1].end - 1]
        return (
            above in _SENTENCE_ENDS
            and _NAME.fullmatch(text) is not None
            and not announces_work(text)
        )
    below = pieces[index + 1]
    return below.fills_line and is_date_line(folded[below.start : below.end])
