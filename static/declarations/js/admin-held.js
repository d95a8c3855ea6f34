/*
 * Signed out meanwhile, or signed in anew elsewhere: a change that htmx sent is answered by 401.
 *
 * Sent as a page sends it, the form comes back held by a log-in, and nothing of it is lost.
 */
"use strict";

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401) {
    return;
  }
  const plain = document.createElement("form");
  plain.method = "post";
  plain.action = event.detail.requestConfig.path;
  for (const [name, value] of event.detail.requestConfig.formData) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    plain.append(field);
  }
  plain.hidden = true;
  document.body.append(plain);
  plain.submit();
});
