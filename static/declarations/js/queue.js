// Keys of a coder's queue: c, p, d, u judge; r goes to the reason; s skips; b goes back.
// They work only outside of fields, and can be turned off (WCAG 2.1.4); the choice is remembered.
"use strict";

(() => {
  const STORE = "declarations.queue-keys";
  let on = true;
  try {
    on = localStorage.getItem(STORE) !== "off";
  } catch {
    // Storage may be forbidden; the keys then work until turned off on this page.
  }

  const show = () => {
    for (const button of document.querySelectorAll("[data-queue-keys]")) {
      button.setAttribute("aria-pressed", String(on));
    }
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-queue-keys]")) return;
    on = !on;
    try {
      localStorage.setItem(STORE, on ? "on" : "off");
    } catch {
      // Not remembered.
    }
    show();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const queue = document.getElementById("queue");
    if (!queue) return;
    if (event.key === "Escape" && event.target.matches("#queue textarea")) {
      document.getElementById("queue-title").focus();
      return;
    }
    // A key held down judges one pair, not all that follow.
    if (!on || event.repeat || queue.querySelector(".htmx-request")) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const target = queue.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("textarea")) target.focus();
    else target.click();
  });

  // The next pair is read from its heading on, with the words in view.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "queue") return;
    show();
    const title = document.getElementById("queue-title");
    if (!title) return;
    title.focus({ preventScroll: true });
    if (title.getBoundingClientRect().top < 0) window.scrollTo({ top: 0 });
  });

  show();
})();
