// Runs before the page is drawn: says that scripts work, and folds the navigation as the reader left it.
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  try {
    if (localStorage.getItem("nav") === "narrow") root.classList.add("narrow");
  } catch (refused) {
    // A browser that keeps nothing shows the navigation unfolded.
  }
})();
