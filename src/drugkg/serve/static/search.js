// Suggestions below the search box, as the ARIA pattern of an editable combobox with a list has them.
const input = document.getElementById("q");
const box = input?.closest(".box");
if (box) {
  const list = document.createElement("ul");
  const told = document.createElement("p");
  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  told.className = "sr";
  told.setAttribute("role", "status");
  box.append(list, told);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }
  let asked = 0;
  let waiting = 0;
  let at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (next) => {
    const options = [...list.children];
    if (!options.length) return;
    at = (next + options.length + 1) % (options.length + 1);
    options.forEach((option, nth) => option.setAttribute("aria-selected", String(nth === at)));
    const chosen = options[at];
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
      at = -1;
    }
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((each, nth) => {
      const option = document.createElement("li");
      option.id = `suggestion-${nth}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.path = each.path;
      option.append(each.label);
      const hint = document.createElement("span");
      hint.className = "hint";
      hint.textContent = each.name === each.label ? each.kind : `${each.kind}, also called ${each.name}`;
      option.append(hint);
      return option;
    }));
    at = -1;
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    input.removeAttribute("aria-activedescendant");
    told.textContent = suggestions.length ? `${suggestions.length} suggestions` : "No suggestions";
  };
  const ask = async () => {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < 2) {
      close();
      return;
    }
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(words)}`);
      const { suggestions } = await answer.json();
      if (mine === asked && document.activeElement === input) show(suggestions);
    } catch {
      close();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else choose(event.key === "ArrowDown" ? at + 1 : at < 0 ? list.children.length - 1 : at - 1);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(list.children[at].dataset.path);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", () => {
    asked += 1;
    close();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) location.assign(option.dataset.path);
  });
}
