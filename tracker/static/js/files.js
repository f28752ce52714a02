// Files: chosen, dropped or pasted; looked at before they travel; a bar when they travel for long.
(function () {
  "use strict";

  const MB = 1048576;
  const SLOW_MS = 1000; // a bar that flashes by helps nobody
  const REFUSED = /\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|js|jar|apk|lnk|html?|mht|svg|swf|hei[cf])$/i;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function size(bytes) {
    if (bytes >= MB) return (bytes / MB).toFixed(1) + " MB";
    return Math.max(1, Math.round(bytes / 1024)) + " KB";
  }

  // ---- what is wrong with a choice, told before anything is sent

  function faultOf(file, limit) {
    if (!file.size) return "是空文件";
    if (limit && file.size > limit * MB) return "超过 " + limit + " MB，请压缩或分开上传";
    if (REFUSED.test(file.name)) return "这种文件不能上传，请换成 PDF、图片或 Word、Excel 文件";
    return "";
  }

  function faultsOf(input) {
    const files = Array.from(input.files);
    const said = (name) => Number(input.dataset[name] || 0);
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const faults = files.map((file) => faultOf(file, said("maxMb"))).filter(Boolean);
    if (said("most") && files.length > said("most")) faults.push("一次最多 " + said("most") + " 个文件，请分几次上传。");
    if (said("togetherMb") && total > said("togetherMb") * MB) faults.push("合计超过 " + said("togetherMb") + " MB，请分几次上传。");
    if (input.dataset.leftMb !== undefined && total > (said("leftMb") + 1) * MB) faults.push("本单位只能再存 " + said("leftMb") + " MB，请系统管理员调整限额。");
    return faults;
  }

  function fileLine(input, file, index) {
    const fault = faultOf(file, Number(input.dataset.maxMb || 0));
    const line = element("li", fault ? "bad" : "");
    line.append(element("span", "file-name", file.name + "　" + size(file.size) + (fault ? "，" + fault : "")));
    const drop = element("button", "btn btn-quiet btn-sm", "去掉");
    drop.type = "button";
    drop.setAttribute("aria-label", "去掉 " + file.name);
    drop.addEventListener("click", () => put(input, Array.from(input.files).filter((_, at) => at !== index)));
    line.append(drop);
    return line;
  }

  function show(input) {
    const list = input.closest(".file-field").querySelector(".file-list");
    const files = Array.from(input.files);
    const lines = files.map((file, index) => fileLine(input, file, index));
    const about = files.length ? faultsOf(input).filter((fault) => fault.endsWith("。")) : [];
    list.replaceChildren(...lines, ...about.map((fault) => element("li", "bad", fault)));
  }

  // A picture just taken joins what the field beside it already holds.
  function joinTaken(camera) {
    const field = camera.closest(".file-field").querySelector("input[type=file]:not([data-camera])");
    const taken = Array.from(camera.files);
    camera.value = "";
    add(field, taken);
  }

  function put(input, files) {
    const bag = new DataTransfer();
    files.forEach((file) => bag.items.add(file));
    input.files = bag.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function add(input, files) {
    put(input, input.multiple ? Array.from(input.files).concat(files) : files.slice(-1));
    for (let fold = input.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-camera]")) joinTaken(event.target);
    else if (event.target.matches(".file-field input[type=file]")) show(event.target);
  });

  // Before forms.js marks the form as on its way: what would be refused is not sent at all.
  document.addEventListener(
    "submit",
    (event) => {
      const inputs = Array.from(event.target.querySelectorAll(".file-field input[type=file]:not([data-camera])"));
      const wrong = inputs.find((input) => faultsOf(input).length);
      if (!wrong) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      for (let fold = wrong.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      show(wrong);
      wrong.focus();
      wrong.closest(".file-field").scrollIntoView({ block: "center" });
      const text = faultsOf(wrong)[0];
      document.dispatchEvent(new CustomEvent("toast", { detail: { kind: "warn", text: "有文件不能上传：" + text } }));
    },
    true,
  );

  // ---- dropped

  document.addEventListener("dragover", (event) => {
    const field = event.target.closest && event.target.closest(".file-field");
    if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
    event.preventDefault(); // a file dropped beside the field must not replace the page
    document.querySelectorAll(".drop-over").forEach((one) => one !== field && one.classList.remove("drop-over"));
    if (field) field.classList.add("drop-over");
  });
  document.addEventListener("drop", (event) => {
    document.querySelectorAll(".file-field.drop-over").forEach((one) => one.classList.remove("drop-over"));
    if (event.defaultPrevented || !event.dataTransfer || !event.dataTransfer.files.length) return;
    event.preventDefault();
    const field = event.target.closest(".file-field");
    const input = field && field.querySelector("input[type=file]");
    if (input) add(input, Array.from(event.dataTransfer.files));
  });

  // ---- pasted

  let pasted = 0;

  function named(file) {
    const ending = file.type === "image/jpeg" ? ".jpg" : ".png";
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    pasted += 1;
    const name = "粘贴图片" + two(now.getMonth() + 1) + two(now.getDate()) + "-" + two(now.getHours()) + two(now.getMinutes()) + "-" + pasted + ending;
    return new File([file], name, { type: file.type });
  }

  // Inside 代录 the signed form is meant; elsewhere the first field of the form that takes files.
  function takerOf(place) {
    const near = place.closest && place.closest(".file-field, .recording");
    const dialog = document.querySelector("dialog[open]");
    const first = (dialog || document).querySelector("form .file-field");
    const form = (place.closest && place.closest("form")) || (first && first.closest("form"));
    const within = near && near.querySelector(".file-field input[type=file], input[type=file]");
    return within || (form && form.querySelector(".file-field input[type=file]"));
  }

  document.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    const pictures = data ? Array.from(data.files).filter((file) => file.type.startsWith("image/")) : [];
    const typing = event.target.matches && event.target.matches("textarea, input:not([type=file])");
    if (!pictures.length || (typing && data.getData("text/plain").trim())) return; // words from Word bring a picture along
    const input = takerOf(event.target);
    if (!input) return;
    event.preventDefault();
    add(input, pictures.map(named));
  });

  // ---- a form that comes back to be corrected keeps its files: only the browser can put them there again

  const chosen = "input[type=file]:not([data-camera])";
  let kept = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.target;
    const again = form.matches && form.matches("form") && event.detail.shouldSwap;
    kept = again ? new Map(Array.from(form.querySelectorAll(chosen), (input) => [input.name, Array.from(input.files)])) : null;
  });

  function giveBack(root) {
    if (!kept || !root.matches || !root.matches("form")) return;
    root.querySelectorAll(chosen).forEach((input) => {
      const files = kept.get(input.name) || [];
      if (files.length && !input.matches(".is-invalid")) add(input, files);
    });
    kept = null;
    const lost = root.querySelector("[data-files-lost]");
    if (lost) lost.remove();
  }

  // ---- on the way

  const waiting = new WeakMap();

  function barOf(form) {
    let bar = form.querySelector(".upload-bar");
    if (bar) return bar;
    bar = element("div", "upload-bar");
    const progress = element("progress");
    progress.max = 100;
    progress.setAttribute("aria-label", "上传进度");
    bar.append(progress, element("span", "upload-words"));
    bar.setAttribute("role", "status");
    const foot = form.querySelector(".form-foot");
    (foot || form).prepend(bar);
    return bar;
  }

  document.addEventListener("htmx:beforeSend", (event) => {
    const form = event.target;
    if (!form.matches || !form.matches("form") || !Array.from(form.querySelectorAll("input[type=file]")).some((one) => one.files.length)) return;
    waiting.set(form, performance.now());
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target;
    const begun = waiting.get(form);
    if (begun === undefined || performance.now() - begun < SLOW_MS || !event.detail.lengthComputable) return;
    const done = Math.floor((event.detail.loaded / event.detail.total) * 100);
    const bar = barOf(form);
    bar.querySelector("progress").value = done;
    bar.querySelector(".upload-words").textContent = done < 100 ? "正在上传 " + done + "%" : "已传完，正在核对、缩小图片……";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const bar = event.target.querySelector && event.target.querySelector(".upload-bar");
    waiting.delete(event.target);
    if (bar) bar.remove();
  });

  // ---- what only a mouse and a keyboard can do is said where they are

  function tell(root) {
    if (!window.matchMedia("(pointer: fine)").matches) return;
    root.querySelectorAll(".file-field").forEach((field) => {
      if (field.querySelector(".file-ways") || field.closest("[data-upload]")) return;
      const input = field.querySelector("input[type=file]");
      const pictures = !input.accept || /image|jpe?g|png/i.test(input.accept);
      const words = "也可以把文件拖到这里" + (pictures ? "，或者按 Ctrl+V 粘贴图片" : "");
      input.after(element("p", "hint file-ways", words));
    });
  }

  tell(document);
  document.addEventListener("htmx:load", (event) => {
    tell(event.target);
    giveBack(event.target);
  });
})();
