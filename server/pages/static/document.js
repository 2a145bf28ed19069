// Documents: dropping files, progress of uploads. Without this file the form
// sends its files by itself; nothing here may be the only way to do something.
"use strict";
(() => {
  const form = node => node && node.closest && node.closest("form[data-upload]");
  const busy = new WeakMap();

  // What the form is about to send, one line a file.
  const line = (list, file) => {
    const row = document.createElement("div");
    const name = document.createElement("bdi"), part = document.createElement("span"), stop = document.createElement("button");
    name.textContent = file.name;
    part.textContent = list.dataset.wait;
    stop.type = "button";
    stop.className = "btn btn--quiet btn--s";
    stop.textContent = list.dataset.stop;
    const track = document.createElementNS("http://www.w3.org/2000/svg", "svg"), bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    track.setAttribute("class", "track");
    track.setAttribute("viewBox", "0 0 100 1");
    track.setAttribute("preserveAspectRatio", "none");
    track.setAttribute("aria-hidden", "true");
    bar.setAttribute("height", "1");
    bar.setAttribute("width", "0");
    track.append(bar);
    row.append(name, part, stop, track);
    list.append(row);
    list.hidden = false;
    const wrong = text => {
      const p = document.createElement("p");
      p.className = "is-wrong";
      p.textContent = text;
      track.remove();
      stop.remove();
      part.textContent = "";
      row.append(p);
    };
    const percent = n => { bar.setAttribute("width", n); part.textContent = n + " %"; };
    return { row, stop, wrong, percent };
  };

  const page = text => new DOMParser().parseFromString(text, "text/html");
  const faultIn = (answer, otherwise) => {
    const found = page(answer).querySelector("[data-fault]");
    if (!found) return otherwise;
    const name = found.querySelector("b");
    if (name) name.remove();
    return found.textContent.trim();
  };

  const send = (node, file, shown, lost) => new Promise(done => {
    const data = new FormData(), request = new XMLHttpRequest();
    const comment = node.querySelector("[name=comment]");
    if (comment && comment.value) data.append("comment", comment.value);
    data.append("file", file, file.name);
    request.open("POST", node.action);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-Target", "files");
    request.upload.onprogress = event => event.lengthComputable && shown.percent(Math.floor(event.loaded / event.total * 100));
    request.onload = () => {
      const well = request.status === 200 || request.status === 204;
      if (!well) shown.wrong(faultIn(request.responseText, lost));
      done({ well, text: request.responseText });
    };
    request.onerror = request.onabort = () => { shown.wrong(lost); done({ well: false, text: "" }); };
    shown.stop.onclick = () => request.abort();
    request.send(data);
  });

  // One file after the other: each is a document of its own, and what was
  // taken stays whatever becomes of the rest.
  const sendAll = async (node, files) => {
    if (!files.length || busy.get(node)) return;
    busy.set(node, true);
    const one = !node.querySelector("[type=file][multiple]");
    const list = node.querySelector("[data-progress]");
    const lines = files.slice(0, one ? 1 : files.length).map(file => [file, line(list, file)]);
    let fresh = "", wrong = 0;
    for (const [file, shown] of lines) {
      const answer = await send(node, file, shown, list.dataset.lost);
      if (answer.well) { shown.row.remove(); fresh = answer.text || fresh; } else wrong++;
    }
    busy.delete(node);
    const back = node.dataset.upload;
    if (back) { if (!wrong) location.assign(back); return; }
    const place = document.querySelector("#files"), next = fresh && page(fresh).querySelector("#files");
    if (!next || !place) return;
    if (wrong) { // what went wrong stays to be read
      const kept = node.querySelector("[data-progress]"), into = next.querySelector("[data-progress]");
      if (into) into.replaceWith(kept);
    }
    place.replaceWith(next);
    const count = document.querySelector("#files-count");
    if (count) count.textContent = next.dataset.count;
    if (window.htmx) window.htmx.process(next);
    mark();
  };

  // A form with nothing to write beside the file needs no button.
  const mark = () => document.querySelectorAll("form[data-upload]").forEach(node => {
    if (!node.querySelector("[name=comment]")) node.classList.add("is-live");
  });
  mark();
  document.addEventListener("htmx:load", mark);

  document.addEventListener("change", event => {
    const node = form(event.target);
    if (node && event.target.type === "file" && node.classList.contains("is-live")) {
      sendAll(node, [...event.target.files]);
      event.target.value = "";
    }
  });
  document.addEventListener("submit", event => {
    const node = form(event.target), input = node && node.querySelector("[type=file]");
    if (!input || !input.files.length) return;
    event.preventDefault();
    sendAll(node, [...input.files]);
  });

  // Dropping on the form, or anywhere beside it: never does the browser leave
  // the page for a file that missed its place.
  const carries = event => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", event => {
    const node = document.querySelector("form[data-upload]");
    if (!node || !carries(event)) return;
    event.preventDefault();
    node.classList.toggle("is-over", form(event.target) === node);
  });
  document.addEventListener("dragleave", event => { const node = form(event.target); if (node && !node.contains(event.relatedTarget)) node.classList.remove("is-over"); });
  document.addEventListener("drop", event => {
    const node = document.querySelector("form[data-upload]");
    if (!node || !carries(event)) return;
    event.preventDefault();
    node.classList.remove("is-over");
    if (form(event.target) === node) sendAll(node, [...event.dataTransfer.files]);
  });
})();
