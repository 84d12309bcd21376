// Tables of results: rows sorted by a column, and a picture of the numbers. Without it the table stands as it is.
"use strict";

(() => {
  const MOST_BARS = 12;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const shown = (cell) => (cell?.dataset.value ?? cell?.textContent ?? "").trim();
  const number = (cell) => {
    const value = shown(cell);
    return value === "" ? NaN : Number(value);
  };
  const rows = (table) => [...table.tBodies].flatMap((body) => [...body.rows]);

  // Empty cells stay last whichever way the others go; equal ones keep the order of the answer.
  const compare = (column, type, sign) => (one, other) => {
    const [a, b] = [one.cells[column], other.cells[column]];
    const [empty, blank] = [shown(a) === "", shown(b) === ""];
    if (empty || blank) return empty - blank;
    return sign * (type === "number" ? (number(a) - number(b) || 0) : collator.compare(shown(a), shown(b)));
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const order = rows(table);
    const press = (head) => {
      const next = { ascending: "descending", descending: null }[head.getAttribute("aria-sort")];
      const way = next === undefined ? "ascending" : next;
      for (const other of heads) other.removeAttribute("aria-sort");
      if (way) head.setAttribute("aria-sort", way);
      const sign = way === "descending" ? -1 : 1;
      const sorted = way ? order.toSorted(compare(heads.indexOf(head), head.dataset.type, sign)) : order;
      table.tBodies[0].append(...sorted);
      table.dispatchEvent(new Event("sorted"));
    };
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => press(head));
      head.append(button);
    }
  };

  const drawn = (name, attributes, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // Bars from zero, each under what it counts, in the order that the reader chose; the largest where there are too many
  // and nothing was chosen. The table is the text of the picture.
  const bars = (table, column, labels, title) => {
    const all = rows(table).filter((row) => Number.isFinite(number(row.cells[column])));
    const asIs = all.length <= MOST_BARS || table.querySelector("th[aria-sort]");
    const taken = (asIs ? all : all.toSorted((a, b) => number(b.cells[column]) - number(a.cells[column]))).slice(0, MOST_BARS);
    const values = taken.map((row) => number(row.cells[column]));
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const across = (value) => (high === low ? 0 : ((value - low) / (high - low)) * 100);
    const told = taken.length < all.length ? `${title}, the ${taken.length} ${asIs ? "first" : "largest"} of ${all.length} rows` : title;
    const picture = drawn("svg", { role: "img", width: "100%", height: taken.length * 38, "aria-label": `${told}. The table below says the same.` });
    for (const [place, row] of taken.entries()) {
      const name = labels.map((each) => shown(row.cells[each])).filter(Boolean).join(" · ");
      const [from, to] = [across(Math.min(0, values[place])), across(Math.max(0, values[place]))];
      const short = name.length > 70 ? `${name.slice(0, 69)}…` : name;
      picture.append(
        drawn("text", { x: 0, y: place * 38 + 14 }, `${row.cells[column].textContent.trim()} ${short}`),
        drawn("rect", { x: `${from}%`, y: place * 38 + 20, width: `${Math.max(to - from, 0.2)}%`, height: 10, rx: 2 }),
      );
    }
    return [picture, told];
  };

  const charted = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const all = rows(table);
    const varied = (column) => new Set(all.map((row) => shown(row.cells[column]))).size > 1;
    const numeric = heads.flatMap((head, column) =>
      head.dataset.type === "number" && varied(column) && all.filter((row) => Number.isFinite(number(row.cells[column]))).length > 1 ? [column] : []);
    if (!numeric.length) return;
    // What a bar stands for: the columns before the first number that tell rows apart.
    const labels = heads.slice(0, numeric[0]).flatMap((head, column) =>
      head.dataset.type !== "number" && varied(column) ? [column] : []).slice(0, 3);

    const box = document.createElement("details");
    box.className = "chart";
    box.open = numeric.length * 4 >= heads.length;
    const summary = box.appendChild(document.createElement("summary"));
    summary.textContent = "Chart";
    const choice = document.createElement("select");
    for (const column of numeric) choice.add(new Option(heads[column].textContent.trim(), column));
    if (numeric.length > 1) {
      const label = document.createElement("label");
      label.append("Show ", choice);
      box.append(label);
    }
    const figure = box.appendChild(document.createElement("figure"));
    const draw = () => {
      const by = labels.map((column) => heads[column].textContent.trim()).join(" and ");
      const [picture, told] = bars(table, Number(choice.value), labels, choice.selectedOptions[0].text + (by && ` by ${by}`));
      const caption = document.createElement("figcaption");
      caption.textContent = told;
      figure.replaceChildren(caption, picture);
    };
    choice.addEventListener("change", draw);
    table.addEventListener("sorted", draw);
    draw();
    (table.closest(".scroll") ?? table).before(box);
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    if (!table.tHead || rows(table).length < 2) continue;
    charted(table);
    sortable(table);
  }
})();
