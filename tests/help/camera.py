"""Takes the picture of a screen: numbers what the steps of its help name, and tells in words what is to be seen."""

from collections.abc import Sequence
from io import BytesIO
from typing import TypedDict

from PIL import Image
from playwright.sync_api import FloatRect, Page, ViewportSize

DESK = ViewportSize(width=1040, height=900)
PHONE = ViewportSize(width=390, height=844)
_COLOURS = 64
# What a reader can point at, in the order of the page; data between them may change, the screen has not changed then.
_LOOK = """async ([steps, most]) => {
  while (document.querySelector(".htmx-request")) await new Promise((done) => setTimeout(done, 30));
  const region = document.querySelector("main").getBoundingClientRect();
  const left = Math.max(0, region.left), top = Math.max(0, region.top);
  const width = Math.min(region.width, innerWidth - left);
  const height = Math.min(region.bottom - top, most);
  const told = (one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll(".visually-hidden, .must, .count, .icon").forEach((part) => part.remove());
    return (copy.querySelector(".choice-word") || copy).textContent.replace(/\\s+/g, " ").trim();
  };
  const kinds = ["h1", "h2", "h3", "button", "a.btn", "label", "legend", "summary", "th", ".tabs a", "dt"];
  const shown = Array.from(document.querySelectorAll(kinds.map((kind) => `main ${kind}`).join(","))).filter((one) => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility() && box.width > 1 && box.top >= top && box.bottom <= top + height && told(one);
  });
  const fits = (one, word) => one.tagName !== "H1" && told(one).replace(/[ ：（].*$/, "") === word;
  const marks = [];
  steps.forEach((words, at) => words.forEach((word) => {
    const found = shown.find((one) => one.tagName !== "H1" && told(one) === word) || shown.find((one) => fits(one, word));
    if (!found) return;
    const inside = document.createRange();
    const said = Array.from(found.childNodes).find((one) => one.nodeType === 3 && one.data.trim());
    if (said) inside.selectNode(said);
    else inside.selectNodeContents(found);
    const bordered = found.matches("button, .btn, th");
    marks.push([at + 1, word, (bordered ? found : inside).getBoundingClientRect()]);
  }));
  // The words that the browser itself writes depend on its language, not on the program.
  document.querySelectorAll("main input[type=date], main input[type=file]:not(.visually-hidden)").forEach((one) => {
    const words = one.type === "file" ? "选择文件　未选择任何文件" : one.value.replace(/-/g, "/") || "年/月/日";
    one.type = "text";
    one.value = words;
  });
  const add = (words, style) => {
    const one = document.createElement("div");
    one.textContent = words;
    Object.assign(one.style, { position: "fixed", zIndex: 9999 }, style);
    document.body.append(one);
  };
  marks.forEach(([number, word, box]) => {
    add("", { left: `${box.left - 5}px`, top: `${box.top - 3}px`, width: `${box.width + 10}px`,
      height: `${box.height + 6}px`, border: "2px solid #a32a24", borderRadius: "8px" });
    add(number, { left: `${box.left - 14}px`, top: `${box.top - 12}px`, width: "20px", height: "20px", color: "#fff",
      font: "600 13px/20px sans-serif", textAlign: "center", background: "#a32a24", borderRadius: "50%" });
  });
  return {
    words: shown.map(told),
    marks: marks.map(([number, word]) => `${number} ${word}`),
    clip: { x: left, y: top, width, height },
  };
}"""


class Look(TypedDict):
    """What a picture shows: words of the screen, numbered words, and which part of the window it is."""

    words: list[str]
    marks: list[str]
    clip: FloatRect


def look(page: Page, steps: Sequence[Sequence[str]], *, most: int) -> Look:
    """Mark what the steps name, and answer what the upper ``most`` px of the screen show."""
    found: Look = page.evaluate(_LOOK, [steps, most])
    return found


def small(png: bytes) -> bytes:
    """Answer a picture as a small WebP with few colours."""
    few = Image.open(BytesIO(png)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    written = BytesIO()
    few.convert("RGB").save(written, "WEBP", lossless=True, method=4)
    return written.getvalue()


def description(seen: Look) -> str:
    """Answer what is kept beside a picture, a line for each word."""
    return "\n".join([*seen["marks"], "", *seen["words"], ""])
