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

// Names of persons while one is typed; lists of numbers and companies that grow.
(() => {
  let wait = 0;
  const persons = async input => {
    let list = document.querySelector("#persons");
    if (!list) {
      list = document.createElement("datalist");
      list.id = "persons";
      document.body.append(list);
    }
    input.setAttribute("list", "persons");
    if (input.value.length < 2) return;
    const answer = await fetch("/search?q=" + encodeURIComponent(input.value), {
      headers: { "HX-Request": "true", "HX-Target": "persons" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...page.querySelectorAll("option"));
  };
  // ---- The last line of a list is empty; once it is written to, another follows.
  const grow = input => {
    const line = input.closest(".pairs-of > *");
    if (!line || line.nextElementSibling || !input.value) return;
    const next = line.cloneNode(true), all = line.parentElement.children.length;
    for (const field of [next, ...next.querySelectorAll("*")]) {
      if (!field.matches("input")) continue;
      if (field.type === "radio" || field.type === "checkbox") { field.value = String(all); field.checked = false; }
      else { field.value = ""; field.removeAttribute("id"); }
    }
    line.after(next);
  };
  addEventListener("input", event => {
    if (event.target.matches?.("[data-suggest-person]")) {
      clearTimeout(wait);
      wait = setTimeout(persons, 120, event.target);
    }
    if (event.target.matches?.(".pairs-of input")) grow(event.target);
  });
})();

// The way through a list: J and K, or j and k where there are no rows to move in.
(() => {
  addEventListener("keydown", event => {
    const node = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) || document.querySelector("dialog[open]")) return;
    const rows = document.querySelector("[data-rows]");
    const way = event.key === "J" || event.key === "j" && !rows ? "next" : event.key === "K" || event.key === "k" && !rows ? "prev" : "";
    const link = way && document.querySelector(`[data-through=${way}]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  }, true);
})();
