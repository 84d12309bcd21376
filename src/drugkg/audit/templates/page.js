"use strict";
(() => {
  const form = document.querySelector(".filter");
  const [words, relation, source, finding] = ["words", "relation", "source", "finding"].map((name) => document.getElementById("f-" + name));
  const told = form.querySelector("output");
  const whence = document.querySelector(".whence");
  const rows = [...document.querySelectorAll("#claims tbody tr")].map((node) => ({ node, relation: node.closest(".relation").dataset.relation }));
  const articles = [...document.querySelectorAll(".finding")].map((node) => ({ node, relation: node.dataset.relation }));
  const all = [...rows, ...articles];
  const named = (text, name) => text.split(" ").includes(name);

  const fits = (each, wanted) => {
    each.words ??= each.node.textContent.toLowerCase().replace(/\s+/g, " ");
    const data = each.node.dataset;
    return (!relation.value || named(each.relation, relation.value)) && (!source.value || named(data.source, source.value)) &&
      (!finding.value || named(data.finding, finding.value)) && wanted.every((word) => each.words.includes(word));
  };
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = wanted.length || relation.value || source.value || finding.value;
    for (const each of all) each.node.hidden = !fits(each, wanted);
    for (const section of document.querySelectorAll("#claims .relation")) section.hidden = !section.querySelector("tbody tr:not([hidden])");
    const left = (some) => some.filter((each) => !each.node.hidden).length;
    told.textContent = active ? `${left(rows)} of ${rows.length} rows, ${left(articles)} of ${articles.length} findings` : "";
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;

  const link = (text, target) => {
    const node = document.createElement("a");
    node.href = "#" + target;
    node.textContent = text;
    const item = document.createElement("li");
    item.append(node);
    return item;
  };
  const show = () => {
    for (const node of document.querySelectorAll("mark.here")) node.classList.remove("here");
    whence.hidden = true;
    const id = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(id);
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const hidden = target.closest("[hidden]");
    if (hidden && !hidden.matches(".filter, .whence")) { form.reset(); filter(); }
    if (id.startsWith("p-")) {
      for (const node of document.querySelectorAll(`mark[data-p~="${CSS.escape(id)}"]`)) node.classList.add("here");
      const list = document.createElement("ul");
      for (const node of document.querySelectorAll(`#claims a[href="#${CSS.escape(id)}"]`)) {
        const claim = node.closest(".claim");
        list.append(link(`${claim.closest(".relation").querySelector("th").textContent}: ${node.dataset.about}`, claim.id));
      }
      if (list.children.length) {
        const head = document.createElement("strong");
        head.textContent = "These words make";
        whence.replaceChildren(head, list);
        whence.hidden = false;
      }
      target.focus({ preventScroll: true });
    }
    // Parts of a text get their height when they come near, so the place is settled over some frames.
    const settle = (frames) => {
      target.scrollIntoView({ block: /^[pu]-/.test(id) ? "center" : "start" });
      if (frames) requestAnimationFrame(() => settle(frames - 1));
    };
    settle(6);
  };
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => { for (const node of document.querySelectorAll("details")) node.open = true; });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-p]");
    if (mark) location.hash = mark.dataset.p.trim().split(" ").at(-1);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") whence.hidden = true; });
  if (location.hash) show();
})();
