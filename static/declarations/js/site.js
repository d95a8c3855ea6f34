// Small comforts. Every page works without this file.
"use strict";

// A filter applies as soon as it is changed; its button is there for those without scripts.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-apply-on-change]");
  if (form && event.target.matches("select, [type=checkbox]")) form.requestSubmit();
});

// A control that is gone with the old results takes the focus along: it goes to the new ones.
document.addEventListener("htmx:afterSettle", (event) => {
  if (document.activeElement !== document.body || !event.target.id.endsWith("-results")) return;
  event.target.tabIndex = -1;
  event.target.focus({ preventScroll: true });
});

// What could not be fetched in place is opened as a page, which says what is wrong. A form with
// data-not-saved stays instead, with what was written in it, and with that sentence above it.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const { pathInfo, requestConfig } = event.detail;
    const form = requestConfig?.elt.closest("form[data-not-saved]");
    if (form) {
      const said = document.createElement("p");
      said.className = "notice not-saved";
      said.setAttribute("role", "alert");
      said.textContent = form.dataset.notSaved;
      form.before(said);
      return;
    }
    location.assign(pathInfo.finalRequestPath || pathInfo.requestPath);
  });
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const said = event.detail.elt.previousElementSibling;
  if (said?.matches(".not-saved")) said.remove();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  for (const open of document.querySelectorAll("details.cite[open], details.chooser[open], details.site-account[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll("details.cite[open], details.chooser[open], details.site-account[open]")) {
    open.open = false;
    if (open.contains(document.activeElement)) open.querySelector("summary").focus();
  }
});

// A slash goes to the search box, unless it is being typed somewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-search-box]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// On paper, what is folded away is unfolded.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".why details, .care, .cite, .point details")) {
    if (!details.open) {
      details.open = true;
      details.dataset.openedForPrint = "";
    }
  }
});
window.addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("[data-opened-for-print]")) {
    details.open = false;
    delete details.dataset.openedForPrint;
  }
});
