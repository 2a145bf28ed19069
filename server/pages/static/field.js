// Editing in place: one value of a record, on the record's page. Lists use the
// same editor (cell.js). Without this file the pencil of a field leads to a
// page of its own.
"use strict";
const Editor = (() => {
  // ask gets an editor or sends one and returns what the server answers: the
  // saved value (200), the question whose value holds (409), the editor with
  // what is wrong (422). Everything else is an error.
  const ask = async (url, body) => {
    const answer = await fetch(url, { method: body ? "POST" : "GET", body, credentials: "same-origin", redirect: "manual",
      headers: { "HX-Request": "true", "HX-Target": "editor" } });
    if (![200, 409, 422].includes(answer.status)) throw new Error("the server answered " + answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { status: answer.status, node: document.importNode(page.body.firstElementChild, true) };
  };

  const written = (form, submitter) => new URLSearchParams(new FormData(form, submitter));
  const controls = form => [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter(n => n.checkVisibility());
  const focus = form => {
    const first = form.querySelector("[aria-invalid=true]") || controls(form)[0] || form.querySelector("button");
    if (!first) return;
    first.focus();
    if (first.select && first.type !== "checkbox" && first.type !== "radio") first.select();
  };
  const back = () => location.pathname + location.search;
  const typing = node => node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));

  // fail says below the editor that the server did not answer.
  const fail = (form, text) => {
    form.querySelector(".error-text[data-failed]")?.remove();
    const line = document.createElement("p");
    line.className = "error-text";
    line.dataset.failed = "";
    line.setAttribute("role", "alert");
    line.textContent = text;
    form.append(line);
  };

  // forget takes the offers to undo away that are no longer about the last step.
  const forget = () => document.querySelectorAll(".field-undo, .toast--page:has([data-undo])").forEach(n => n.remove());

  return { ask, written, controls, focus, back, typing, fail, forget };
})();

(() => {
  let open = null; // {place, kept, form, before}

  const places = () => [...document.querySelectorAll("[data-fields] [data-edit]")].filter(n => n.checkVisibility());

  const put = (state, form) => {
    state.form = form;
    state.before = Editor.written(form).toString();
    state.place.replaceChildren(form);
    Editor.focus(form);
  };

  const start = async place => {
    if (open?.place === place) return;
    if (open && !await finish()) return;
    const link = place.querySelector(".edit-link");
    if (!link) return;
    let got;
    try {
      got = await Editor.ask(link.getAttribute("href") + "?back=" + encodeURIComponent(Editor.back()));
    } catch {
      location.href = link.href; // the page of its own says why
      return;
    }
    open = { place, kept: [...place.childNodes] };
    place.classList.remove("is-saved");
    place.classList.add("is-edit");
    put(open, got.node);
  };

  const close = (focus = true) => {
    const { place, kept } = open;
    open = null;
    place.classList.remove("is-edit", "is-saving", "is-conflict");
    place.replaceChildren(...kept);
    if (focus) place.querySelector(".edit-link")?.focus();
  };

  // finish ends what is being edited: saves it when something was written.
  const finish = async () => {
    if (!open) return true;
    if (Editor.written(open.form).toString() === open.before && !open.form.querySelector(".conflict")) { close(false); return true; }
    return save();
  };

  const save = async submitter => {
    const state = open;
    state.place.classList.add("is-saving");
    let got;
    try {
      got = await Editor.ask(state.form.getAttribute("action"), Editor.written(state.form, submitter));
    } catch {
      state.place.classList.remove("is-saving");
      Editor.fail(state.form, document.querySelector(".record").dataset.failed);
      return false;
    }
    state.place.classList.remove("is-saving");
    state.place.classList.toggle("is-conflict", got.status === 409);
    if (got.status !== 200) { put(state, got.node); return false; }
    show(state, got.node);
    return true;
  };

  const show = (state, node) => {
    const value = node.querySelector(".value"), undo = node.querySelector(".field-undo"), said = node.querySelector("[role=status]");
    state.kept = state.kept.filter(n => !n.classList?.contains("field-undo") && n.role !== "status")
      .map(n => n.classList?.contains("value") ? value : n);
    close();
    if (!undo) return;
    Editor.forget();
    const offer = () => {
      const place = state.place.isConnected ? state.place : document.querySelector(".record-head h1");
      place.insertBefore(undo, place.querySelector(".edit-link"));
      place.append(said);
      place.classList.add("is-saved");
      setTimeout(() => place.classList.remove("is-saved"), 2000);
    };
    if (!state.place.closest(".record-head")) { offer(); refresh(); return; }
    refresh(true).then(offer).then(() => document.querySelector(".record-head .edit-link")?.focus());
  };

  // refresh brings what else on the page tells of the record up to date.
  const refresh = async head => {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { "HX-Request": "true", "HX-Target": "record-again" } }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of [".record-head", ".timeline", ".record > .right"]) {
      const now = document.querySelector(part), fresh = page.querySelector(part);
      const busy = now?.contains(document.activeElement) && !(head && part === ".record-head");
      if (!now || !fresh || busy || open && now.contains(open.place)) continue;
      now.replaceWith(fresh);
      window.htmx?.process(fresh);
    }
  };

  const next = async step => {
    const from = open.place;
    if (!await finish()) return;
    const all = places(), to = all[all.indexOf(from) + step];
    if (to) start(to);
    else from.querySelector(".edit-link")?.focus();
  };

  addEventListener("click", event => {
    const place = event.target.closest?.("[data-fields] [data-edit]");
    if (event.target.closest("[data-cancel]") && open?.place.contains(event.target)) { event.preventDefault(); event.stopPropagation(); close(); return; }
    if (!place || open?.place === place || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a, button");
    if (link && !link.matches(".edit-link")) return;
    if (!link && String(getSelection())) return; // something is being marked to copy
    event.preventDefault();
    event.stopPropagation();
    start(place);
  }, true);

  addEventListener("submit", event => {
    if (!open || event.target !== open.form) return;
    event.preventDefault();
    event.stopPropagation();
    save(event.submitter);
  }, true);

  addEventListener("keydown", event => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (open?.place.contains(event.target)) {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
      else if (event.key === "Enter" && plain && /^(SELECT|INPUT)$/.test(event.target.tagName)) { event.preventDefault(); open.form.requestSubmit(); }
      else if (event.key === "Tab" && plain) {
        const all = Editor.controls(open.form), at = all.indexOf(event.target);
        if (at >= 0 && at === (event.shiftKey ? 0 : all.length - 1)) { event.preventDefault(); next(event.shiftKey ? -1 : 1); }
      }
      return;
    }
    if (event.key === "e" && plain && !Editor.typing(event.target)) {
      const first = places()[0];
      if (first) { event.preventDefault(); start(first); }
    }
  }, true);

  // The page was left or replaced.
  addEventListener("htmx:beforeSwap", () => { if (open && !open.place.isConnected) open = null; });
  addEventListener("htmx:afterSettle", () => { if (open && !open.place.isConnected) open = null; });
})();
