/*
 * Another language of a declaration: shows the words of the part that is chosen.
 *
 * Without it the button "Keep for later, check again" shows them.
 */
(() => {
  const form = document.getElementById("pairs");
  if (!form) return;

  const wordsOf = new Map();
  for (const held of form.querySelectorAll("[data-part]")) {
    const keys = held.dataset.part.split("+");
    const words = (held.querySelector("[data-words]") ?? held).innerText;
    if (keys.length === 1 && keys[0]) wordsOf.set(keys[0], words);
  }

  form.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-shows]");
    if (!select) return;
    const place = document.getElementById(select.dataset.shows);
    const keys = select.value ? select.value.split("+") : [];
    const known = keys.every((key) => wordsOf.has(key));
    // Two parts that were joined from the beginning are known together only.
    place.innerText = known ? keys.map((key) => wordsOf.get(key)).join("\n\n") : "…";
    place.closest("tr").querySelector(".language-doubts")?.remove();
    place.closest("tr").classList.remove("language-doubtful");
  });
})();
