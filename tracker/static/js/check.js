// The check screen: a stretch of the paper and the card read from it point at each other.
(function () {
  "use strict";

  function choose(from) {
    const partner = document.getElementById(from.dataset.pair);
    if (!partner) return;
    document.querySelectorAll(".check .chosen").forEach((old) => old.classList.remove("chosen"));
    from.classList.add("chosen");
    partner.classList.add("chosen");
    partner.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const span = event.target.closest("a.span[data-pair]");
    if (span) event.preventDefault();
    const from = span || event.target.closest(".candidate[data-pair]");
    if (from) choose(from);
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".candidate[data-pair]");
    if (card) choose(card);
  });
})();
