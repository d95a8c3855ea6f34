// Whether the keys of a page are on: a button turns them off (WCAG 2.1.4), for every page that
// has one, and the choice is remembered. Others ask keysAreOn().
"use strict";

const keysAreOn = (() => {
  const STORE = "declarations.row-keys";
  let on = true;
  try {
    on = localStorage.getItem(STORE) !== "off";
  } catch {
    // Storage may be forbidden; the keys then work until turned off on this page.
  }

  const show = () => {
    for (const button of document.querySelectorAll("[data-row-keys]")) {
      button.setAttribute("aria-pressed", String(on));
    }
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-row-keys]")) return;
    on = !on;
    try {
      localStorage.setItem(STORE, on ? "on" : "off");
    } catch {
      // Not remembered.
    }
    show();
  });

  show();
  document.addEventListener("htmx:afterSettle", show);
  return () => on;
})();
