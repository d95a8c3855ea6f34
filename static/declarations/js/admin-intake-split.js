/*
 * The second step of an entry: text and points linked, keys, a split where the words were clicked.
 *
 * Every change is a form that htmx sends; the answer takes the place of the whole review.
 */
"use strict";

document.documentElement.classList.add("has-script");
const source = () => document.getElementById("split-source");
const points = () => [...document.querySelectorAll(".split-point")];
const pointOf = (target) => target.closest?.(".split-point") ?? null;
let clicked = null; // {key, at}: where in a point's words the last click was

// --- Text and points ---------------------------------------------------------------

function stretchesOf(key) {
  return source().querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
}

function mark(key) {
  for (const lit of document.querySelectorAll(".is-lit")) {
    lit.classList.remove("is-lit");
  }
  if (!key) {
    return;
  }
  for (const stretch of stretchesOf(key)) {
    stretch.classList.add("is-lit");
  }
  document.getElementById(`point-${key}`)?.classList.add("is-lit");
}

// Scrolls the text alone, where it stands in a box of its own.
function showInText(key, whole) {
  const first = stretchesOf(key)[0];
  const box = source();
  if (!first || box.scrollHeight <= box.clientHeight + 1) {
    if (first && whole) {
      first.scrollIntoView({block: "center"});
    }
    return;
  }
  const top = first.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (whole || top < 0 || top > box.clientHeight - 60) {
    box.scrollTop += top - box.clientHeight / 3;
  }
}

function keyAt(target) {
  return target.closest?.("[data-key]")?.dataset.key ?? "";
}

document.addEventListener("pointerover", (event) => {
  if (event.target.closest?.("#intake-review .split-columns")) {
    mark(keyAt(event.target) || keyAt(document.activeElement));
  }
});
document.addEventListener("focusin", (event) => {
  const point = pointOf(event.target);
  if (point) {
    mark(point.dataset.key);
    showInText(point.dataset.key, false);
  }
});

document.addEventListener("click", (event) => {
  const stretch = event.target.closest?.(".stretch[data-key]");
  if (stretch && !event.target.closest("a") && getSelection().isCollapsed) {
    goTo(stretch.dataset.key);
  }
  const shown = event.target.closest?.(".split-show");
  if (shown) {
    event.preventDefault();
    showInText(pointOf(shown).dataset.key, true);
  }
  const label = event.target.closest?.("a.stretch-label");
  if (label && label.hash.startsWith("#left-")) {
    document.getElementById("split-left-out").open = true;
  } else if (label) {
    event.preventDefault();
    goTo(label.closest(".stretch").dataset.key);
  }
  const next = event.target.closest?.("[data-next-doubt]");
  if (next) {
    event.preventDefault();
    nextDoubt();
  }
  const words = event.target.closest?.(".split-words");
  if (words) {
    noteClick(words);
  }
});

function goTo(key) {
  const point = document.getElementById(`point-${key}`);
  if (point) {
    point.focus({preventScroll: true});
    point.scrollIntoView({block: "nearest"});
  }
}

function nextDoubt() {
  const doubts = [...document.querySelectorAll(".split-doubt")];
  if (!doubts.length) {
    return;
  }
  const here = document.activeElement.closest?.(".split-doubt, .split-point");
  const behind = doubts.find((doubt) => here && !here.contains(doubt)
    && here.compareDocumentPosition(doubt) & Node.DOCUMENT_POSITION_FOLLOWING);
  const doubt = behind ?? doubts[0];
  const point = pointOf(doubt);
  if (point) {
    goTo(point.dataset.key);
  } else {
    doubt.querySelector("button").focus();
  }
}

// --- Where a point is split ----------------------------------------------------------

