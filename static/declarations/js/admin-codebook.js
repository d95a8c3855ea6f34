/*
 * On a point's page: the coding rule of a proposition appears below it when it is
 * chosen. Without scripts the rules stand in the codebook at the foot of the page.
 */
"use strict";

window.addEventListener("load", () => {
  if (!window.django || !window.django.jQuery) {
    return;
  }
  // The autocomplete reports a choice through jQuery only.
  window.django.jQuery(document).on("change", "select[name^=positions-][name$=-proposition]", (event) => {
    const card = event.target.closest(".inline-related");
    const place = card && card.querySelector(".field-coding_rule .readonly");
    const rule = document.querySelector(`#codebook [data-rule="${CSS.escape(event.target.value)}"]`);
    if (place) {
      place.textContent = rule ? rule.textContent : "";
    }
  });
});
