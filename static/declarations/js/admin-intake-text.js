/*
 * The first step of an entry: what is pasted or dropped is kept at once.
 *
 * htmx sends the form as one types and shows the line "Kept, 14:03". Here: files that
 * are dropped on the page, a file field that is emptied once its file is kept, and a
 * box to find an issuer by name. The page works without any of it.
 */
"use strict";

document.documentElement.classList.add("has-script");
const form = document.getElementById("intake-form");
const file = document.getElementById("id_file");

// Keep at once what is pasted, not only after a pause.
form.addEventListener("paste", (event) => {
  if (event.target.id === "id_text") {
    setTimeout(() => htmx.trigger(form, "keepnow"));
  }
});

// Sends once where the button is pressed twice.
let sent = false;
form.addEventListener("submit", (event) => {
  if (sent) {
    event.preventDefault();
  }
  sent = true;
  setTimeout(() => { sent = false; }, 15000);
});
window.addEventListener("pageshow", () => { sent = false; });

// --- Files that are dropped ----------------------------------------------------------

const holdsFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
let depth = 0;
document.addEventListener("dragenter", (event) => {
  if (holdsFile(event)) {
    depth += 1;
    document.body.classList.add("intake-dragging");
  }
});
document.addEventListener("dragleave", () => {
  depth = Math.max(0, depth - 1);
  document.body.classList.toggle("intake-dragging", depth > 0);
});
document.addEventListener("dragover", (event) => {
  if (holdsFile(event)) {
    event.preventDefault();
  }
});
document.addEventListener("drop", (event) => {
  depth = 0;
  document.body.classList.remove("intake-dragging");
  if (holdsFile(event)) {
    event.preventDefault();
    const first = new DataTransfer();
    first.items.add(event.dataTransfer.files[0]);
    file.files = first.files;
    htmx.trigger(form, "keepnow");
  }
});

// What was kept is not sent again with every letter.
form.addEventListener("htmx:beforeRequest", () => {
  form.dataset.sending = file.files.length ? file.files[0].name : "";
});
form.addEventListener("htmx:afterRequest", (event) => {
  // One that is refused is not sent again either: the line says why.
  if (event.detail.successful && form.dataset.sending) {
    file.value = "";
  }
});
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  form.addEventListener(failure, () => {
    const kept = document.getElementById("intake-kept");
    kept.dataset.state = "wrong";
    const line = kept.querySelector("p") ?? kept.appendChild(document.createElement("p"));
    line.textContent = form.dataset.notKept;
  });
}

// --- Day and place that the text says --------------------------------------------------

// A guess fills what is blank, says where it was read, and goes as soon as anybody types: what
// was typed, or emptied, stays so.
const guessable = ["date", "place"];
function guessedOf(name) {
  return document.getElementById(`guess-${name}`);
}
function markGuess(name, said) {
  const mark = guessedOf(name);
  mark.hidden = !said;
  mark.querySelector("input").disabled = !said;
  mark.querySelector("span").textContent = said;
}
document.addEventListener("htmx:afterSettle", () => {
  if (document.querySelector("#intake-kept[data-state=wrong]")) {
    return;
  }
  const guess = document.getElementById("intake-guess");
  for (const name of guessable) {
    const field = document.getElementById(`id_${name}`);
    const read = guess?.dataset[name] ?? "";
    const isGuessed = !guessedOf(name).hidden;
    const isFree = !field.value && !field.validity.badInput && !field.dataset.typed
      && field !== document.activeElement;
    // Another text, another guess.
    if (isGuessed || (isFree && read)) {
      field.value = read;
      markGuess(name, read && guess.dataset.said);
    }
  }
});
for (const name of guessable) {
  document.getElementById(`id_${name}`).addEventListener("input", (event) => {
    event.target.dataset.typed = "yes";
    markGuess(name, "");
  });
}

// --- Finding an issuer ---------------------------------------------------------------

const find = document.getElementById("find-issuer");
const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
find.addEventListener("input", (event) => {
  event.stopPropagation();
  const asked = plain(find.value.trim());
  for (const choice of form.querySelectorAll(".intake-choice")) {
    const ticked = choice.querySelector("input").checked;
    choice.hidden = !ticked && !plain(choice.textContent).includes(asked);
  }
});
find.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    const found = [...form.querySelectorAll(".intake-choice:not([hidden]) input:not(:checked)")];
    if (found.length && find.value.trim()) {
      found[0].click();
      find.value = "";
      find.dispatchEvent(new Event("input"));
    }
  }
});

const note = document.querySelector(".errornote");
if (note) {
  note.focus();
}
