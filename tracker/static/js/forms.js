// Forms: sent once, errors brought into view, characters counted.
(function () {
  "use strict";

  const DOWNLOAD_MS = 8000; // a post that answers with a file never leaves the page

  // A second click while the first is on its way does nothing.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.hasAttribute("data-once")) return;
      if (form.dataset.busy) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      form.dataset.busy = "yes";
      form.setAttribute("aria-busy", "true");
      if (!form.hasAttribute("hx-post")) setTimeout(() => free(form), DOWNLOAD_MS);
    },
    true,
  );

  function free(form) {
    delete form.dataset.busy;
    form.removeAttribute("aria-busy");
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.matches("form[data-once]")) free(event.target);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(free));

  function count(area) {
    let line = area.nextElementSibling;
    if (!line || !line.classList.contains("field-count")) {
      line = document.createElement("p");
      line.className = "field-count";
      area.after(line);
    }
    line.textContent = area.value.length + " / " + area.maxLength + " 字";
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[maxlength]")) count(event.target);
  });

  // Of rows that wait for more of the same, one stands empty below those that are filled in.
  function showRows(block) {
    const rows = Array.from(block.querySelectorAll(".figure-row"));
    const isFilled = (row) => Array.from(row.querySelectorAll("input, select")).some((field) => field.value);
    const filled = rows.map(isFilled).lastIndexOf(true);
    rows.forEach((row, at) => {
      row.hidden = at > filled + 1;
    });
  }

  ["input", "change"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const block = event.target.closest("[data-rows]");
      if (block) showRows(block);
    }),
  );

  function begin(root) {
    root.querySelectorAll("[data-rows]").forEach(showRows);
    root.querySelectorAll("textarea[maxlength]").forEach(count);
    const errors = root.querySelector(".errors-summary, .notice[role=alert]");
    if (errors && !errors.closest("[data-sample]")) errors.focus();
  }

  begin(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) begin(event.target);
  });
})();
