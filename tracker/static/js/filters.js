// Filters remember: the last choice of a list is one click away, and the way back to a list keeps its filters.
(function () {
  "use strict";

  function remember(name, value) {
    try {
      if (value === undefined) return window.sessionStorage.getItem(name);
      window.sessionStorage.setItem(name, value);
    } catch (refused) {
      // Then the plain links stay as they are.
    }
    return null;
  }

  // ---- undo: the address before this one, for each list

  function offer() {
    const row = document.querySelector("form.filters .filters-row");
    if (!row) return;
    const path = window.location.pathname;
    const now = window.location.search || "?";
    const last = remember("filters:" + path);
    if (last !== null && last !== now) remember("filters-before:" + path, last);
    remember("filters:" + path, now);
    const before = remember("filters-before:" + path);
    const old = row.querySelector(".filters-undo");
    if (old) old.remove();
    if (before === null || before === now || last === null) return;
    const undo = document.getElementById("filters-undo").content.firstElementChild.cloneNode(true);
    undo.href = path + (before === "?" ? "" : before);
    row.append(undo);
  }

  // ---- the way back

  function keepFilters() {
    document.querySelectorAll(".breadcrumb a, a[data-back]").forEach((link) => {
      const to = new URL(link.href);
      if (to.search || to.pathname === "/") return;
      const last = remember("filters:" + to.pathname);
      if (last && last !== "?") link.href = to.pathname + last;
    });
  }

  // ---- on the phone, all but the search behind one button, which counts what is chosen

  function isChosen(field) {
    return Boolean(field.value) && field.type !== "search" && field.type !== "hidden" && field.type !== "submit";
  }

  function count(form) {
    const chosen = Array.from(form.elements).filter(isChosen).length;
    form.querySelector(".filters-count").textContent = chosen ? "（" + chosen + "）" : "";
  }

  document.querySelectorAll("form.filters-folds").forEach((form) => {
    count(form);
    form.addEventListener("input", () => count(form));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-filters-fold]");
    if (!button) return;
    const open = button.form.classList.toggle("is-unfolded");
    button.setAttribute("aria-expanded", String(open));
  });

  offer();
  keepFilters();
  document.addEventListener("htmx:pushedIntoHistory", offer);
  window.addEventListener("pageshow", () => document.querySelectorAll("form.filters-folds").forEach(count));
})();
