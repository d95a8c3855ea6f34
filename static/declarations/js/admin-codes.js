/*
 * Coding the points of a draft by keyboard; the page works without it.
 *
 * What the keys do stands under "Keys" on the page, where they can be turned off. They
 * press the page's own buttons. The focus goes on at once; a key that comes while an
 * answer is on its way waits for it.
 */
"use strict";

const UNCODED = "[data-point]:not([data-coded])";
const KEPT = "declaration-points-keys";
const waiting = [];
let busy = false;
let leaving = "";

function form() { return document.getElementById("entry-codes"); }

function items() { return [...document.querySelectorAll("#entry-codes [data-item]")]; }

/** The suggestion or point that has the focus, or in which it is. */
function current() { return document.activeElement.closest("#entry-codes [data-item]"); }

function move(step, only = "[data-item]") {
  const all = items();
  const here = current();
  let place = here ? all.indexOf(here) + step : step > 0 ? 0 : all.length - 1;
  while (all[place] && !all[place].matches(only)) place += step;
  if (all[place]) all[place].focus();
  return all[place];
}

/** The same; past the last of the page, or the first, the link to the page beyond has the focus. */
function step(by, only) {
  const [rel, nav] = by > 0 ? ["next", "nav:last-of-type"] : ["prev", "nav:first-of-type"];
  const link = document.querySelector(`#entry-codes > ${nav} [rel=${rel}]`);
  if (link && link === document.activeElement) return;
  if (!move(by, only) && link && current()) link.focus();
}

/** Follow a link, once the answers that are on their way have come. */
function follow(link) {
  if (busy || waiting.length) leaving = link.href;
  else location.assign(link.href);
}

/** Press a button, or let it wait for the answer that is on its way. */
function press(button) {
  if (!button) return;
  if (busy) {
    waiting.push(button.value);
    return;
  }
  busy = true;
  button.click();
}

function answer(kind) {
  const here = current();
  if (!here || here.matches("[data-point]")) {
    if (here) move(1, ".codes-suggestion");
    return;
  }
  const button = here.querySelector(`[data-${kind}]`);
  const stance = here.querySelector("select");
  if (kind === "accept" && stance && !stance.value) {
    stance.focus();
    return;
  }
  here.dataset.busy = "";
  move(1);
  press(button);
}

/** Go on to the next point not coded yet, on another page too; without one, to the next at all. */
function goOn() {
  if (move(1, UNCODED)) return;
  const link = document.querySelector("#codes-bar [data-next-uncoded]");
  if (link) follow(link);
  else move(1, "[data-point]");
}

function acceptAll() {
  const here = current();
  const point = here && here.closest("[data-point]");
  if (!point) return;
  const button = point.querySelector("[data-all]") || point.querySelector("[id^=offer-]");
  point.focus();
  if (button) {
    point.dataset.busy = "";
    press(button);
  }
  goOn();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  J: () => step(1, "[data-point]"),
  K: () => step(-1, "[data-point]"),
  a: () => answer("accept"),
  r: () => answer("refuse"),
  n: goOn,
  A: acceptAll,
  u: () => press(document.querySelector("[data-undo]")),
  "+": () => {
    const here = current();
    const point = here && here.closest("[data-point]");
    if (point) point.querySelector("[data-adds]").focus();
  },
};
const ARROWS = { ArrowDown: KEYS.j, ArrowUp: KEYS.k };

function isOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

document.addEventListener("keydown", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const box = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape") {
    const keys = document.getElementById("codes-keys");
    if (keys && keys.open) {
      keys.open = false;
      keys.querySelector("summary").focus();
    } else if (box && box.closest("[data-point]")) {
      (box.closest(".codes-suggestion") || box.closest("[data-point]")).focus();
    }
    return;
  }
  if (box || !form() || !isOn()) return;
  // The arrows scroll the page, unless a suggestion or a point itself has the focus.
  const act = KEYS[event.key] || (event.target.matches("[data-item]") && ARROWS[event.key]);
  if (!act) return;
  event.preventDefault();
  act();
});

// Turning the keys off is remembered in this browser.
function showWhetherOn() {
  const box = document.getElementById("keys-on");
  if (box) box.checked = isOn();
}
document.addEventListener("change", (event) => {
  if (event.target.id === "keys-on") {
    try {
      localStorage.setItem(KEPT, event.target.checked ? "on" : "off");
    } catch { /* a browser that keeps nothing: they stay on */ }
  } else if (event.target.matches("#entry-codes [data-saves]")) {
    press(form().querySelector(`button[value="${event.target.dataset.saves}"]`));
  }
});
showWhetherOn();

// Led here to a point, from another page: the keys go on from it.
const led = location.hash.startsWith("#point-") && document.getElementById(location.hash.slice(1));
if (led) led.focus();

document.addEventListener("htmx:beforeRequest", () => { busy = true; });
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "entry-said" || event.target.id === "codes-bar") return;
  busy = false;
  if (event.detail.xhr && event.detail.xhr.status === 422) leaving = ""; // what was refused is read first
  document.getElementById("entry-said").classList.add("visually-hidden");
  showWhetherOn();
  // What had the focus is gone with its answer: the point takes it, or the first suggestion.
  if (document.activeElement === document.body) {
    const point = event.detail.elt.closest && event.detail.elt.closest("[data-point]");
    if (point && point.isConnected) point.focus({ preventScroll: true });
    else move(1);
  }
  let next = null;
  while (!next && waiting.length) {
    next = form().querySelector(`button[name=do][value="${CSS.escape(waiting.shift())}"]`);
  }
  if (next) press(next);
  else if (leaving) location.assign(leaving);
});

// So does what is clicked meanwhile: htmx itself would forget all but the last click.
document.addEventListener("click", (event) => {
  const button = event.target.closest("#entry-codes button[name=do]");
  if (!button || !busy || !event.isTrusted) return;
  event.preventDefault();
  waiting.push(button.value);
}, { capture: true });

// A link waits for the answers that are on their way: they would be lost, or come after the
// page that it leads to.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !busy || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  leaving = link.href;
});
window.addEventListener("pageshow", () => { leaving = ""; });

// Signed out meanwhile, it is sent again as a whole: admin-held.js. Any other refusal: as it stands.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401) location.reload();
});
// No answer at all: what was typed stays, and so does the page.
for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    busy = false;
    leaving = "";
    waiting.length = 0;
    for (const point of document.querySelectorAll("#entry-codes [data-busy]")) {
      delete point.dataset.busy;
    }
    const said = document.getElementById("entry-said");
    said.textContent = said.dataset.failed;
    said.classList.remove("visually-hidden");
  });
}
