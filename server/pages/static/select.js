// Selecting rows of a list: a range with Shift, all of the page, x on the
// keyboard. Without this file single rows are ticked and the bar does its work.
"use strict";
(() => {
  const ticks = () => [...document.querySelectorAll("[data-rows] tbody .tick[name=id]")];
  const all = () => document.querySelector("[data-rows] thead .tick");
  const whole = () => document.querySelector("#bulk [name=all]");
  let last = null;

  const count = () => {
    const list = ticks(), n = list.filter(t => t.checked).length, text = document.querySelector("#bulk .bulk-n");
    if (text) text.textContent = text.dataset.selected.replace("#", n);
    if (all()) {
      all().checked = n > 0 && n === list.length;
      all().indeterminate = n > 0 && n < list.length;
    }
    if (whole() && n < list.length) whole().checked = false;
  };

  addEventListener("click", event => {
    const tick = event.target.closest?.("[data-rows] .tick");
    if (!tick) return;
    const list = ticks();
    if (tick === all()) list.forEach(t => { t.checked = tick.checked; });
    else if (event.shiftKey && last?.isConnected && last !== tick) {
      const [from, to] = [list.indexOf(last), list.indexOf(tick)].sort((a, b) => a - b);
      list.slice(from, to + 1).forEach(t => { t.checked = tick.checked; });
    }
    if (tick !== all()) last = tick;
    count();
  });
  addEventListener("change", event => {
    if (event.target === whole() && whole().checked) { ticks().forEach(t => { t.checked = true; }); count(); whole().checked = true; }
  });
  addEventListener("reset", event => { if (event.target.matches("#bulk")) setTimeout(count); });

  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const node = event.target;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && node.type !== "checkbox") return;
    if (event.key === "x") {
      const tick = document.querySelector("[data-rows] tbody tr.is-here .tick[name=id]") || node.closest?.("[data-rows] tbody tr")?.querySelector(".tick[name=id]");
      if (tick) { event.preventDefault(); tick.click(); }
    } else if (event.key === "a" && ticks().some(t => t.checked)) {
      event.preventDefault();
      document.querySelector("[data-bulk-key=a]")?.click();
    }
  });

  // Records are deleted, and brought back, without a question: undo does more.
  // All that a list shows are shown first.
  addEventListener("submit", event => {
    const button = event.submitter;
    if (!event.target.matches("#bulk") || !/^(trash|restore)$/.test(button?.value) || whole()?.checked) return;
    event.target.method = "post";
  }, true);

  // Rows that are loaded below others belong to all that is selected.
  addEventListener("htmx:afterSettle", () => {
    if (whole()?.checked) ticks().forEach(t => { t.checked = true; });
    count();
  });
  addEventListener("pageshow", count);
})();
