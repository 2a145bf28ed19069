// Lists in the browser: columns under the mouse, the panel beside the rows.
// Every step is an address of the server's, so lists work without this file.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const typing = node => node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio|submit|button)$/.test(node.type));
  const table = () => $("table[data-columns]");

  // go follows an address as a link would.
  const go = address => {
    const link = document.createElement("a");
    link.href = address;
    link.hidden = true;
    document.body.append(link);
    if (window.htmx) htmx.process(link);
    link.click();
    link.remove();
  };

  // ---- Columns: their order and widths as text, "name:264,phones".
  const columns = () => {
    const set = table().dataset.columns.split(",").map(part => part.split(":"));
    if (set[0][0] !== "name") set.unshift(["name"]);
    return set;
  };
  const arrange = set => go(table().dataset.columnsAt + encodeURIComponent(set.map(c => c[1] ? c[0] + ":" + c[1] : c[0]).join(",")));
  const moveColumn = (field, before) => {
    const set = columns(), at = set.findIndex(c => c[0] === field);
    if (at < 1 || field === before) return;
    const [column] = set.splice(at, 1);
    const to = before ? set.findIndex(c => c[0] === before) : set.length;
    set.splice(Math.max(1, to), 0, column);
    if (set.map(c => c[0]).join() !== columns().map(c => c[0]).join()) arrange(set);
  };
  const setWidth = (field, pixels) => {
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const width = Math.max(64, Math.min(640, Math.round(pixels / em / 8) * 8));
    arrange(columns().map(c => c[0] === field ? [field, width] : c));
  };

  // ---- A column's edge is dragged to make it wider, its head to move it.
  let drag = null;
  const startResize = (event, th) => {
    const col = table().querySelectorAll("col")[th.cellIndex];
    drag = { kind: "width", field: th.dataset.field, col, from: event.clientX, width: th.getBoundingClientRect().width, now: 0 };
  };
  const resize = event => {
    drag.now = Math.max(64, drag.width + event.clientX - drag.from);
    drag.col.style.width = drag.now + "px";
  };
  const place = event => {
    const heads = [...table().querySelectorAll("thead th[data-field]")].slice(1);
    const next = heads.find(th => { const r = th.getBoundingClientRect(); return event.clientX < r.x + r.width / 2; });
    const last = heads.at(-1).getBoundingClientRect(), x = next ? next.getBoundingClientRect().x : last.right;
    const grid = table().getBoundingClientRect();
    Object.assign(drag.mark.style, { left: x - 1 + "px", top: grid.top + "px", height: table().parentElement.clientHeight + "px" });
    drag.before = next?.dataset.field;
  };
  const startMove = () => {
    drag.moving = true;
    drag.mark = document.createElement("div");
    drag.mark.className = "th-drop";
    document.body.append(drag.mark);
    drag.th.classList.add("is-drag");
  };
  const stop = keep => {
    const done = drag;
    drag = null;
    if (!done) return;
    done.mark?.remove();
    done.th?.classList.remove("is-drag");
    if (done.kind === "width" && keep && done.now) setWidth(done.field, done.now);
    else if (done.kind === "width" && !keep) done.col.style.width = "";
    if (done.moving && keep) {
      addEventListener("click", event => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
      setTimeout(() => moveColumn(done.field, done.before));
    }
  };
  addEventListener("pointerdown", event => {
    if (event.button !== 0 || !table()) return;
    const th = event.target.closest?.("table[data-columns] thead th[data-field]");
    if (!th) return;
    if (event.target.closest(".th-grip")) { event.preventDefault(); startResize(event, th); return; }
    if (event.pointerType === "mouse" && th.dataset.field !== "name") drag = { kind: "move", field: th.dataset.field, th, from: event.clientX };
  });
  addEventListener("pointermove", event => {
    if (!drag) return;
    if (drag.kind === "width") return resize(event);
    if (!drag.moving && Math.abs(event.clientX - drag.from) > 6) startMove();
    if (drag.moving) place(event);
  });
  addEventListener("pointerup", () => stop(true));
  addEventListener("pointercancel", () => stop(false));
  addEventListener("dragstart", event => { if (event.target.closest?.("table[data-columns] thead, [data-tabs]")) event.preventDefault(); });

  // ---- The panel beside the rows
  const side = () => $("#side");
  const peeked = () => $("[data-peek-id]")?.dataset.peekId;
  const peek = async id => {
    const address = $("#rows").dataset.peek + id;
    await htmx.ajax("GET", address, { target: "#side", swap: "outerHTML" });
    history.replaceState(history.state, "", address);
  };
  const closePeek = () => {
    history.replaceState(history.state, "", $("[data-peek-id] [data-close]").getAttribute("href"));
    const panel = side();
    panel.replaceChildren();
    panel.hidden = true;
  };
  const here = () => $("[data-rows] tbody tr.is-here") || document.activeElement.closest?.("[data-rows] tbody tr");

  addEventListener("keydown", event => {
    if (typing(event.target) && event.key !== "Escape" || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (event.key === "Escape") {
      if (drag) stop(false);
      else if ($(":popover-open")) return;
      else if (peeked()) closePeek();
      else { const close = $("[data-strip] [data-close], [data-column-panel] [data-close]"); if (close) go(close.getAttribute("href")); }
      return;
    }
    if (event.key === " " && window.htmx && here() && !event.target.closest("button, input, summary")) {
      event.preventDefault();
      const id = here().dataset.id;
      if (peeked() === id) closePeek(); else peek(id);
    }
    if ((event.key === "j" || event.key === "k") && peeked()) setTimeout(() => { const row = here(); if (row && row.dataset.id !== peeked()) peek(row.dataset.id); });
  });
  // Under the mouse, one button goes from row to row.
  let opener = null;
  addEventListener("pointerover", event => {
    const row = event.pointerType === "mouse" && window.htmx && event.target.closest?.("[data-rows] tbody tr[data-id]");
    if (!row || opener?.parentElement?.closest("tr") === row) return;
    if (!opener) {
      opener = document.createElement("button");
      opener.type = "button";
      opener.tabIndex = -1;
      opener.className = "btn btn--quiet btn--s btn--icon peek-open";
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg"), use = document.createElementNS("http://www.w3.org/2000/svg", "use");
      icon.setAttribute("class", "icon");
      icon.setAttribute("aria-hidden", "true");
      use.setAttribute("href", "#i-panel");
      icon.append(use);
      opener.append(icon);
    }
    opener.ariaLabel = opener.title = $("#rows").dataset.peekLabel;
    $(".name", row)?.append(opener);
  });
  addEventListener("click", event => {
    if (opener && opener.contains(event.target)) {
      const id = opener.closest("tr").dataset.id;
      if (peeked() === id) closePeek(); else peek(id);
      return;
    }
    if (event.target.closest?.("[data-peek-id] [data-close]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      closePeek();
    }
    if (event.target.closest?.("[aria-disabled=true]")) event.preventDefault();
  }, true);

  // ---- A field of the filter is chosen: its comparisons follow. Who chooses
  // by letters and arrows says when with Enter or Tab.
  let typed = false, waiting = false;
  const again = select => {
    waiting = false;
    if (!select.value) return;
    const form = select.form, address = new URL(form.getAttribute("action") || location.pathname, location.href);
    for (const [name, value] of new FormData(form)) if (!["op", "value", "second", "period", "days"].includes(name)) address.searchParams.append(name, value);
    go(address.pathname + address.search);
  };
  addEventListener("keydown", event => {
    typed = true;
    if (event.key === "Enter" && waiting && event.target.matches?.("[data-again]")) { event.preventDefault(); again(event.target); }
  }, true);
  addEventListener("pointerdown", () => { typed = false; }, true);
  addEventListener("change", event => {
    if (!event.target.matches?.("[data-again]")) return;
    if (typed) waiting = true; else again(event.target);
  });
  addEventListener("focusout", event => { if (waiting && event.target.matches?.("[data-again]")) again(event.target); });

  // ---- Columns of the panel are dragged into order.
  let line = null;
  addEventListener("pointerdown", event => {
    const li = event.target.closest?.(".grip")?.closest("[data-movable]");
    if (!li) return;
    event.preventDefault();
    line = li;
    li.classList.add("is-drag");
  });
  addEventListener("pointermove", event => {
    if (!line) return;
    const others = [...line.parentElement.querySelectorAll("[data-movable]")].filter(li => li !== line);
    const next = others.find(li => { const r = li.getBoundingClientRect(); return event.clientY < r.y + r.height / 2; });
    line.parentElement.insertBefore(line, next || null);
  });
  addEventListener("pointerup", () => {
    if (!line) return;
    const next = line.nextElementSibling, field = line.dataset.column;
    line.classList.remove("is-drag");
    line = null;
    moveColumn(field, next?.dataset.column);
  });

  // ---- The next rows load below these when one scrolls to their end. Tab
  // goes past the end instead: what stands below the rows is to be reached.
  let tabbed = false, looking = false;
  const loadMore = () => {
    looking = false;
    const more = $("#more");
    if (more && !tabbed && window.htmx && more.getBoundingClientRect().top < innerHeight + 300) htmx.trigger(more, "more");
  };
  const lookForMore = () => {
    if (looking) return;
    looking = true;
    requestAnimationFrame(loadMore);
  };
  addEventListener("keydown", event => { tabbed = event.key === "Tab" || tabbed && event.key === "Shift"; }, true);
  for (const sign of ["pointerdown", "wheel", "touchmove"]) addEventListener(sign, () => { tabbed = false; }, { capture: true, passive: true });
  addEventListener("scroll", lookForMore, { capture: true, passive: true });

  const settle = () => {
    lookForMore();
    for (const th of document.querySelectorAll("table[data-columns] thead th[data-field]")) {
      if ($(".th-grip", th)) continue;
      const grip = document.createElement("span");
      grip.className = "th-grip";
      grip.ariaHidden = "true";
      th.append(grip);
    }
    $(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!document.activeElement || document.activeElement === document.body) $("[data-strip] [autofocus], [data-column-panel] [data-close]")?.focus();
  };
  addEventListener("htmx:afterSettle", settle);
  addEventListener("DOMContentLoaded", settle);
  if (document.readyState !== "loading") settle();
})();
