// Deciding by keyboard. The forms work without this file.
"use strict";

// The keys act only while a pair has the focus, and never where something is being typed.
document.addEventListener("keydown", (event) => {
  const pair = event.target.closest("[data-dispute]");
  if (!pair || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Enter" && event.ctrlKey) {
    const form = event.target.closest("form[data-decide]");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.ctrlKey || event.target.closest("textarea, select, input:not([type=radio])")) return;
  const key = event.key.toLowerCase();
  if (key === "z") {
    const back = pair.querySelector("form[data-take-back] button");
    if (back) {
      event.preventDefault();
      back.click();
    }
    return;
  }
  const choice = pair.querySelector(`input[data-key="${CSS.escape(key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  pair.querySelector("textarea").focus();
});

// The pair that was saved keeps the focus: what was done is read out, and the next is a Tab away.
document.addEventListener("htmx:afterSwap", (event) => {
  const id = event.detail.target.id;
  if (id.startsWith("pair-")) document.getElementById(id)?.focus({ preventScroll: true });
});
