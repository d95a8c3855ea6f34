// Marks of a row are one stop for Tab; arrows lead on: left and right in time, up and down
// between lanes and rows. Without this file each mark is a stop of its own.
"use strict";

(() => {
  const lanesOf = (picture) =>
    [...picture.querySelectorAll("g")].map((lane) => [...lane.querySelectorAll("a")]);
  const pictures = () => [...document.querySelectorAll("svg.lanes")];

  const prepare = () => {
    for (const picture of pictures()) {
      lanesOf(picture).flat().forEach((mark, place) => {
        mark.setAttribute("tabindex", place ? "-1" : "0");
      });
    }
  };

  const place = (mark) => mark.getBoundingClientRect().left;
  const nearest = (marks, mark) =>
    marks.reduce((best, other) =>
      Math.abs(place(other) - place(mark)) < Math.abs(place(best) - place(mark)) ? other : best);

  // The lanes of all rows from top to bottom, without the silent ones.
  const target = (mark, key) => {
    const lanes = pictures().flatMap(lanesOf).filter((lane) => lane.length);
    const here = lanes.findIndex((lane) => lane.includes(mark));
    const lane = lanes[here];
    const at = lane.indexOf(mark);
    switch (key) {
      case "ArrowLeft": return lane[at - 1];
      case "ArrowRight": return lane[at + 1];
      case "Home": return lane[0];
      case "End": return lane.at(-1);
      case "ArrowUp": return here > 0 ? nearest(lanes[here - 1], mark) : undefined;
      case "ArrowDown": return here + 1 < lanes.length ? nearest(lanes[here + 1], mark) : undefined;
    }
    return undefined;
  };

  document.addEventListener("keydown", (event) => {
    const mark = event.target.closest("svg.lanes a");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = target(mark, event.key);
    if (!next) return;
    event.preventDefault();
    for (const other of next.closest("svg").querySelectorAll("a")) {
      other.setAttribute("tabindex", other === next ? "0" : "-1");
    }
    next.focus();
    next.closest("tr").scrollIntoView({ block: "nearest" });
  });

  prepare();
  document.addEventListener("htmx:afterSettle", (event) => {
    prepare();
    // A link to a part of the results takes the focus there, as it would on a page of its own.
    const anchor = event.detail.pathInfo?.anchor;
    if (anchor) document.getElementById(anchor)?.focus({ preventScroll: true });
  });
})();
