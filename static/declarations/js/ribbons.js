// Document order: moves the ribbons that the server drew at equal steps to where the points are,
// and lights what a point meets. Without this file the numbered rail and the ports tell the same.
"use strict";

(() => {
  const wide = matchMedia("screen and (min-width: 801px)");
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) draw(target);
  });
  // Steep ribbons turn one beside the other instead of all in the middle.
  const LANES = 7;
  let printing = false;

  const all = () => document.querySelectorAll(".texts");

  // The server's picture is kept on the elements, for paper and for narrow windows.
  const prepare = (texts, rail) => {
    if ("prepared" in texts.dataset) return;
    texts.dataset.prepared = "";
    rail.dataset.box = rail.getAttribute("viewBox");
    for (const ribbon of rail.querySelectorAll(".ribbon")) {
      const line = ribbon.querySelector("path");
      ribbon.dataset.byOrder = line.getAttribute("d");
      for (const layer of ribbon.dataset.basis === "suggested" ? ["hollow", "band"] : ["band"]) {
        const path = line.cloneNode();
        path.setAttribute("class", layer);
        ribbon.insertBefore(path, ribbon.querySelector("path"));
      }
    }
    observer.observe(texts);
  };

  const put = (ribbon, d) => {
    for (const path of ribbon.querySelectorAll("path")) path.setAttribute("d", d);
  };

  // A short text beside a long one stays in view, where all of it fits below the heads.
  const pin = (texts) => {
    const columns = [...texts.querySelectorAll(".text-column")];
    const heights = columns.map((column) => column.offsetHeight);
    const room = innerHeight - texts.querySelector(".texts-head").offsetHeight;
    columns.forEach((column, place) => {
      column.classList.toggle("pinned", heights[place] < room && heights[place] < heights[1 - place]);
    });
  };

  const draw = (texts) => {
    const rail = texts.querySelector(".rail");
    if (!rail) return;
    prepare(texts, rail);
    const ribbons = [...rail.querySelectorAll(".ribbon")];
    const moved = wide.matches && !printing;
    texts.classList.toggle("drawn", moved);
    if (!moved) {
      rail.setAttribute("viewBox", rail.dataset.box);
      for (const ribbon of ribbons) put(ribbon, ribbon.dataset.byOrder);
      return;
    }
    pin(texts);
    const box = rail.getBoundingClientRect();
    const ends = (side, edge) => {
      const found = new Map();
      for (const port of texts.querySelectorAll(`.${side} [data-pair]`)) {
        const at = port.getBoundingClientRect();
        found.set(port.dataset.pair, [at[edge] - box.left, at.top + at.height / 2 - box.top]);
      }
      return found;
    };
    const left = ends("left", "right");
    const right = ends("right", "left");
    rail.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    const count = { up: 0, down: 0 };
    for (const ribbon of ribbons) {
      const [x1, y1] = left.get(ribbon.dataset.pair);
      const [x2, y2] = right.get(ribbon.dataset.pair);
      const steep = Math.min(Math.abs(y2 - y1) / 600, 1);
      const way = y2 < y1 ? "up" : "down";
      // From the left lane to the right one going up, the other way round going down: so two
      // ribbons that begin and end in the same order do not cross.
      const lane = ((count[way]++ % LANES) / (LANES - 1)) * 2 - 1;
      const shift = steep * 0.5 * (way === "up" ? lane : -lane);
      const half = (x2 - x1) / 2;
      const [reach1, reach2] = [half * (1.1 + shift), half * (1.1 - shift)];
      put(ribbon, `M${x1} ${y1}C${x1 + reach1} ${y1} ${x2 - reach2} ${y2} ${x2} ${y2}`);
    }
  };

  const drawAll = () => all().forEach(draw);

  // Only a pinned text moves against the other one.
  let waiting = false;
  document.addEventListener("scroll", () => {
    if (waiting || !document.querySelector(".texts.drawn .pinned")) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      drawAll();
    });
  }, { passive: true });

  // --- Light: what is pointed at, or else what has the focus ---

  let pointed = null;
  let focused = null;

  const light = () => {
    for (const texts of all()) {
      const source = [pointed, focused].find((element) => element && texts.contains(element));
      const pairs = new Set(
        !source ? [] : source.dataset.pair ? [source.dataset.pair]
          : [...source.querySelectorAll("[data-pair]")].map((port) => port.dataset.pair),
      );
      texts.toggleAttribute("data-lighting", Boolean(source));
      for (const point of texts.querySelectorAll(".point")) point.toggleAttribute("data-lit", point === source);
      for (const end of texts.querySelectorAll("[data-pair]")) {
        const lit = pairs.has(end.dataset.pair);
        end.toggleAttribute("data-lit", lit);
        if (lit) end.closest(".point")?.toggleAttribute("data-lit", true);
      }
    }
  };

  const sourceOf = (target) => {
    const source = target instanceof Element ? target.closest(".texts [data-pair], .texts .point") : null;
    return source;
  };

  document.addEventListener("pointerover", (event) => {
    const source = sourceOf(event.target);
    if (source === pointed) return;
    pointed = source;
    light();
  });
  document.addEventListener("focusin", (event) => {
    focused = sourceOf(event.target);
    light();
  });
  document.addEventListener("focusout", () => {
    if (!focused) return;
    focused = null;
    light();
  });

  wide.addEventListener("change", drawAll);
  window.addEventListener("beforeprint", () => {
    printing = true;
    drawAll();
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    drawAll();
  });
  document.addEventListener("htmx:afterSettle", drawAll);
  document.fonts?.ready.then(drawAll);
  drawAll();
})();
