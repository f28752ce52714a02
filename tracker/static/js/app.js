// What every page does a little better with scripts: toasts, dialogs, menus, the folded navigation.
(function () {
  "use strict";

  const PICTURES = {
    good: "check-circle-fill",
    info: "info-circle-fill",
    warn: "exclamation-triangle-fill",
    bad: "exclamation-octagon-fill",
  };
  const STAY_MS = 7000;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function picture(name) {
    const known = document.querySelector(".icon use").getAttribute("href").split("#")[0];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", known + "#" + name);
    svg.append(use);
    return svg;
  }

  // Good news leaves by itself, but not under the eyes of whoever points at it or stands in it.
  function leaveLater(note) {
    setTimeout(() => (note.matches(":hover, :focus-within") ? leaveLater(note) : note.remove()), STAY_MS);
  }

  // A warning or an error stays until it is read, or until the same is sent again; the same words stand once.
  function toast(kind, title, text, next) {
    const note = element("div", "notice tone-" + kind);
    const words = element("div", "notice-words");
    words.append(element("p", "notice-title", title));
    if (text) words.append(element("p", "notice-text", text));
    if (next) words.append(next);
    const close = element("button", "notice-close");
    close.type = "button";
    close.dataset.close = "notice";
    close.setAttribute("aria-label", "关闭提示");
    close.append(picture("x-lg"));
    note.append(picture(PICTURES[kind]), words, close);
    const toasts = document.getElementById("toasts");
    const host = document.querySelector("dialog[open]") || document.body; // an open dialog covers all else
    if (toasts.parentElement !== host) host.append(toasts);
    [...toasts.children].filter((old) => old.textContent === note.textContent).forEach((old) => old.remove());
    toasts.append(note);
    if (kind === "good" || kind === "info") leaveLater(note);
    return note;
  }

  const refused = new WeakMap(); // from what was sent to the note that refused it

  function outdate(sent) {
    const note = refused.get(sent);
    if (note) note.remove();
  }

  // In a window of its own, so that what has been typed here stays.
  function nextLink(found) {
    const link = found.querySelector("a[data-next]");
    if (!link) return null;
    const next = element("a", "btn btn-plain btn-sm", link.textContent);
    next.href = link.getAttribute("href");
    next.target = "_blank";
    next.rel = "noopener";
    return next;
  }

  // The server's error fragment carries its own words; only they are taken over, never its markup.
  function toastFromAnswer(sent, answer) {
    const found = new DOMParser().parseFromString(answer, "text/html");
    const title = found.querySelector(".notice-title");
    const text = found.querySelector(".notice-text");
    const words = text ? text.textContent : "请刷新页面后再试一次。";
    refused.set(sent, toast("bad", title ? title.textContent : "没有办成", words, nextLink(found)));
  }

  // ---- dialogs

  function show(dialog) {
    if (!dialog.open) dialog.showModal();
    const first = dialog.querySelector(".dialog-body input:not([type=hidden]), .dialog-body select, .dialog-body textarea");
    if (first) first.focus();
  }

  function openDialog(link) {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog || typeof dialog.showModal !== "function") return false;
    if (dialog.id !== "page-dialog") {
      show(dialog);
      return true;
    }
    dialog.querySelector("h2").textContent = link.dataset.title;
    const body = document.getElementById("page-dialog-body");
    body.replaceChildren();
    window.htmx.ajax("GET", link.href, { target: body, swap: "innerHTML" }).then(() => {
      if (body.childElementCount) show(dialog);
    });
    return true;
  }

  // ---- menus made of <details>

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  // ---- the navigation

  function showFold(button) {
    const narrow = document.documentElement.classList.contains("narrow");
    button.setAttribute("aria-pressed", String(narrow));
    button.querySelector(".fold-word").textContent = narrow ? "展开导航" : "收起导航";
  }

  function fold(button) {
    const narrow = document.documentElement.classList.toggle("narrow");
    showFold(button);
    try {
      localStorage.setItem("nav", narrow ? "narrow" : "wide");
    } catch (refused) {
      // It holds for this page only.
    }
  }

  // Plain HTTP on an intranet has no clipboard interface; selecting and copying works everywhere.
  function copy(area) {
    if (area.select) {
      area.focus();
      area.select();
    } else window.getSelection().selectAllChildren(area);
    const done = document.execCommand("copy");
    toast(done ? "good" : "warn", done ? "已复制，可以粘贴到微信里" : "没有复制成，请按 Ctrl + C");
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const copying = target.closest("[data-copy]");
    if (copying) copy(document.getElementById(copying.dataset.copy));
    const link = target.closest("a[data-dialog]");
    const plainClick = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && plainClick && openDialog(link)) event.preventDefault();
    const close = target.closest("[data-close]");
    if (close) close.closest("." + close.dataset.close).remove();
    const folding = target.closest("[data-fold]");
    if (folding) fold(folding);
    if (target.closest("[data-print]")) window.print();
    if (target.matches("dialog.dialog")) target.close(); // the ground beside the sheet
    closeMenus(target.closest("details[data-menu]"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // ---- what htmx reports

  // A token goes stale when somebody signs in anew in another window; the form then needs the new one.
  function takeFreshToken(token) {
    if (!token) return;
    document.querySelector("meta[name=csrf-token]").content = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    document.querySelectorAll("input[name=csrf_token]").forEach((field) => {
      field.value = token;
    });
  }

  document.addEventListener("htmx:responseError", (event) => {
    takeFreshToken(event.detail.xhr.getResponseHeader("X-Fresh-Token"));
    toastFromAnswer(event.detail.elt, event.detail.xhr.responseText);
  });
  document.addEventListener("htmx:beforeRequest", (event) => outdate(event.detail.elt));
  document.addEventListener("htmx:sendError", (event) => {
    refused.set(event.detail.elt, toast("bad", "连接不上服务器", "请检查网络后再试一次，填过的内容还在。"));
  });
  document.addEventListener("htmx:timeout", (event) => {
    refused.set(event.detail.elt, toast("bad", "服务器很久没有回应", "请稍后再试一次，填过的内容还在。"));
  });
  document.addEventListener("toast", (event) => {
    toast(event.detail.kind, event.detail.text);
  });

  // ---- a line while something is on its way, and words once it takes longer than a second

  const SLOW_MS = 1000;
  const LOOK_MS = 300;
  const GIVE_UP_MS = 180000;
  const TAKING = "taking"; // a cookie that the answer with the file takes away: nothing else tells that it came
  let slow = 0;
  let looking = 0;

  function wait() {
    document.body.classList.add("waiting");
    clearTimeout(slow);
    slow = setTimeout(() => {
      document.querySelector(".waiting-words").textContent = "正在办理，请稍候……";
    }, SLOW_MS);
  }

  function done() {
    clearTimeout(slow);
    clearInterval(looking);
    document.body.classList.remove("waiting");
    document.querySelector(".waiting-words").textContent = "";
  }

  document.addEventListener("htmx:beforeRequest", wait);
  document.addEventListener("htmx:afterRequest", done);
  window.addEventListener("pageshow", () => {
    mark(0);
    done();
  });

  function mark(seconds) {
    document.cookie = TAKING + "=1; path=/; samesite=lax; max-age=" + seconds;
  }

  // A file answers without leaving the page.
  function waitForFile() {
    wait();
    mark(GIVE_UP_MS / 1000);
    clearInterval(looking);
    looking = setInterval(() => {
      if (!document.cookie.includes(TAKING + "=")) done();
    }, LOOK_MS);
  }

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.hasAttribute("hx-post") || event.target.method === "dialog") return;
    waitForFile();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[data-file]")) waitForFile();
  });

  // On a phone the row of pages is wider than the screen: the one that is open shall be seen.
  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
    const row = tab.closest(".tabs");
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });
  document.querySelectorAll("[data-fold]").forEach(showFold);
})();
