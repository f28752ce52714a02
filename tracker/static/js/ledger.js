// The ledger with a keyboard: rows, ticks, forms inside rows; the order of columns; a meeting that keeps its words.
(function () {
  "use strict";

  const RETRY_MS = 5000;

  function rows() {
    return Array.from(document.querySelectorAll("#ledger-found tbody > tr"));
  }

  function here() {
    return document.querySelector("tr.row-here");
  }

  function goTo(row) {
    const before = here();
    if (before) before.classList.remove("row-here");
    row.classList.add("row-here");
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(here());
    goTo(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  // ---- ticks

  function ticks() {
    return Array.from(document.querySelectorAll(".row-tick"));
  }

  function count() {
    const bar = document.getElementById("bulk");
    if (!bar) return;
    const ticked = ticks().filter((one) => one.checked).length;
    bar.classList.toggle("some", ticked > 0);
    bar.querySelector("[data-ticked]").textContent = ticked ? "已勾选 " + ticked + " 项：" : "勾选左边的任务，可以一起办：";
    bar.querySelector("[data-tick-all]").checked = ticked > 0 && ticked === ticks().length;
  }

  function tick(row) {
    const box = row && row.querySelector(".row-tick");
    if (!box) return;
    box.checked = !box.checked;
    count();
  }

  // ---- keys

  function door(row, word) {
    const link = row && Array.from(row.querySelectorAll(".row-door")).find((one) => one.textContent === word);
    if (link) link.click();
  }

  function open(row) {
    const link = row && row.querySelector("td > a[href]");
    if (link) link.click();
  }

  const KEYS = {
    ArrowDown: () => step(1),
    j: () => step(1),
    ArrowUp: () => step(-1),
    k: () => step(-1),
    Enter: () => open(here()),
    e: () => door(here(), "修改"),
    p: () => door(here(), "填进展"),
    x: () => tick(here()),
  };

  function isTyping(target) {
    return target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;
  }

  function isElsewhere(event) {
    const inControl = event.target.closest("a, button, summary") !== null;
    return inControl && (event.key === "Enter" || event.key.startsWith("Arrow"));
  }

  document.addEventListener("keydown", (event) => {
    if (!document.getElementById("ledger-found") || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      const close = event.target.closest("tr") && event.target.closest("tr").querySelector("[data-row-close]");
      if (close) close.click();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || isElsewhere(event) || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // ---- the order of columns

  function number(list) {
    list.querySelectorAll(".column-place input").forEach((place, at) => {
      place.value = at + 1;
    });
  }

  function move(button) {
    const line = button.closest("li");
    const other = button.dataset.move === "up" ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    if (button.dataset.move === "up") other.before(line);
    else other.after(line);
    number(line.parentElement);
    button.focus();
  }

  function prepare() {
    document.querySelectorAll("[data-column-list]").forEach((list) => list.classList.add("moving"));
    count();
  }

  document.addEventListener("click", (event) => {
    const moving = event.target.closest("[data-move]");
    if (moving) move(moving);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      ticks().forEach((one) => {
        one.checked = event.target.checked;
      });
    }
    if (event.target.matches("[data-tick-all], .row-tick")) count();
  });

  // ---- forms inside rows

  document.addEventListener("htmx:afterSettle", () => {
    prepare();
    const field = document.querySelector(".row-editing:not([data-met]) textarea, .row-editing:not([data-met]) .form-control");
    if (!field) return;
    field.closest("tr").dataset.met = "yes";
    goTo(field.closest("tr"));
    field.focus();
  });

  // ---- a meeting keeps its words, also over a cut line

  function keepAgain(event) {
    const part = event.detail.elt;
    if (!part.matches("[data-kept]")) return;
    document.getElementById("kept").textContent = "还没有存上，连上以后会再存";
    setTimeout(() => part.dispatchEvent(new Event("input")), RETRY_MS);
  }

  document.addEventListener("htmx:sendError", keepAgain);
  document.addEventListener("htmx:timeout", keepAgain);
  document.addEventListener("DOMContentLoaded", prepare);
  prepare();
})();
