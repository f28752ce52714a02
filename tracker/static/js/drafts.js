// Long texts survive: what is typed into a form is kept in this browser until the form has been sent, and comes back
// after a crash, a closed window or a sign-in that ended. Nothing leaves the machine; signing out forgets it all.
(function () {
  "use strict";

  const WAIT_MS = 600;
  const KEPT_DAYS = 14;
  const DAY_MS = 86400000;
  const person = document.body.dataset.person;
  const PREFIX = "draft:" + person + ":";
  const SENT = "draft-sent";
  if (!person) return;

  function store(action) {
    try {
      return action(window.localStorage);
    } catch (refused) {
      return null; // a browser that keeps nothing works as without scripts
    }
  }

  function areas(form) {
    return Array.from(form.querySelectorAll("textarea[name]:not([readonly]):not([data-kept])"));
  }

  function fields(form) {
    return areas(form).concat(Array.from(form.querySelectorAll("input[type=text][name]:not([readonly])")), picked(form));
  }

  // Figures, days and choices come along when they were touched: a day that only stood there is not that of another day.
  function picked(form) {
    return Array.from(form.querySelectorAll("input[type=number][name], input[type=date][name], select[name]:not([multiple])"));
  }

  function isTouched(field) {
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    const first = Array.from(field.options).findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(first, 0);
  }

  function isKept(form) {
    return form.method.toLowerCase() === "post" && !form.hasAttribute("data-no-draft") && !form.querySelector("[data-kept], [hx-vals], input[type=password]") && areas(form).length > 0;
  }

  function keyOf(form) {
    return PREFIX + new URL(form.getAttribute("action") || window.location.href, window.location.href).pathname + "#" + form.id;
  }

  function valuesOf(form) {
    const values = {};
    fields(form).forEach((field) => {
      values[field.name] = field.value;
    });
    return values;
  }

  function fill(form, values) {
    fields(form).forEach((field) => {
      const value = values[field.name];
      if (value === undefined || field.value === value) return;
      if (field.options && !Array.from(field.options).some((option) => option.value === value)) return; // no longer offered
      field.value = value;
      const fold = field.closest("details");
      if (fold && value) fold.open = true; // what came back is seen
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  function drop(key) {
    store((kept) => kept.removeItem(key));
  }

  // ---- keeping

  const waiting = new WeakMap();

  function keep(form) {
    const values = valuesOf(form);
    picked(form)
      .filter((field) => !isTouched(field))
      .forEach((field) => delete values[field.name]);
    const typed = areas(form).some((area) => area.value.trim() && area.value !== area.defaultValue);
    if (!typed) return drop(keyOf(form));
    return store((kept) => kept.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values: values })));
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !isKept(form)) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), WAIT_MS));
  });

  // ---- giving back

  function when(at) {
    const day = new Date(at);
    const two = (number) => String(number).padStart(2, "0");
    return day.getMonth() + 1 + "月" + day.getDate() + "日 " + two(day.getHours()) + ":" + two(day.getMinutes());
  }

  function tell(form, draft, before) {
    const note = document.getElementById("draft-note").content.firstElementChild.cloneNode(true);
    note.querySelector(".notice-title").textContent = "已恢复您 " + when(draft.at) + " 没有提交的内容";
    note.querySelector("[data-draft-undo]").addEventListener("click", () => {
      fill(form, before);
      clearTimeout(waiting.get(form));
      drop(keyOf(form));
      note.remove();
      const first = areas(form)[0];
      if (first) first.focus();
    });
    form.prepend(note);
  }

  function give(form) {
    if (!isKept(form) || form.dataset.draftMet) return;
    form.dataset.draftMet = "yes";
    const text = store((kept) => kept.getItem(keyOf(form)));
    if (!text) return;
    const draft = JSON.parse(text);
    if (Date.now() - draft.at > KEPT_DAYS * DAY_MS) {
      drop(keyOf(form));
      return;
    }
    const before = valuesOf(form);
    // The server takes blanks off the ends; what it gives back is not lost.
    const lost = areas(form).some((area) => {
      const kept = draft.values[area.name];
      return kept && kept.trim() !== area.value.trim();
    });
    if (!lost) return;
    fill(form, draft.values);
    clearTimeout(waiting.get(form));
    tell(form, draft, before);
  }

  function giveAll(root) {
    const inside = root.matches && root.matches("form") ? [root] : [];
    inside.concat(Array.from(root.querySelectorAll("form"))).forEach(give);
  }

  // ---- forgetting: once a page that is not the same form again has answered

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[action$='/sign-out']")) {
      store((kept) => Object.keys(kept).filter((key) => key.startsWith(PREFIX)).forEach((key) => kept.removeItem(key)));
      return;
    }
    if (!isKept(form)) return;
    clearTimeout(waiting.get(form));
    keep(form);
    if (!form.hasAttribute("hx-post")) store(() => window.sessionStorage.setItem(SENT, keyOf(form)));
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    const status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (form.matches("form") && isKept(form) && status >= 200 && status < 300) drop(keyOf(form));
  });

  const sent = store(() => window.sessionStorage.getItem(SENT));
  if (sent) {
    const again = Array.from(document.querySelectorAll("form")).some((form) => isKept(form) && keyOf(form) === sent);
    const refused = document.querySelector("main .empty.tone-bad, main .empty.tone-warn, [data-typed-again], .errors-summary");
    if (!again && !refused) drop(sent);
    store(() => window.sessionStorage.removeItem(SENT));
  }

  giveAll(document);
  document.addEventListener("htmx:load", (event) => giveAll(event.target));
})();
