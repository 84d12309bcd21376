// The picture of a drug: four columns of boxes, joined by lines. The table on the same page says all of it in words.
"use strict";

(async () => {
  const frame = document.getElementById("picture");
  if (!frame) return;
  const canvas = frame.querySelector(".canvas");
  const told = document.getElementById("told");
  const answer = await fetch(frame.dataset.from, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const held = await answer.json();
  frame.hidden = false;
  document.getElementById("keys").hidden = false;

  const GAP = 34;
  const stances = {
    asserts: { "line-style": "solid", "target-arrow-shape": "none" },
    denies: { "line-style": "dashed", "line-dash-pattern": [9, 5], "target-arrow-shape": "tee" },
    hedges: { "line-style": "dotted", "target-arrow-shape": "circle" },
    doubts: { "line-style": "dotted", "target-arrow-shape": "diamond", width: 3 },
    reportsNoData: { "line-style": "dashed", "line-dash-pattern": [2, 6], "target-arrow-shape": "none", width: 1 },
  };
  const words = Object.fromEntries([...document.querySelectorAll(".legend .line")].map((line) => [line.classList[1], line.parentElement.textContent.trim()]));
  const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // Boxes: a column each for the drug, its relations, what they lead to, and the sources; evenly over the height.
  const height = Math.max(held.things.length, held.sources.length * 2, 6) * GAP;
  const wide = Math.max(canvas.clientWidth, 960);
  canvas.style.height = `${height + GAP}px`;
  const columns = [0.06, 0.26, 0.56, 0.89].map((share) => share * wide);
  const boxes = [];
  const box = (id, column, y, text, href, more = {}) =>
    boxes.push({ group: "nodes", data: { id, column, text, href, ...more }, position: { x: columns[column], y } });
  const spread = (count, place) => GAP / 2 + ((place + 0.5) / count) * height;
  const placeOf = held.things.map((_, place) => spread(held.things.length, place));
  box("drug", 0, height / 2 + GAP / 2, held.drug.label, held.drug.href);
  held.relations.forEach((relation, place) => {
    const mine = placeOf.filter((_, thing) => held.things[thing].relation === place);
    box(`r${place}`, 1, mine.reduce((a, b) => a + b, 0) / mine.length, relation.label, relation.href);
  });
  held.things.forEach((thing, place) =>
    box(`t${place}`, 2, placeOf[place], `${thing.conflict ? "≠ " : ""}${thing.label}`, thing.href, { conflict: thing.conflict ? 1 : 0 }));
  held.sources.forEach((source, place) => box(`s${place}`, 3, spread(held.sources.length, place), source.label, source.href));

  const lines = [
    ...held.relations.map((_, place) => ({ source: "drug", target: `r${place}` })),
    ...held.things.map((thing, place) => ({ source: `r${thing.relation}`, target: `t${place}` })),
    ...held.lines.map((line) => ({ ...line, source: `t${line.thing}`, target: `s${line.source}`, conflict: line.conflict ? 1 : 0 })),
  ].map((data, place) => ({ group: "edges", data: { id: `l${place}`, ...data } }));

  // The library writes one style element, which no policy of this page allows; it does not where it finds its own.
  // The rule stands in picture.css: the canvas is positioned.
  const mark = document.createElement("meta");
  mark.id = "__________cytoscape_stylesheet";
  document.head.append(mark);

  const cy = cytoscape({
    container: canvas,
    elements: [...boxes, ...lines],
    layout: { name: "preset", fit: false },
    userZoomingEnabled: false,
    userPanningEnabled: false,
    boxSelectionEnabled: false,
    autoungrabify: true,
  });

  const dress = () => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    const font = getComputedStyle(document.body).fontFamily.replaceAll('"', "");
    cy.style([
      { selector: "node", style: {
        shape: "round-rectangle", width: (node) => [110, 210, 270, 200][node.data("column")], height: 26,
        "background-color": colour("ground"), "border-width": 1, "border-color": colour("soft"),
        label: "data(text)", color: colour("ink"), "font-size": 13, "font-family": font,
        "text-valign": "center", "text-wrap": "ellipsis", "text-max-width": (node) => `${[100, 200, 258, 190][node.data("column")]}px`,
      } },
      { selector: "node[column = 0], node[column = 1]", style: { "font-weight": "bold", "background-color": colour("letter") } },
      { selector: "node[?conflict]", style: { "border-width": 3, "border-style": "double", "border-color": colour("conflict"), "background-color": colour("conflict-ground") } },
      { selector: "edge", style: { "curve-style": "bezier", "source-endpoint": "90deg", "target-endpoint": "270deg", width: 1, "line-color": colour("line"), "target-arrow-color": colour("line") } },
      ...Object.entries(stances).map(([stance, style]) => ({
        selector: `edge[stance = "${stance}"]`,
        style: { width: 2, ...Object.fromEntries(["line-color", "target-arrow-color"].map((key) => [key, colour({ doubts: "hedges", reportsNoData: "soft" }[stance] ?? stance)])), ...style },
      })),
      { selector: "edge[?conflict]", style: { width: 3, "line-color": colour("conflict"), "target-arrow-color": colour("conflict") } },
      { selector: ".away", style: { opacity: 0.18 } },
      { selector: ".here", style: { "border-width": 4, "border-style": "solid", "border-color": colour("link") } },
    ]);
  };
  dress();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);

  // A narrow window begins with what is said and by whom; the rest lies to the left.
  frame.scrollLeft = columns[2] - 150;

  // What belongs to a box: its way to the drug, and its lines to the sources.
  const around = (node) => {
    const from = node.predecessors();
    return node.union(node.successors()).union(node.data("column") === 3 ? node.incomers() : from);
  };
  const light = (node) => {
    cy.batch(() => {
      cy.elements().removeClass("away here");
      if (!node) return;
      cy.elements().difference(around(node)).addClass("away");
      node.addClass("here");
    });
  };
  const tell = (node) => {
    const joined = node.connectedEdges("[stance]");
    const said = joined.map((edge) => {
      const other = node.data("column") === 3 ? edge.source() : edge.target();
      return `${other.data("text").replace("≠ ", "")} ${words[edge.data("stance")]}${edge.data("conflict") ? " ≠" : ""}`;
    });
    const shown = said.slice(0, 6).join("; ") + (said.length > 6 ? `; and ${said.length - 6} more` : "");
    const below = node.outgoers("node").map((each) => each.data("text").replace("≠ ", "")).slice(0, 6).join(", ");
    const name = node.data("text").replace("≠ ", "") + (node.data("conflict") ? ", in a conflict" : "");
    told.textContent = shown || below ? `${name}: ${shown || below}.` : `${name}.`;
  };

  let at = null;
  const go = (node) => {
    at = node;
    light(node);
    if (!node) { told.textContent = ""; return; }
    tell(node);
    const { x, y } = node.renderedPosition();
    const { left, top } = canvas.getBoundingClientRect();
    if (top + y < 60 || top + y > innerHeight - 60) scrollBy({ top: top + y - innerHeight / 2 });
    const inside = frame.getBoundingClientRect();
    if (left + x - 120 < inside.left || left + x + 120 > inside.right) frame.scrollBy({ left: left + x - inside.left - inside.width / 2 });
  };
  const column = (number) => cy.nodes(`[column = ${number}]`).sort((a, b) => a.position("y") - b.position("y"));
  const nearest = (nodes, y) => nodes.min((node) => Math.abs(node.position("y") - y)).ele;
  const ways = {
    ArrowDown: (node, nodes) => nodes[nodes.indexOf(node) + 1],
    ArrowUp: (node, nodes) => nodes[nodes.indexOf(node) - 1],
    ArrowRight: (node) => node.outgoers("node").nonempty() && nearest(node.outgoers("node"), node.position("y")),
    ArrowLeft: (node) => node.incomers("node").nonempty() && nearest(node.incomers("node"), node.position("y")),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") go(null);
    else if (event.key === "Enter" && at) location.assign(at.data("href"));
    else if (ways[event.key]) {
      event.preventDefault();
      const next = at ? ways[event.key](at, column(at.data("column"))) : cy.getElementById("drug");
      if (next) go(next);
    }
  });
  cy.on("mouseover", "node", (event) => { light(event.target); tell(event.target); });
  cy.on("mouseout", "node", () => go(at));
  cy.on("mouseover", "edge[href]", (event) => {
    const line = event.target;
    told.textContent = `${line.target().data("text")} ${words[line.data("stance")]} ${line.source().data("text")}: ${many(line.data("claims"), "claim")}.`;
  });
  cy.on("tap", "[href]", (event) => location.assign(event.target.data("href")));
  cy.on("mouseover mouseout", "[href]", (event) => { canvas.style.cursor = event.type === "mouseover" ? "pointer" : ""; });
})();
