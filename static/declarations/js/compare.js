// Keys for the rows of a comparison: j to the next, k to the one before, o to open why.
// They work only outside of fields; keys.js says whether they are on.
"use strict";

(() => {
  document.addEventListener("keydown", (event) => {
    if (!keysAreOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
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
})();
