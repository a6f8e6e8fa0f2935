"use strict";
(() => {
  const $ = (s, root = document) => root.querySelector(s), $$ = (s, root = document) => [...root.querySelectorAll(s)];
  const say = (words) => { const p = $("#said"); if (p) { p.textContent = words; setTimeout(() => { if (p.textContent === words) p.textContent = ""; }, 4000); } };
  const typing = (e) => e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable || $("dialog[open]");

  // copy a citation
  document.addEventListener("click", async (e) => {
    const b = e.target.closest("[data-copy]");
    if (!b) return;
    try { await navigator.clipboard.writeText(b.dataset.copy); }
    catch { const t = document.createElement("textarea"); t.value = b.dataset.copy; document.body.append(t); t.select(); document.execCommand("copy"); t.remove(); }
    say("Citation copied");
  });

  // n and p: the next and the previous mark of a text
  let at = -1;
  const jump = (step) => {
    const marks = $$(".reading mark[id]");
    if (!marks.length) return;
    if (at < 0 && location.hash) at = marks.findIndex((m) => "#" + m.id === location.hash) ;
    const next = at + step;
    if (at >= 0 && (next < 0 || next >= marks.length)) {
      const link = $(`.pager a[rel=${step > 0 ? "next" : "prev"}]`);
      if (link) link.click(); else say(step > 0 ? "That was the last mark" : "That was the first mark");
      return;
    }
    at = Math.max(0, next);
    $$(".now").forEach((m) => m.classList.remove("now"));
    const mark = marks[at], note = document.getElementById("n-" + mark.id.slice(2));
    mark.classList.add("now"); if (note) note.classList.add("now");
    mark.focus({ preventScroll: true }); mark.scrollIntoView({ block: "center" });
  };

  // keys
  document.addEventListener("keydown", (e) => {
    if (typing(e)) return;
    if (e.key === "?") { const help = $("#help"); if (help) { e.preventDefault(); help.showModal(); } return; }
    if (e.key === "/") { e.preventDefault(); $("#find")?.focus(); return; }
    if ($(".reading")) { if (e.key === "n") { jump(1); return; } if (e.key === "p") { jump(-1); return; } }
    const button = $$("[data-key]").find((b) => b.dataset.key === e.key);
    if (button && !button.disabled) { e.preventDefault(); button.click(); }
  });
  document.addEventListener("click", (e) => { if (e.target.closest("[data-help]")) $("#help")?.showModal(); if (e.target.closest("[data-close]")) e.target.closest("dialog")?.close(); });

  // select words of a text to add a statement: offsets in code points of the block's words
  const points = (text) => { let n = 0; for (const _ of text) n++; return n; };
  const offset = (block, node, index) => {
    let count = 0;
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    if (node.nodeType !== Node.TEXT_NODE) {
      const stop = node.childNodes[index] || null;
      for (let t = walk.nextNode(); t; t = walk.nextNode()) {
        if (stop ? (stop.compareDocumentPosition(t) & Node.DOCUMENT_POSITION_FOLLOWING) || stop === t || stop.contains(t) : !node.contains(t) && (node.compareDocumentPosition(t) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
        if (!t.parentElement.closest("[data-not-text]")) count += points(t.data);
      }
      return count;
    }
    for (let t = walk.nextNode(); t; t = walk.nextNode()) {
      const hidden = t.parentElement.closest("[data-not-text]");
      if (t === node) return hidden ? count : count + points(t.data.slice(0, index));
      if (!hidden) count += points(t.data);
    }
    return count;
  };
  const blockOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.(".reading .words[data-block]");
  const adder = $("#mark-new");
  if (adder) {
    const float = document.createElement("a");
    float.className = "button go float small"; float.textContent = "Add as a statement"; float.hidden = true; float.id = "add-selected";
    document.body.append(float);
    document.addEventListener("selectionchange", () => {
      const s = getSelection(), range = s.rangeCount && !s.isCollapsed ? s.getRangeAt(0) : null;
      const first = range && blockOf(range.startContainer), last = range && blockOf(range.endContainer);
      if (!first || !last) { float.hidden = true; return; }
      const q = new URLSearchParams({ from_block: first.dataset.block, from: offset(first, range.startContainer, range.startOffset), to_block: last.dataset.block, to: offset(last, range.endContainer, range.endOffset) });
      float.href = adder.getAttribute("href").split("?")[0] + "?" + q;
      const box = range.getBoundingClientRect();
      float.style.left = Math.max(8, Math.min(box.left + scrollX, scrollX + innerWidth - 170)) + "px"; float.style.top = box.bottom + scrollY + 6 + "px";
      float.hidden = false;
    });
  }

  // bulk view: all or none
  document.addEventListener("change", (e) => { if (e.target.matches("[data-all]")) $$(e.target.dataset.all).forEach((c) => { c.checked = e.target.checked; }); });

  // drop files
  const drop = $(".drop");
  if (drop) {
    const input = $("input[type=file]", drop);
    for (const kind of ["dragover", "dragleave", "drop"]) drop.addEventListener(kind, (e) => { e.preventDefault(); drop.classList.toggle("over", kind === "dragover"); });
    drop.addEventListener("drop", (e) => { input.files = e.dataTransfer.files; say(`${input.files.length} file(s) chosen`); });
  }
  if ($("[data-once]")) document.addEventListener("submit", (e) => { if (e.target.matches("[data-once]")) setTimeout(() => $$("button", e.target).forEach((b) => { b.disabled = true; })); });
})();
