/*
 * The elements on which axe has to look at colours.
 *
 * Most of what axe takes goes into contrast, text by text, and most texts of a page
 * have the colours of others. Texts meet the same contrast that share their own
 * colour, size and weight, and every ancestor that paints, fades, clips or moves.
 * Of those the three longest are looked at: axe leaves texts of one letter undecided,
 * and such as are partly out of sight.
 */
() => {
  const OF_EACH = 3;
  const numbers = new Map();
  const number = (name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name);
  };

  /* What of an element changes the colours of the texts in it; nothing, for most. */
  function paints(style) {
    const found = [];
    if (style.backgroundColor !== "rgba(0, 0, 0, 0)") found.push(style.backgroundColor);
    if (style.backgroundImage !== "none") found.push(style.backgroundImage, style.backgroundSize);
    if (style.opacity !== "1") found.push(`opacity ${style.opacity}`);
    if (style.position !== "static") found.push(style.position, style.zIndex);
    for (const name of ["filter", "transform", "clipPath", "clip", "float", "mixBlendMode"]) {
      if (!["none", "auto", "normal"].includes(style[name])) found.push(name, style[name]);
    }
    if (style.overflow !== "visible") found.push(style.overflow);
    return found;
  }

  const groups = new Map();
  function walk(element, behind) {
    const style = getComputedStyle(element);
    if (style.display === "none") return;
    const painted = paints(style);
    for (const part of ["::before", "::after"]) {
      const pseudo = getComputedStyle(element, part);
      if (pseudo.content !== "none" && pseudo.content !== "normal") painted.push(part, ...paints(pseudo));
    }
    if (element.matches(":disabled, [aria-disabled=true], label, a, button, input, select, textarea")) {
      /* Labels of what is disabled are excused, and controls have rules of their own. */
      painted.push(element.localName, element.matches(":disabled, [aria-disabled=true]"));
      if (element.localName === "a") painted.push(getComputedStyle(element.parentElement).color);
      if (element.localName === "label") painted.push(element.control?.disabled ?? false);
    }
    const here = painted.length ? number([behind, ...painted].join(" ")) : behind;
    let words = element.matches("input, select, textarea") ? 100 : 0;
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) words += child.data.trim().length;
    }
    if (words && style.visibility === "visible" && element.getClientRects().length) {
      const seen = [here, style.color, style.fontSize, style.fontWeight, style.textShadow].join(" ");
      if (!groups.has(seen)) groups.set(seen, []);
      groups.get(seen).push([words, element]);
    }
    for (const child of element.children) walk(child, here);
  }

  walk(document.body, number("page"));
  return [...groups.values()].flatMap((group) =>
    group.sort((one, other) => other[0] - one[0]).slice(0, OF_EACH).map((entry) => entry[1]));
}
