// The check screen: source and candidates point at each other; corrections without losing one's place.
(function () {
  "use strict";

  const PANES = [".check-source", ".check-list"];
  const places = {};
  let chosenId = "";

  const area = () => document.getElementById("check");
  const cards = () => Array.from(document.querySelectorAll(".check .candidate"));
  const chosenCard = () => document.getElementById(chosenId);

  // ---- choosing: a card and every piece of its stretch

  function reveal(element, pane) {
    if (getComputedStyle(pane).overflowY === "visible") return; // the phone: one long list
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const head = pane.querySelector(".check-top").offsetHeight;
    if (box.top >= frame.top + head && box.bottom <= frame.bottom) return;
    pane.scrollTop += box.top - frame.top - head - 24;
  }

  function choose(card, from) {
    document.querySelectorAll(".check .chosen").forEach((old) => old.classList.remove("chosen"));
    if (!card) return;
    chosenId = card.id;
    card.classList.add("chosen");
    const pieces = document.querySelectorAll('.check-text a.span[data-pair="' + card.id + '"]');
    pieces.forEach((piece) => piece.classList.add("chosen"));
    if (from !== "list") reveal(card, card.closest(".check-pane"));
    if (from !== "source" && pieces.length) reveal(pieces[0], pieces[0].closest(".check-pane"));
    offer();
  }

  function step(by) {
    const all = cards();
    if (!all.length) return;
    const at = all.indexOf(chosenCard());
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    choose(next, "keys");
    if (getComputedStyle(next.closest(".check-pane")).overflowY === "visible") next.scrollIntoView({ block: "center" });
  }

  // ---- selecting in the source: offsets in code points, as the server counts

  const points = (text) => Array.from(text).length;

  function offsetOf(node, offset) {
    const start = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const paragraph = start.closest(".para");
    if (!paragraph) return null;
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    range.setEnd(node, offset);
    return Number(paragraph.dataset.at) + points(range.toString());
  }

  // A selection by triple click ends before the next paragraph, or outside the text.
  function endOf(range) {
    const inside = offsetOf(range.endContainer, range.endOffset);
    if (inside !== null) return inside;
    const all = Array.from(document.querySelectorAll(".para")).filter((one) => range.intersectsNode(one));
    const last = all[all.length - 1];
    return last ? Number(last.dataset.at) + points(last.textContent) : null;
  }

  function picked() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    if (start === null) return null;
    const end = endOf(range);
    const text = selection.toString().trim();
    return end !== null && end > start && text ? { start: start, end: end, text: text } : null;
  }

  function offer() {
    const form = document.getElementById("pick");
    if (!form) return;
    const found = picked();
    form.hidden = !found;
    if (!found) return;
    form.elements.start.value = found.start;
    form.elements.end.value = found.end;
    const short = found.text.length > 24 ? found.text.slice(0, 12) + "……" + found.text.slice(-8) : found.text;
    form.querySelector(".check-picked").textContent = "选中“" + short + "”";
    const order = chosenCard() && chosenCard().querySelector(".candidate-order");
    const boundary = form.querySelector("[data-pick=boundary]");
    boundary.hidden = !order;
    if (order) boundary.querySelector("[data-pick-order]").textContent = order.textContent;
  }

  function send(url, values) {
    const form = document.getElementById("pick");
    const all = { version: form.elements.version.value, csrf_token: form.elements.csrf_token.value };
    return window.htmx.ajax("POST", url, {
      source: area(),
      target: "#check",
      swap: "outerHTML",
      values: Object.assign(all, values),
    });
  }

  const urlOf = (card, deed) => location.pathname + "/findings/" + card.id.replace("finding-", "") + "/" + deed;

  function moveBoundary() {
    const found = picked();
    const card = chosenCard();
    if (found && card) send(urlOf(card, "boundary"), { start: found.start, end: found.end });
  }

  // ---- splitting at the cursor: in the card's text, or in its stretch of the source

  function cursorIn(card) {
    const selection = document.getSelection();
    const text = card.querySelector(".candidate-text");
    const node = selection.anchorNode;
    if (!node || !selection.isCollapsed) return null;
    if (text.contains(node)) {
      const range = document.createRange();
      range.selectNodeContents(text);
      range.setEnd(node, selection.anchorOffset);
      return points(range.toString());
    }
    const at = offsetOf(node, selection.anchorOffset);
    if (at === null || text.dataset.place === undefined) return null;
    return at - Number(text.dataset.place);
  }

  function split(card, link) {
    const at = cursorIn(card);
    const length = points(card.querySelector(".candidate-text").textContent);
    if (at !== null && at > 0 && at < length) send(urlOf(card, "split"), { at: at });
    else if (link) link.click();
  }

  // ---- keys

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    a: () => picked() && document.querySelector("#pick [data-pick=add]").click(),
    b: moveBoundary,
    "?": toggleHelp,
  };

  function toggleHelp() {
    const dialog = document.getElementById("keys");
    if (!dialog) return;
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    if (!area() || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = document.querySelector("dialog[open]");
    if (open && !(open.id === "keys" && event.key === "?")) return;
    if (KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
      return;
    }
    const card = chosenCard();
    const button = card && /^[exms]$/.test(event.key) && card.querySelector("[data-key=" + event.key + "]");
    if (!button) return;
    event.preventDefault();
    if (event.key === "s") split(card, button);
    else button.click();
  });

  // ---- the mouse

  document.addEventListener("click", (event) => {
    const target = event.target;
    const span = target.closest("a.span[data-pair]");
    if (span) {
      event.preventDefault();
      if (document.getSelection().isCollapsed) choose(document.getElementById(span.dataset.pair), "source");
      const card = document.getElementById(span.dataset.pair);
      if (card && getComputedStyle(card.closest(".check-pane")).overflowY === "visible") card.scrollIntoView({ block: "start" });
      return;
    }
    if (target.closest("[data-pick=boundary]")) moveBoundary();
    if (target.closest("[data-cancel]") && target.closest("dialog")) {
      event.preventDefault();
      target.closest("dialog").close();
    }
    const card = target.closest(".check .candidate");
    if (card) choose(card, "list");
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".check .candidate");
    if (card && card.id !== chosenId) choose(card, "list");
  });
  document.addEventListener("selectionchange", offer);

  // ---- swapping the whole area without losing one's place

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!area() || !event.detail.xhr || !event.detail.shouldSwap) return;
    PANES.forEach((name) => (places[name] = document.querySelector(name).scrollTop));
    places.window = window.scrollY;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "check" && event.target.id !== "check") return;
    PANES.forEach((name) => {
      document.querySelector(name).scrollTo({ top: places[name] || 0, behavior: "instant" });
    });
    window.scrollTo(0, places.window || 0);
  });
  // htmx gives back the classes of the server's answer when it settles; only then is a card chosen again.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "check" && event.target.id !== "check") return;
    const conflict = document.getElementById("check-conflict");
    if (conflict) conflict.focus();
    choose(chosenCard(), "list");
  });
  document.addEventListener("corrected", (event) => {
    const dialog = document.getElementById("page-dialog");
    if (dialog.open) dialog.close();
    const card = document.getElementById(event.detail.card);
    if (card && card.matches(".candidate")) choose(card, "swap");
  });

  if (location.hash.indexOf("#finding-") === 0) choose(document.getElementById(location.hash.slice(1)), "hash");
})();
