// 整文件夹归入: a row dragged onto a task takes its number; whoever has no mouse types it, so nothing depends on this.
(() => {
  "use strict";

  const KIND = "text/plain";
  let dragged = null;

  function begin(event) {
    dragged = event.target.closest("[data-loose]");
    if (!dragged) return;
    event.dataTransfer.setData(KIND, dragged.cells[0].textContent.trim());
    event.dataTransfer.effectAllowed = "copy";
  }

  function over(event) {
    const shelf = dragged && event.target.closest("[data-shelf]");
    if (!shelf) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    shelf.classList.add("is-over");
  }

  function leave(event) {
    event.target.closest("[data-shelf]")?.classList.remove("is-over");
  }

  function drop(event) {
    const shelf = dragged && event.target.closest("[data-shelf]");
    if (!shelf) return;
    event.preventDefault();
    shelf.classList.remove("is-over");
    const field = dragged.querySelector("[name^=task-]");
    field.value = shelf.dataset.shelf;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    dragged.classList.add("is-filed");
  }

  // Text in a field can be marked with the mouse as before: the row is dragged by its first cell.
  for (const row of document.querySelectorAll("[data-loose]")) row.cells[0].draggable = true;
  document.addEventListener("dragstart", begin);
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", leave);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", () => (dragged = null));
})();
