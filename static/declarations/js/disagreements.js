// Deciding by keyboard, with the keys of judging: c, p, d, u choose, Enter saves, Esc leaves,
// z takes back, and n goes to the next pair to decide. The forms work without this file.
"use strict";

// Whether the next page was asked for by key, and is to begin with the focus on its first pair.
let goesOn = false;

// The keys act only while a pair has the focus, and never where something is being typed.
document.addEventListener("keydown", (event) => {
  const pair = event.target.closest("[data-dispute]");
  if (!pair || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const form = event.target.closest("form[data-decide]");
  if (form && event.key === "Escape") {
    event.preventDefault();
    form.reset();
    pair.focus({ preventScroll: true });
    return;
  }
  if (form && event.key === "Enter" && !event.shiftKey && event.target.matches("textarea")) {
    event.preventDefault();
    // Held down, it would send again what is on its way.
    if (!event.repeat) form.requestSubmit();
    return;
  }
  if (event.repeat || event.target.closest("textarea, select, input:not([type=radio])")) return;
  const key = event.key.toLowerCase();
  if (key === "z") {
    const back = pair.querySelector("form[data-take-back] button");
    if (back) {
      event.preventDefault();
      back.click();
    }
    return;
  }
  if (key === "n") {
    event.preventDefault();
    const pairs = [...document.querySelectorAll("[data-dispute]")];
    const later = pairs.slice(pairs.indexOf(pair) + 1);
    const next = later.find((other) => other.querySelector("form[data-decide]"));
    const page = document.querySelector("#disagreements-pages [rel=next]");
    if (next) next.focus();
    else if (page) {
      goesOn = true;
      page.click();
    }
    return;
  }
  const choice = pair.querySelector(`input[data-key="${CSS.escape(key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  pair.querySelector("textarea").focus();
});

// The pair that was saved keeps the focus, unless somebody is at its form again already.
document.addEventListener("htmx:afterSettle", (event) => {
  const { id } = event.detail.target;
  if (id === "disagreements-results" && goesOn) {
    goesOn = false;
    // htmx may have put the focus back already, and somebody be at the form since.
    const first = document.querySelector("[data-dispute]");
    if (first && !first.contains(document.activeElement)) first.focus();
  }
  const pair = id.startsWith("pair-") && document.getElementById(id);
  if (pair && !pair.contains(document.activeElement)) pair.focus({ preventScroll: true });
});
