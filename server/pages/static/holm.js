// Holm in the browser: keyboard, command box, set-up link. Every page works
// without this file; nothing here may be the only way to do something.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const typing = node => node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio|submit|button)$/.test(node.type));

  // ---- Set-up: the one-time token comes in the fragment, which no server log sees.
  const takeToken = () => {
    const field = $("#setup #token");
    const match = location.hash.match(/token=([^&]+)/) || location.hash.match(/^#([A-Za-z0-9_-]{16,})$/);
    if (!field || !match) return;
    field.value = decodeURIComponent(match[1]);
    history.replaceState(null, "", location.pathname + location.search);
    field.closest(".field").hidden = true;
  };

  // ---- Rows: j and k move, Enter opens.
  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr[data-id]")];
  const moveRow = step => {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex(row => row.classList.contains("is-here"));
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
    all.forEach(row => row.classList.toggle("is-here", row === next));
    const link = $("a", next);
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  // ---- Command box
  let wait = 0, asked = 0;
  const box = () => $("#cmd");
  const options = () => [...document.querySelectorAll("#cmd-list [role=option]")];
  const choose = node => {
    options().forEach(option => option.setAttribute("aria-selected", option === node ? "true" : "false"));
    const input = $("#cmd-in");
    if (!node) return input.removeAttribute("aria-activedescendant");
    node.id ||= "o" + options().indexOf(node);
    input.setAttribute("aria-activedescendant", node.id);
    node.scrollIntoView({ block: "nearest" });
  };
  const fill = async text => {
    const list = $("#cmd-list"), turn = ++asked;
    const answer = await fetch(list.dataset.source + "?q=" + encodeURIComponent(text), {
      headers: { "HX-Request": "true", "HX-Target": "cmd-list" }, credentials: "same-origin" });
    if (turn !== asked || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...page.body.childNodes);
    choose(options()[0]);
  };
  const openBox = () => {
    const dialog = box();
    if (!dialog || dialog.open) return;
    dialog.showModal();
    const input = $("#cmd-in");
    input.select();
    fill(input.value);
  };
  const keysInBox = event => {
    const all = options(), at = all.findIndex(option => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(all[Math.min(all.length - 1, at + 1)]);
    else if (event.key === "ArrowUp") choose(all[Math.max(0, at - 1)]);
    else if (event.key === "Enter") { if (all[at]) { box().close(); all[at].click(); } }
    else return;
    event.preventDefault();
  };

  // ---- Suggestions: names of companies while one is typed.
  const suggest = async input => {
    let list = $("#suggestions");
    if (!list) {
      list = document.createElement("datalist");
      list.id = "suggestions";
      document.body.append(list);
    }
    input.setAttribute("list", "suggestions");
    if (input.value.length < 2) return;
    const answer = await fetch("/search?q=" + encodeURIComponent(input.value), {
      headers: { "HX-Request": "true", "HX-Target": "suggestions" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...page.querySelectorAll("option"));
  };

  // ---- Keyboard
  let leader = 0;
  const press = selector => { const node = $(selector); if (node) node.click(); return !!node; };
  addEventListener("keydown", event => {
    const key = event.key;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") { if (box()) { event.preventDefault(); openBox(); } return; }
    if (box()?.open) { keysInBox(event); return; }
    if ((event.ctrlKey || event.metaKey) && key === "Enter") {
      const form = event.target.closest?.("form") || $("form[data-save]");
      if (form && form.method === "post") { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (typing(event.target)) {
      if (key === "Escape") event.target.blur();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z") { if (press("[data-undo]")) event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (leader && Date.now() - leader < 1500) {
      leader = 0;
      if (press(`[data-go="${CSS.escape(key)}"]`)) event.preventDefault();
      return;
    }
    leader = 0;
    const done = () => event.preventDefault();
    if (key === "g") { leader = Date.now(); return; }
    if (key === "j") { moveRow(1); return done(); }
    if (key === "k") { moveRow(-1); return done(); }
    if (key === "/") { const field = $('[data-key="/"]'); if (field) { field.focus(); field.select(); done(); } else { openBox(); done(); } return; }
    if (key === "?") { const help = $('a[href="/help"]'); if (help) { help.click(); done(); } return; }
    if (key === "c" || key === "e" || key === "f") { if (press(`[data-key="${key}"]`)) done(); }
  });

  addEventListener("click", event => {
    const open = event.target.closest("#search-open");
    if (open && box() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      openBox();
      return;
    }
    if (event.target === box()) box().close();
    if (event.target.closest("#cmd [role=option]")) box().close();
    const keep = event.target.closest("[data-keep-fragment]");
    if (keep) {
      const token = $("#setup #token")?.value;
      if (token) keep.href = keep.getAttribute("href").split("#")[0] + "#token=" + encodeURIComponent(token);
    }
  }, true);

  addEventListener("input", event => {
    if (event.target.id === "cmd-in") {
      clearTimeout(wait);
      wait = setTimeout(fill, 60, event.target.value);
    }
    if (event.target.matches?.("[data-suggest]")) {
      clearTimeout(wait);
      wait = setTimeout(suggest, 120, event.target);
    }
  });

  // ---- A licence document dropped on its form goes into the file field.
  addEventListener("dragover", event => { if ($("[data-drop]")) event.preventDefault(); });
  addEventListener("drop", event => {
    const form = $("[data-drop]");
    if (!form || !event.dataTransfer.files.length) return;
    event.preventDefault();
    $("input[type=file]", form).files = event.dataTransfer.files;
    form.requestSubmit();
  });

  // ---- After htmx replaced a part of the page.
  const settle = () => {
    takeToken();
  };
  addEventListener("htmx:afterSettle", settle);
  addEventListener("DOMContentLoaded", settle);
  if (document.readyState !== "loading") settle();
})();
