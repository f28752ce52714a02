// The draft editor: paragraphs are dragged, or moved with Alt and an arrow; everything else is plain forms.
(function () {
  "use strict";

  let dragged = null;

  function send(id, key, value) {
    const form = document.getElementById(id);
    form.elements.key.value = key;
    form.elements.value.value = value;
    form.requestSubmit();
  }

  function targetOf(event) {
    if (!dragged) return null;
    const line = event.target.closest(".outline [data-drop]");
    if (line) return dragged.querySelector(".laid-place") ? line : null;
    const laid = event.target.closest(".laid[data-key]");
    if (laid && laid !== dragged && laid.parentElement === dragged.parentElement) return laid;
    const leaf = event.target.closest(".leaf[data-drop]");
    const elsewhere = leaf && leaf !== dragged.parentElement;
    return elsewhere && dragged.querySelector(".laid-place") ? leaf : null;
  }

  function clear() {
    document.querySelectorAll(".is-over-here").forEach((one) => one.classList.remove("is-over-here"));
  }

  document.addEventListener("dragstart", (event) => {
    const grip = event.target.closest(".laid-grip");
    if (!grip) return;
    dragged = grip.closest(".laid");
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.key);
    event.dataTransfer.setDragImage(dragged, 20, 20);
  });

  document.addEventListener("dragover", (event) => {
    clear();
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    target.classList.add("is-over-here");
  });

  document.addEventListener("drop", (event) => {
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    if (target.dataset.key) send("drop-move", dragged.dataset.key, target.dataset.key);
    else send("drop-place", dragged.dataset.key, target.dataset.drop);
  });

  document.addEventListener("dragend", () => {
    clear();
    if (dragged) dragged.classList.remove("is-dragged");
    dragged = null;
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const laid = document.activeElement.closest(".laid[data-key]");
    if (!laid || document.activeElement.matches("textarea, input, select")) return;
    const button = laid.querySelector('[aria-label="' + (event.key === "ArrowUp" ? "上移一段" : "下移一段") + '"]');
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // After a move the page leads back to the paragraph; it takes the focus, so that the next arrow moves it on.
  const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (at && at.matches(".laid")) at.focus({ preventScroll: true });
})();
