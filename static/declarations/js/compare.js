// Keys for the rows of a comparison: j to the next, k to the one before, o to open why.
// They work only outside of fields, and can be turned off (WCAG 2.1.4); the choice is remembered.
"use strict";

(() => {
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

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (!["j", "k", "o"].includes(event.key)) return;
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const current = document.activeElement.closest("[data-row]") ?? document.querySelector("[data-row]:target");
    if (event.key === "o") {
      const details = current?.querySelector("details");
      if (details) details.open = !details.open;
      return;
    }
    const place = rows.indexOf(current);
    const next = event.key === "j" ? place + 1 : place < 0 ? 0 : place - 1;
    const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
    row.focus();
    row.scrollIntoView({ block: "center" });
    event.preventDefault();
  });

  show();
  document.addEventListener("htmx:afterSettle", show);
})();
