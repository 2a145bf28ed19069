// The button that prints shows where a script can print.
(() => {
  const show = () => document.querySelectorAll("[data-print]").forEach((b) => { b.hidden = false; });
  document.addEventListener("click", (e) => {
    if (e.target.closest && e.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("htmx:afterSettle", show);
  show();
})();