function noteClick(words) {
  const selection = getSelection();
  for (const caret of document.querySelectorAll(".split-caret")) {
    const held = caret.parentNode;
    caret.remove();
    held.normalize();
  }
  clicked = null;
  if (!selection.rangeCount || !words.contains(selection.focusNode)) {
    return;
  }
  const range = document.createRange();
  range.selectNodeContents(words);
  range.setEnd(selection.focusNode, selection.focusOffset);
  let before = range.toString();
  const all = words.textContent;
  // A click in a word means its beginning.
  before = before.replace(/[\p{L}\p{N}\p{M}'’-]+$/u, "");
  if (!before.trim() || !all.slice(before.length).trim()) {
    return;
  }
  // Characters as the server counts them.
  clicked = {key: pointOf(words).dataset.key, at: [...before].length};
  const caret = document.createElement("span");
  caret.className = "split-caret";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = document.querySelector("#split-list").dataset.splitHere;
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    splitHere();
  });
  caret.append(button);
  words.textContent = "";
  words.append(all.slice(0, before.length), caret, all.slice(before.length));
}

function splitHere() {
  const form = document.querySelector(`#point-${CSS.escape(clicked.key)} .split-form`);
  const button = document.createElement("button");
  button.type = "submit";
  button.name = "at";
  button.value = clicked.at;
  button.hidden = true;
  form.append(button);
  clicked = null;
  button.click();
}

// --- Keys ------------------------------------------------------------------------------

function press(point, selector) {
  point.querySelector(selector)?.click();
}

const KEYS = {
  m: (point) => press(point, "[value=merge]"),
  x: (point) => press(point, "[value=drop]"),
  p: (point) => press(point, "[value=preambular], [value=operative]"),
  n: (point) => point.querySelector("[name=label]").select(),
  o: (point) => showInText(point.dataset.key, true),
  u: () => document.getElementById("split-undo").click(),
  r: () => document.getElementById("split-redo").click(),
  w: () => nextDoubt(),
  j: (point) => goTo(point.nextElementSibling?.dataset.key),
  k: (point) => goTo(point.previousElementSibling?.dataset.key),
  e: (point) => {
    point.querySelector(".split-edit").open = true;
    point.querySelector(".split-edit textarea").focus();
  },
  s: (point) => {
    if (clicked && clicked.key === point.dataset.key) {
      splitHere();
      return;
    }
    const cut = point.querySelector(".split-cut");
    cut.open = true;
    (cut.querySelector("button") ?? cut.querySelector("summary")).focus();
  },
};

document.addEventListener("keydown", (event) => {
  const point = pointOf(event.target);
  if (!point) {
    return;
  }
  const typing = event.target.matches("input, textarea, select");
  if (typing) {
    if (event.key === "Escape") {
      point.focus();
    }
    return;
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    press(point, event.key === "ArrowUp" ? "[value=up]" : "[value=down]");
    return;
  }
  const key = event.key.toLowerCase();
  if (!event.ctrlKey && !event.metaKey && !event.altKey && key in KEYS) {
    event.preventDefault();
    KEYS[key](point);
  }
});

// --- After a change --------------------------------------------------------------------

let scrolled = 0;
document.addEventListener("htmx:beforeSwap", () => { scrolled = source()?.scrollTop ?? 0; });
document.addEventListener("htmx:afterSettle", () => {
  const review = document.getElementById("intake-review");
  document.getElementById("intake-said").classList.add("visually-hidden");
  source().scrollTop = scrolled;
  clicked = null;
  if (review.dataset.focus) {
    goTo(review.dataset.focus);
    showInText(review.dataset.focus, false);
  } else if (document.activeElement === document.body) {
    const first = points()[0];
    first?.focus({preventScroll: true});
  }
  // Reloading the page, or coming back to it, shows what is shown now.
  history.replaceState(history.state, "", review.dataset.address);
});

// One change at a time: a second press before the answer would be told that the first was quicker.
document.addEventListener("htmx:beforeRequest", (event) => {
  const review = document.getElementById("intake-review");
  if (review.dataset.busy) {
    event.preventDefault();
  } else {
    review.dataset.busy = "yes";
    setTimeout(() => { delete review.dataset.busy; }, 10000);
  }
});
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const review = document.getElementById("intake-review");
    delete review.dataset.busy;
    const said = document.getElementById("intake-said");
    said.textContent = said.dataset.failed;
    said.classList.remove("visually-hidden");
  });
}
