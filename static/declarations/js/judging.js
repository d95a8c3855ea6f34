// Judging by keys: c, p, d, u choose how two points stand, Enter saves, Esc leaves.
//
// They belong to the row that has the focus; on a page with one form for judging, to that form. A
// form is one with data-judge: radio buttons with data-key, and a text named "rationale". The keys
// are turned off with the others, by keys.js.
"use strict";

(() => {
  const areOff = () => !keysAreOn();
  const rowOf = (element) => element?.closest?.("[data-row]") ?? null;

  const formAtHand = () => {
    const row = rowOf(document.activeElement) ?? document.querySelector("[data-row]:target");
    const within = document.activeElement.closest("form[data-judge]") ?? row?.querySelector("form[data-judge]");
    if (within) return within;
    const all = document.querySelectorAll("form[data-judge]");
    return all.length === 1 ? all[0] : null;
  };

  const leave = (form) => {
    form.reset();
    const place = rowOf(form) ?? form;
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    const form = target.closest?.("form[data-judge]");
    if (form && event.key === "Escape") {
      leave(form);
      event.preventDefault();
      return;
    }
    if (form && event.key === "Enter" && !event.shiftKey && target.matches("textarea")) {
      event.preventDefault();
      // Held down, it would send again what is on its way.
      if (event.repeat) return;
      form.requestSubmit();
      // On to the next row by j at once: in the field it would be a letter.
      if (form.checkValidity()) rowOf(form)?.focus({ preventScroll: true });
      return;
    }
    if (event.repeat || areOff() || target.closest("input:not([type=radio]), select, textarea, [contenteditable]")) return;
    if (!["c", "p", "d", "u"].includes(event.key)) return;
    const judged = formAtHand();
    const choice = judged?.querySelector(`[data-key="${event.key}"]`);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    judged.querySelector("[name=rationale]")?.focus();
  });

  // A row that was saved comes anew. It stays where it was on the screen, and keeps the focus.
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const old = event.detail.target;
    if (!event.detail.requestConfig.elt.closest(".judging") || !old.matches("[data-row]")) return;
    const active = document.activeElement;
    const elsewhere = active !== document.body && !old.contains(active) ? rowOf(active) : null;
    kept = { id: old.id, elsewhere, top: (elsewhere ?? old).getBoundingClientRect().top };
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!kept) return;
    const { id, elsewhere, top } = kept;
    const row = document.getElementById(id);
    if (!row) return;
    kept = null;
    if (!elsewhere) {
      const refused = row.querySelector("[name=rationale][aria-invalid]");
      (refused ?? row).focus({ preventScroll: true });
    }
    window.scrollBy(0, (elsewhere ?? row).getBoundingClientRect().top - top);
  });
})();
