// Taking in reports: files dropped or chosen are sent one by one, each with a bar and a line of its own.
(function () {
  "use strict";

  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const input = form.elements.files;
  const lines = document.getElementById("upload-lines");

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function waitingLine(file) {
    const line = element("li", "line");
    const words = element("div", "line-wait");
    words.append(element("p", "line-name", file.name), element("p", "line-note", "等待上传"));
    const bar = element("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", "上传进度");
    words.append(bar);
    line.append(words);
    return line;
  }

  const note = (line, text) => (line.querySelector(".line-note").textContent = text);

  // The server answers with the finished line; only a line is taken over.
  function finish(line, answer) {
    const found = new DOMParser().parseFromString(answer, "text/html").querySelector("li.line");
    if (found) line.replaceWith(found);
    else failed(line, "没有收下，请稍后再传一次；已收下的不会重复导入。");
    return found;
  }

  function failed(line, words) {
    line.classList.add("line-bad");
    line.querySelector("progress").remove();
    note(line, words);
    return null;
  }

  function send(file, line) {
    const limit = Number(input.dataset.maxMb);
    if (file.size > limit * 1048576) return failed(line, "文件太大，每份不超过 " + limit + " MB，这一份没有上传。");
    const body = new FormData(form);
    body.delete("files");
    body.append("files", file, file.name);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("HX-Request", "true");
      request.upload.addEventListener("progress", (event) => {
        line.querySelector("progress").value = (event.loaded / event.total) * 100;
        note(line, event.loaded < event.total ? "正在上传" : "正在读取");
      });
      request.addEventListener("load", () => done(answered(request, line)));
      request.addEventListener("error", () => done(failed(line, "连接不上服务器，请检查网络后再传一次。")));
      request.send(body);
    });
  }

  function answered(request, line) {
    if (request.status === 401) return failed(line, "登录已退出，请在另一个窗口登录后再传一次。");
    return finish(line, request.responseText);
  }

  async function sendAll(files) {
    const list = element("ul", "line-list");
    const waiting = files.map((file) => [file, waitingLine(file)]);
    list.append(...waiting.map((pair) => pair[1]));
    lines.replaceChildren(list);
    lines.scrollIntoView({ block: "start" });
    const finished = [];
    for (const pair of waiting) finished.push(await send(pair[0], pair[1])); // one after the other
    form.querySelectorAll("button").forEach((button) => (button.disabled = false));
    const only = finished.length === 1 ? finished[0] : null;
    if (only && only.dataset.batch) location.assign(only.dataset.batch);
    else if (finished.every((line) => line && line.dataset.batch)) input.value = "";
  }

  function tooMany(files) {
    return files.length > 1 && (form.elements.title.value.trim() || form.elements.paper_number.value.trim());
  }

  form.addEventListener("submit", (event) => {
    const files = Array.from(input.files);
    // What the server would refuse as a whole is left to the server.
    if (!files.length || form.elements.text.value.trim() || tooMany(files)) return;
    event.preventDefault();
    delete form.dataset.busy;
    form.removeAttribute("aria-busy");
    form.querySelectorAll("button").forEach((button) => (button.disabled = true));
    sendAll(files);
  });

  const drop = form.querySelector("[data-drop]");
  ["dragenter", "dragover"].forEach((name) =>
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("drop-over");
    }),
  );
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("drop-over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
