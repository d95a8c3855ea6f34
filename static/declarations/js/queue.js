// Keys of a coder's queue: c, p, d, u judge; r goes to the reason; s skips; b goes back.
// They work only outside of fields; keys.js says whether they are on.
"use strict";

(() => {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const queue = document.getElementById("queue");
    if (!queue) return;
    if (event.key === "Escape" && event.target.matches("#queue textarea")) {
      document.getElementById("queue-title").focus();
      return;
    }
    // A key held down judges one pair, not all that follow.
    if (!keysAreOn() || event.repeat || queue.querySelector(".htmx-request")) return;
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
    const title = document.getElementById("queue-title");
    if (!title) return;
    title.focus({ preventScroll: true });
    if (title.getBoundingClientRect().top < 0) window.scrollTo({ top: 0 });
  });
})();
