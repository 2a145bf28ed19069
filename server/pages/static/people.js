// Tags while they are typed, and the way through a list on a record's page.
// Every page works without this file.
"use strict";
(() => {
  // ---- Tags: the names that there are, for the word after the last comma.
  let known = null;
  const names = async () => {
    if (known) return known;
    const answer = await fetch("/tags", { headers: { "HX-Request": "true", "HX-Target": "tag-names" }, credentials: "same-origin" });
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    known = [...page.querySelectorAll("option")].map(option => option.value);
    return known;
  };
  const offer = async input => {
    let list = document.querySelector("#tag-names");
    if (!list) {
      list = document.createElement("datalist");
      list.id = "tag-names";
      document.body.append(list);
    }
    input.setAttribute("list", "tag-names");
    const all = await names(), cut = input.value.lastIndexOf(",");
    const before = cut < 0 ? "" : input.value.slice(0, cut + 1).trimEnd() + " ";
    const word = input.value.slice(cut + 1).trim().toLowerCase();
    const had = before.toLowerCase().split(",").map(name => name.trim());
    const fit = all.filter(name => name.toLowerCase().includes(word) && !had.includes(name.toLowerCase())).slice(0, 30);
    list.replaceChildren(...fit.map(name => { const option = document.createElement("option"); option.value = before + name; return option; }));
  };
  for (const kind of ["focusin", "input"]) {
    addEventListener(kind, event => { if (event.target.matches?.("[data-tags]")) offer(event.target); });
  }
  addEventListener("htmx:beforeRequest", event => { if (event.detail?.requestConfig?.verb !== "get") known = null; });
})();
