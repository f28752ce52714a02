// Everything by keyboard: the palette that finds a task, a person or a page; short ways; the table of keys.
(function () {
  "use strict";

  const SEQUENCE_MS = 1500;

  function isTyping(target) {
    return target.closest && target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]") !== null;
  }

  function show(id) {
    const dialog = document.getElementById(id);
    if (!dialog || typeof dialog.showModal !== "function") return false;
    if (!dialog.open) dialog.showModal();
    return true;
  }

  // ---- the palette

  const palette = document.getElementById("palette");

  function openPalette() {
    if (!show("palette")) return false;
    const field = palette.querySelector("input[type=search]");
    field.select();
    field.focus();
    window.htmx.trigger(field, "open");
    return true;
  }

  function links() {
    return Array.from(palette.querySelectorAll("#palette-found a"));
  }

  function choose(by) {
    const all = links();
    if (!all.length) return;
    const at = all.findIndex((one) => one.classList.contains("here"));
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
    all.forEach((one, index) => one.classList.toggle("here", index === next));
    all[next].scrollIntoView({ block: "nearest" });
    palette.querySelector("[role=status].visually-hidden").textContent = all[next].textContent;
  }

  function inPalette(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Enter" && !event.isComposing && !event.target.closest("a")) {
      const chosen = palette.querySelector("#palette-found a.here") || links()[0];
      if (!chosen) return;
      event.preventDefault();
      chosen.click();
    }
  }

  if (palette) palette.addEventListener("keydown", inPalette);

  // ---- short ways: g, then a letter

  let begun = 0;

  function goBy(letter) {
    const link = document.querySelector('.nav-item[data-key="' + letter + '"]');
    if (link) link.click();
    return Boolean(link);
  }

  function focusSearch() {
    const field = document.querySelector("main input[type=search]");
    if (!field) return openPalette();
    field.focus();
    return true;
  }

  function sendForm(target) {
    const form = target.closest && target.closest("form");
    const button = form && form.querySelector("button[type=submit]:not([formaction]):not([disabled])");
    if (!button || (form.method || "").toLowerCase() !== "post") return false;
    button.click();
    return true;
  }

  function withControl(event) {
    if (event.key === "k" || event.key === "K") return openPalette();
    if (event.key === "Enter") return sendForm(event.target);
    return false;
  }

  function plain(event) {
    if (begun && performance.now() - begun < SEQUENCE_MS) {
      begun = 0;
      return goBy(event.key);
    }
    if (event.key === "g") {
      begun = performance.now();
      return true;
    }
    if (event.key === "?") return show("keys");
    if (event.key === "/") return focusSearch();
    return false;
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.altKey) return;
      const control = event.ctrlKey || event.metaKey;
      if (!control && (isTyping(event.target) || document.querySelector("dialog[open]"))) return;
      if (!(control ? withControl(event) : plain(event))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true, // before the keys of the page itself
  );

  document.addEventListener("click", (event) => {
    const door = event.target.closest("[data-palette]");
    if (door && !event.ctrlKey && !event.metaKey && openPalette()) event.preventDefault();
    if (event.target.closest("[data-show-keys]")) show("keys");
  });
})();
