/*
 * Small help at the desk; every page works without it.
 *
 * Saves once where Save is pressed twice (the second would be told that somebody,
 * namely the first, was quicker), and asks before typed text is left behind.
 */
"use strict";

for (const form of document.querySelectorAll("form[method=post][novalidate]:not(#changelist-form, [data-kept])")) {
  let sent = false;
  let typed = document.querySelector(".errornote") !== null;

  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    // A save that never answers must not lock the button for good.
    setTimeout(() => { sent = false; }, 15000);
  });
  // Back from the next page: the browser shows this one as it was left.
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed && !sent) {
      event.preventDefault();
    }
  });
}

// The number in front of a card follows what is typed.
document.addEventListener("input", (event) => {
  if (event.target.matches(".desk-number")) {
    const number = event.target.closest(".desk-card").querySelector(".desk-card-number");
    number.textContent = event.target.value || "?";
  }
});

// The box that an autocomplete puts in place of a select has no name of its own: give it
// the name of the select, so that a screen reader says what is chosen there.
function nameAutocompletes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling;
    const combobox = box && box.querySelector("[role=combobox]");
    if (!combobox || box.querySelector(".desk-name")) {
      continue;
    }
    const label = select.labels.length ? select.labels[0].textContent.trim().replace(/:$/, "") : "";
    const name = document.createElement("span");
    name.id = `${select.id}-name`;
    name.className = "desk-name visually-hidden";
    name.textContent = select.getAttribute("aria-label") || label;
    box.append(name);
    const shown = combobox.querySelector("[role=textbox]");
    combobox.setAttribute("aria-labelledby", shown ? `${name.id} ${shown.id}` : name.id);
    for (const field of box.querySelectorAll("[role=textbox], [role=searchbox]")) {
      field.setAttribute("aria-labelledby", name.id);
    }
  }
}
if (window.django && window.django.jQuery) {
  // Queued behind the function that makes the boxes, which may run after the page has loaded.
  window.django.jQuery(nameAutocompletes);
}
document.addEventListener("formset:added", () => setTimeout(nameAutocompletes));
