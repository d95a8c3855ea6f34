// The field of positions: arrow keys from mark to mark, the words behind a mark in place, topics
// that are fetched as they come into view, and on a phone one topic at a time. Without this file
// every mark and every topic is a link.
"use strict";

(() => {
  const narrow = matchMedia("(max-width: 800px)");
  const table = () => document.querySelector("table.lanes");
  const isMark = (link) => link?.matches("table.lanes td > a");

  // --- Keys: the table is one stop of Tab; arrows, Home and End lead on within it. ---

  let current = null;

  const linksOf = (row) => [...row.querySelectorAll("a")];
  const rows = () => [...table().rows].filter((row) => row.querySelector("a")?.checkVisibility());

  // Which declaration a link's cell belongs to; -1 for a proposition or a topic.
  const columnOf = (link) => {
    const cell = link.closest("td, th");
    if (cell.matches(".day")) return cell.cellIndex;
    return cell.matches("td") ? cell.cellIndex - cell.parentElement.querySelectorAll("th").length : -1;
  };

  const makeCurrent = (link) => {
    if (link === current) return;
    if (current?.isConnected) current.tabIndex = -1;
    current = link;
    if (current) current.tabIndex = 0;
  };

  const nearest = (row, column) => {
    const links = linksOf(row);
    if (column < 0) return links[0];
    const marks = links.filter((link) => columnOf(link) >= 0);
    return (marks.length ? marks : links).reduce((best, link) =>
      Math.abs(columnOf(link) - column) < Math.abs(columnOf(best) - column) ? link : best,
    );
  };

  const upOrDown = (link, step) => {
    const column = columnOf(link);
    let all = rows();
    if (column < 0) all = all.filter((row) => row.querySelector("th a")); // from claim to claim
    const row = all[all.indexOf(link.closest("tr")) + step];
    return row && nearest(row, column);
  };

  const leftOrRight = (link, step) => {
    const links = linksOf(link.closest("tr"));
    const next = links[links.indexOf(link) + step];
    if (next || step > 0) return next;
    // From the first mark of a further lane to the proposition, which stands in the first one.
    let row = link.closest("tr.lane");
    while (row && !row.matches(".first")) row = row.previousElementSibling;
    return row?.contains(link) ? null : row?.querySelector("a");
  };

  const goal = (event, link) => {
    const all = event.ctrlKey || event.metaKey ? [...table().querySelectorAll("a")] : linksOf(link.closest("tr"));
    if (event.key === "Home") return all.find((other) => other.checkVisibility());
    if (event.key === "End") return all.findLast((other) => other.checkVisibility());
    if (event.ctrlKey || event.metaKey) return null;
    const steps = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };
    const step = steps[event.key];
    if (!step) return null;
    return event.key === "ArrowUp" || event.key === "ArrowDown" ? upOrDown(link, step) : leftOrRight(link, step);
  };

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("table.lanes a");
    if (!link || event.altKey || event.shiftKey) return;
    const next = goal(event, link);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  // --- The column of what is pointed at or focused stands out, up to its date. ---

  const light = (cell) => {
    const old = document.querySelectorAll("table.lanes .lit");
    for (const element of old) element.classList.remove("lit");
    const link = cell?.querySelector("a");
    const column = link ? columnOf(link) : -1;
    if (column < 0) return;
    table().querySelectorAll("th.day")[column]?.classList.add("lit");
    table().querySelectorAll("col")[column + 2]?.classList.add("lit");
  };
  document.addEventListener("mouseover", (event) => light(event.target.closest("table.lanes td, table.lanes .day")));
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest("table.lanes a");
    if (!link) return;
    makeCurrent(link);
    light(link.closest("td, .day"));
  });

  // --- The words behind a mark. ---

  const words = () => document.getElementById("words");
  let opener = null; // the mark whose words are open
  let first = null; // the one with which they were opened: there the browser puts the focus back

  const place = () => {
    const popover = words();
    if (narrow.matches) return; // a sheet at the foot of the window, by the style sheet
    const mark = opener.getBoundingClientRect();
    const size = popover.getBoundingClientRect();
    const edge = 8;
    const below = mark.bottom + edge;
    const fits = below + size.height < innerHeight - edge;
    const top = fits ? below : mark.top - edge - size.height;
    const left = mark.left + mark.width / 2 - size.width / 2;
    popover.style.top = `${Math.max(edge, Math.min(top, innerHeight - edge - size.height))}px`;
    popover.style.left = `${Math.max(edge, Math.min(left, document.documentElement.clientWidth - edge - size.width))}px`;
  };

  const addressOfWords = (mark) => {
    const { words: base, reading } = table().dataset;
    const proposition = claimOf(mark).hash.slice(1);
    return `${base}${proposition}/${textOf(mark)}/${reading}`;
  };

  // The declaration of a mark: its link leads to the page of its point, or of several together.
  const textOf = (mark) => {
    const { words: base, texts } = table().dataset;
    const { pathname } = new URL(mark.href);
    if (pathname.startsWith(texts)) return pathname.slice(texts.length).split("/")[0];
    return pathname.slice(base.length).split("/")[1];
  };

  const claimOf = (mark) => {
    let row = mark.closest("tr");
    while (!row.matches(".first")) row = row.previousElementSibling;
    return row.querySelector(".of-proposition a");
  };

  document.addEventListener("click", async (event) => {
    const mark = event.target.closest("a");
    if (!isMark(mark) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!HTMLElement.prototype.showPopover) return; // an older browser follows the link
    event.preventDefault();
    if (words().matches(":popover-open")) words().hidePopover();
    opener = first = mark;
    mark.setAttribute("aria-busy", "true");
    try {
      await htmx.ajax("GET", addressOfWords(mark), { source: words(), target: words(), swap: "innerHTML" });
    } catch {
      return; // given up for another mark; what failed otherwise is opened as a page
    } finally {
      mark.removeAttribute("aria-busy");
    }
    if (opener !== mark || !words().querySelector("#statement")) return;
    words().showPopover();
    words().scrollTop = 0;
    mark.setAttribute("aria-expanded", "true");
    place();
    words().focus({ preventScroll: true });
  });

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target !== words() || event.newState !== "closed") return;
      opener?.setAttribute("aria-expanded", "false");
      const active = document.activeElement;
      const lost = active === document.body || active === first || words().contains(active);
      if (lost && opener?.isConnected) opener.focus({ preventScroll: true });
    },
    true,
  );
  // From one text to the next within the popover: the mark it belongs to goes along.
  document.addEventListener("htmx:afterSwap", () => {
    const statement = words()?.matches(":popover-open") && words().querySelector("#statement");
    if (!statement || !opener?.isConnected) return;
    const { declaration } = statement.dataset;
    if (textOf(opener) === declaration) return;
    opener.setAttribute("aria-expanded", "false");
    const claim = claimOf(opener);
    const same = (mark) => claimOf(mark) === claim && textOf(mark) === declaration;
    const lane = opener.closest("tr");
    const marks = [...table().querySelectorAll("td > a")].filter(same);
    opener = marks.find((mark) => lane.contains(mark)) ?? marks[0] ?? opener;
    opener.setAttribute("aria-expanded", "true");
    makeCurrent(opener);
    light(opener.closest("td"));
    place();
    words().focus({ preventScroll: true });
  });
  addEventListener("resize", () => words()?.matches(":popover-open") && place());

  // --- Topics: fetched as they come into view; on a phone opened one at a time. ---

  const comesIntoView = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || narrow.matches) continue;
        comesIntoView.unobserve(target);
        htmx.trigger(target, "show");
      }
    },
    { rootMargin: "500px" },
  );

  const fold = (topic, folded) => {
    topic.toggleAttribute("data-folded", folded);
    topic.querySelector(".fold")?.setAttribute("aria-expanded", String(!folded));
  };

  const openOnly = (open) => {
    for (const topic of table().querySelectorAll("tbody:not(.waits)")) fold(topic, topic !== open);
  };

  const addFold = (topic) => {
    const heading = topic.querySelector(".heading th");
    if (!heading || heading.querySelector(".fold")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.append(...heading.childNodes);
    heading.append(button);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("table.lanes .fold");
    if (!button) return;
    const topic = button.closest("tbody");
    if (topic.hasAttribute("data-folded")) {
      openOnly(topic);
      topic.scrollIntoView({ block: "start" });
    } else fold(topic, true);
  });

  const arrange = () => {
    if (!table()) return;
    const topics = [...table().querySelectorAll("tbody:not(.waits)")];
    if (narrow.matches) {
      topics.forEach(addFold);
      openOnly(topics[0]);
    } else {
      for (const button of table().querySelectorAll(".fold")) button.replaceWith(...button.childNodes);
      for (const topic of topics) fold(topic, false);
    }
    prepare(table());
  };

  // Links that came new are no stops of Tab, save one of the whole table.
  const prepare = (root) => {
    for (const link of root.querySelectorAll("a")) if (link !== current) link.tabIndex = -1;
    for (const mark of root.querySelectorAll("td > a")) mark.setAttribute("aria-haspopup", "dialog");
    for (const link of root.querySelectorAll(".waits a")) comesIntoView.observe(link);
    if (!current?.isConnected || !current.checkVisibility()) {
      const links = [...table().querySelectorAll("tbody a")].filter((link) => link.checkVisibility());
      makeCurrent(links.find(isMark) ?? links[0]);
    }
  };

  // A topic that had the focus while it waited has it when it has come.
  let focusedTopic = "";
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    if (target.matches("tbody.waits") && target.contains(document.activeElement)) focusedTopic = target.id;
  });
  document.addEventListener("htmx:load", (event) => {
    const loaded = event.detail.elt;
    if (loaded.matches("#positions-results")) arrange();
    if (!loaded.matches("tbody.topic")) return;
    if (narrow.matches) {
      addFold(loaded);
      openOnly(loaded);
    }
    prepare(loaded);
    if (loaded.id !== focusedTopic) return;
    focusedTopic = "";
    (loaded.querySelector(".fold") ?? loaded.querySelector("td > a"))?.focus();
  });
  narrow.addEventListener("change", arrange);
  arrange();
})();
