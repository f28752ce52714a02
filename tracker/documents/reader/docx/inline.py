"""The text of one paragraph: runs, fields, tracked changes, symbols, and the boxes and notes hung on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tracker.documents.reader.docx.parts import Element, attribute, child, is_on, kind
from tracker.documents.reader.docx.styles import Styles

SOFT_BREAK = "\n"

_THROUGH = frozenset(
    {
        "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo",
        "w:sdtContent", "w:ruby", "w:rubyBase", "m:oMath", "m:oMathPara", "mc:Choice", "mc:Fallback",
    }
)  # fmt: skip
_SIGNS = {
    "w:tab": " ", "w:ptab": " ", "w:br": SOFT_BREAK, "w:cr": SOFT_BREAK, "w:noBreakHyphen": "-",
}  # fmt: skip
_HOLDS_BOXES = frozenset({"w:drawing", "w:pict", "w:object"})
_WINGDINGS = {
    0xFC: "✓", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xA7: "▪", 0xD8: "➢",
    **{0x81 + index: chr(0x2460 + index) for index in range(10)},
    **{0x8C + index: chr(0x2776 + index) for index in range(10)},
}  # fmt: skip


@dataclass(slots=True)
class Fields:
    """The fields open at this point of the document, the innermost last.

    Each is its instruction so far and whether its result has begun. The result of a contents field is
    left out, for it repeats the headings.
    """

    open: list[tuple[str, bool]] = field(default_factory=list)
    respected: bool = True

    def step(self, step: str | None) -> None:
        """Take the ``w:fldCharType`` of a field character."""
        if step == "begin":
            self.open.append(("", False))
        elif step == "separate" and self.open:
            self.open[-1] = (self.open[-1][0], True)
        elif step == "end" and self.open:
            self.open.pop()

    def instruct(self, text: str) -> None:
        """Take a piece of an instruction."""
        if self.open and not self.open[-1][1]:
            self.open[-1] = (self.open[-1][0] + text, False)

    @property
    def show(self) -> bool:
        """Whether text at this point is printed."""
        if not self.respected or not self.open:
            return True
        return all(begun and not is_contents(instruction) for instruction, begun in self.open)


def is_contents(instruction: str | None) -> bool:
    """Tell whether a field instruction makes a table of contents."""
    return (instruction or "").strip().upper().startswith("TOC")


class Inline:
    """Collects the text of paragraphs; one for a document, since fields span paragraphs."""

    def __init__(self, styles: Styles, fields: Fields) -> None:
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._fields = fields
        self._parts: list[str] = []
        self._actions: dict[str, Callable[[Element], None]] = {
            "w:r": self._run,
            "m:r": self._run,
            "w:t": self._text,
            "m:t": self._text,
            "w:sym": self._symbol,
            "w:fldChar": lambda element: self._fields.step(attribute(element, "fldCharType")),
            "w:instrText": lambda element: self._fields.instruct(element.text or ""),
            "w:sdt": self._control,
            "w:fldSimple": self._simple_field,
            "mc:AlternateContent": self._alternatives,
            "w:footnoteReference": lambda element: self._note("footnotes", element),
            "w:endnoteReference": lambda element: self._note("endnotes", element),
        }

    def text_of(self, paragraph: Element) -> str:
        """Return the printed text of a paragraph; soft breaks are line feeds."""
        self._parts = []
        self._through(paragraph)
        return "".join(self._parts)

    def _through(self, element: Element) -> None:
        for part in element:
            self._take(part)

    def _take(self, element: Element) -> None:
        name = kind(element)
        action = self._actions.get(name)
        if action is not None:
            action(element)
        elif name in _SIGNS:
            if self._fields.show:
                self._parts.append(_SIGNS[name])
        elif name in _HOLDS_BOXES:
            self.boxes.extend(text_boxes(element))
        elif name in _THROUGH or (name.startswith("m:") and not name.endswith("Pr")):
            self._through(element)

    def _run(self, element: Element) -> None:
        properties = child(element, "w:rPr")
        if properties is not None and self._is_hidden(properties):
            for part in element:
                if kind(part) in {"w:fldChar", "w:instrText"}:
                    self._take(part)
            return
        self._through(element)

    def _is_hidden(self, properties: Element) -> bool:
        vanish = child(properties, "w:vanish")
        if vanish is not None:
            return is_on(properties, "w:vanish")
        style = child(properties, "w:rStyle")
        return style is not None and self._styles.get(attribute(style, "val")).is_hidden

    def _text(self, element: Element) -> None:
        if element.text and self._fields.show:
            # A line feed inside a text node is white space of the file, not a break of the line.
            self._parts.append(
                element.text.replace("\n", " ") if "\n" in element.text else element.text
            )

    def _symbol(self, element: Element) -> None:
        if not self._fields.show:
            return
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            return
        font = (attribute(element, "font") or "").lower()
        if font.startswith("wingdings") and code & 0xFF in _WINGDINGS:
            self._parts.append(_WINGDINGS[code & 0xFF])
        elif code <= 0xFFFF:  # noqa: PLR2004  the attribute is four hexadecimal digits
            self._parts.append(chr(code))

    def _control(self, element: Element) -> None:
        if not is_placeholder(element):
            content = child(element, "w:sdtContent")
            if content is not None:
                self._through(content)

    def _simple_field(self, element: Element) -> None:
        if not is_contents(attribute(element, "instr")):
            self._through(element)

    def _alternatives(self, element: Element) -> None:
        chosen = chosen_alternative(element)
        if chosen is not None:
            self._through(chosen)

    def _note(self, role: str, element: Element) -> None:
        note_id = attribute(element, "id")
        if note_id is not None and self._fields.show:
            self.notes.append((role, note_id))


def is_placeholder(control: Element) -> bool:
    """Tell whether a content control shows only its prompt."""
    return is_on(child(control, "w:sdtPr"), "w:showingPlcHdr")


def chosen_alternative(element: Element) -> Element | None:
    """Return the first choice of a compatibility wrapper, so that its content counts once."""
    choice = child(element, "mc:Choice")
    return child(element, "mc:Fallback") if choice is None else choice


def text_boxes(element: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes inside a drawing, each once."""
    for part in element:
        name = kind(part)
        if name == "w:txbxContent":
            yield part
        elif name == "mc:AlternateContent":
            chosen = chosen_alternative(part)
            if chosen is not None:
                yield from text_boxes(chosen)
        else:
            yield from text_boxes(part)
