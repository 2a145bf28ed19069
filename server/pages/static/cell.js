// Cells of a list, as in a spreadsheet. A selected cell: arrows move, typing
// replaces, Enter edits, Space looks at the record. An edited cell: Enter saves
// and goes down, Tab to the right, Esc cancels. Without this file a record's
// own page is where its fields are edited.
"use strict";
(() => {
  let open = null;             // {td, form, kept, before, version}
  let loading = null;          // {td, typed, then, gone}: the editor is on its way
  const failed = new WeakMap(); // td → {form, kept, text}: what was not saved

  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr[data-id]")];
  const cells = tr => [...tr.children].filter(n => n.matches("th, td[data-field]"));
  const selected = () => document.querySelector("[data-rows] .cell-selected");
  const words = () => document.querySelector("[data-rows]").dataset;

  const head = td => td.closest("table").tHead.rows[0].cells[td.cellIndex];
  const editable = td => td.matches("td") && td.closest("[data-edit-cells]") && head(td)?.hasAttribute("data-edit") && !td.parentElement.hasAttribute("data-fixed");

  const select = cell => {
    if (!cell) return;
    selected()?.classList.remove("cell-selected");
    const row = cell.parentElement;
    rows().forEach(tr => tr.classList.toggle("is-here", tr === row));
    if (cell.matches("th")) cell.querySelector("a")?.focus({ preventScroll: true });
    else {
      cell.classList.add("cell-selected");
      cell.tabIndex = -1;
      cell.focus({ preventScroll: true });
    }
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  // beside is the cell some steps away, or the last one in that direction.
  const beside = (cell, down, right) => {
    const all = rows(), row = all[Math.max(0, Math.min(all.length - 1, all.indexOf(cell.parentElement) + down))];
    const from = cells(cell.parentElement).indexOf(cell), list = cells(row);
    return list[Math.max(0, Math.min(list.length - 1, from + right))];
  };

  // ---- Editing
  const put = (td, form, kept, version) => {
    open = { td, form, kept, before: Editor.written(form).toString(), version };
    selected()?.classList.remove("cell-selected");
    td.classList.remove("cell-failed", "cell-saved", "cell-saving");
    td.classList.add("cell-edit");
    td.replaceChildren(form);
    Editor.focus(form);
    form.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  // replace puts what was typed into the cell in the place of its value.
  const replace = (form, text) => {
    const field = Editor.controls(form)[0];
    if (!field || /^(checkbox|radio|date)$/.test(field.type)) return;
    if (field.tagName === "SELECT") {
      const want = [...field.options].find(o => o.text.toLowerCase().startsWith(text.toLowerCase()));
      if (want) field.value = want.value;
      return;
    }
    field.value = text;
    field.setSelectionRange?.(text.length, text.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const edit = async (td, typed) => {
    if (!editable(td) || loading || td.classList.contains("cell-saving")) return;
    const before = failed.get(td);
    if (before) {
      failed.delete(td);
      put(td, before.form, before.kept, 0);
      return;
    }
    const row = td.parentElement;
    loading = { td, typed };
    let got;
    try {
      got = await Editor.ask(`${document.querySelector("#rows").dataset.base}/${row.dataset.id}/fields/${td.dataset.field}?in=cell&back=${encodeURIComponent(Editor.back())}`);
    } catch {
      got = null;
    }
    const { typed: text, gone, then } = loading;
    loading = null;
    if (!got) { say(words().failed); return; }
    if (gone || !td.isConnected) return;
    const version = got.node.elements.version;
    put(td, got.node, [...td.childNodes], version.value);
    if (text === undefined) return;
    // Who types over a value has seen what the list shows, not what came since.
    if (Number(row.dataset.version) < Number(version.value)) version.value = row.dataset.version;
    replace(open.form, text);
    if (then) save(beside(td, ...then));
  };

  // ahead takes keys that come before the editor does.
  const ahead = key => {
    if (key === "Escape") loading.gone = true;
    else if (key === "Enter") loading.then = [1, 0];
    else if (key === "Tab") loading.then = [0, 1];
    else if (key === "Backspace") loading.typed = loading.typed.slice(0, -1);
    else if (key.length === 1 && !loading.then) loading.typed += key;
  };

  const shut = () => {
    const { td, kept } = open;
    open = null;
    td.classList.remove("cell-edit");
    td.replaceChildren(...kept);
    return td;
  };

  // seen is what the cell shows while it is saved.
  const seen = form => {
    const field = Editor.controls(form)[0];
    if (!form.classList.contains("field-edit--single") || !field || field.type === "checkbox") return null;
    return field.tagName === "SELECT" ? (field.value ? field.selectedOptions[0].text : "") : field.value;
  };

  const save = async (then, submitter) => {
    const { td, form, kept, before } = open, row = td.parentElement;
    const body = Editor.written(form, submitter);
    if (body.toString() === before && !submitter?.matches("[data-yours], [data-theirs]")) { shut(); select(then || td); return; }
    for (const cell of cells(row)) if (cell.matches("td")) body.append("column", cell.dataset.field);
    const text = seen(form);
    shut();
    if (text !== null) td.textContent = text;
    td.classList.add("cell-saving");
    select(then || td);
    let got = null;
    try { got = await Editor.ask(form.getAttribute("action"), body); } catch { /* said below */ }
    td.classList.remove("cell-saving");
    if (!td.isConnected) return;
    if (got?.status === 200) { show(td, got.node); return; }
    if (!got) Editor.fail(form, words().failed);
    fail(td, got ? got.node : form, kept);
  };

  // fail keeps what was not saved in its cell: to be mended, or put back.
  const fail = (td, form, kept) => {
    td.classList.add("cell-failed");
    td.title = form.querySelector(".error-text, .conflict > span")?.textContent || "";
    failed.set(td, { form, kept });
    say(td.title);
    if (!open && !loading) { select(td); edit(td); }
  };

  const giveBack = td => {
    const { kept } = failed.get(td);
    failed.delete(td);
    td.classList.remove("cell-failed");
    td.title = "";
    td.replaceChildren(...kept);
  };

  const show = (td, node) => {
    const row = td.parentElement;
    row.dataset.version = node.dataset.version;
    for (const fresh of node.querySelectorAll("td")) {
      const cell = cells(row).find(n => n.dataset.field === fresh.dataset.field);
      if (!cell || cell === open?.td || failed.has(cell) || cell.classList.contains("cell-saving")) continue;
      cell.replaceChildren(...fresh.childNodes);
    }
    const undo = node.querySelector(".field-undo");
    if (!undo) return;
    Editor.forget();
    td.append(undo);
    td.classList.add("cell-saved");
    setTimeout(() => td.classList.remove("cell-saved"), 2000);
    say(node.querySelector("[role=status]")?.textContent);
  };

  // say tells it to who does not see the cell.
  const say = text => {
    let live = document.querySelector("#cell-said");
    if (!live) {
      live = document.createElement("p");
      live.id = "cell-said";
      live.className = "sr";
      live.role = "status";
      document.body.append(live);
    }
    live.textContent = text || "";
  };

  // ---- Keyboard
  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99], PageUp: [-10, 0], PageDown: [10, 0] };

  const inEditor = event => {
    if (event.isComposing) return;
    const { td, form } = open, key = event.key, many = event.target.tagName === "TEXTAREA";
    const ask = form.querySelector(".conflict");
    if (key === "Escape") {
      event.preventDefault();
      select(shut());
    } else if (key === "Enter" && !ask && (!many || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save(beside(td, event.shiftKey ? -1 : 1, 0));
    } else if (key === "Tab" && !ask) {
      const all = Editor.controls(form), at = all.indexOf(event.target);
      if (at >= 0 && at !== (event.shiftKey ? 0 : all.length - 1)) return;
      event.preventDefault();
      save(beside(td, 0, event.shiftKey ? -1 : 1));
    } else if (!event.ctrlKey && !event.metaKey) {
      event.stopPropagation(); // letters are letters
      return;
    } else return;
    event.stopPropagation();
  };

  const onCell = (event, td) => {
    const key = event.key, step = arrows[key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (loading?.td === td && loading.typed !== undefined) ahead(key);
    else if (step) select(beside(td, ...step));
    else if (key === "Enter" || key === "F2") { if (editable(td)) edit(td); else td.parentElement.querySelector("th a")?.click(); }
    else if (key === "Escape" && failed.has(td)) giveBack(td);
    else if (key === "Escape" && !document.querySelector("[data-peek-id]")) select(cells(td.parentElement)[0]);
    else if ((key === "Delete" || key === "Backspace") && editable(td)) edit(td, "");
    else if (key.length === 1 && key !== " " && editable(td)) edit(td, key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  addEventListener("keydown", event => {
    if (open?.td.contains(event.target)) return inEditor(event);
    const cell = event.target.closest?.("[data-rows] tbody :is(th, td[data-field])");
    if (cell?.matches("td") && cell === event.target) return onCell(event, cell);
    const grid = event.target.closest?.(".grid");
    if (!grid || Editor.typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = arrows[event.key];
    if (!step || !/^Arrow/.test(event.key)) return;
    event.preventDefault();
    if (cell) select(beside(cell, ...step));
    else select(document.querySelector("[data-rows] .is-here th") || cells(rows()[0])[0]);
  }, true);

  // ---- Mouse
  addEventListener("mousedown", event => {
    if (!open || open.td.contains(event.target) || event.button) return;
    if (open.form.querySelector(".conflict")) { shut(); return; }
    save(event.target.closest?.("[data-rows] tbody td[data-field]") || open.td);
  }, true);
  addEventListener("click", event => {
    const td = event.target.closest?.("[data-rows] tbody td[data-field]");
    if (open?.td.contains(event.target) && event.target.closest("[data-cancel]")) { event.preventDefault(); event.stopPropagation(); select(shut()); return; }
    if (!td || open?.td === td || event.target.closest("a, button, input, label") || String(getSelection())) return;
    if (td === selected() && matchMedia("(pointer: coarse)").matches) edit(td); // a second touch
    else select(td);
  }, true);
  addEventListener("dblclick", event => {
    const td = event.target.closest?.("[data-rows] tbody td[data-field]");
    if (!td || open?.td === td || event.target.closest("a, button, input")) return;
    getSelection().removeAllRanges();
    edit(td);
  }, true);
  addEventListener("submit", event => {
    if (!open || event.target !== open.form) return;
    event.preventDefault();
    event.stopPropagation();
    save(open.td, event.submitter);
  }, true);
  addEventListener("copy", event => {
    const td = selected();
    if (!td || td !== document.activeElement || String(getSelection())) return;
    event.clipboardData.setData("text/plain", td.innerText.trim());
    event.preventDefault();
  });
  addEventListener("htmx:afterSettle", () => { if (open && !open.td.isConnected) open = null; });
})();
