// The SPARQL editor. Everything that it asks goes to this server; tabs stay in this browser.
"use strict";

(() => {
  const place = document.getElementById("editor");
  const plain = document.getElementById("plain");
  const told = document.getElementById("told");
  const words = JSON.parse(place.dataset.words);
  const { Yasqe } = Yasgui;
  const endpoint = new URL("/sparql", location.href).href;

  // Completion knows this graph's words alone: the editor's own lists would be asked of other hosts.
  const listed = Object.entries(words.prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();
  Yasqe.forkAutocompleter("prefixes", { name: "known-prefixes", persistenceId: null, get: () => listed });
  const own = (name, list) =>
    Yasqe.forkAutocompleter(name, { name: `known-${name}`, bulk: true, autoShow: false, persistenceId: null, get: () => list });
  own("property", words.properties);
  own("class", words.classes);

  // A link shares the query and the name of its tab; where it is asked, and how, is for the page to say.
  Yasgui.Tab.prototype.getShareableLink = function () {
    return `${location.origin}${location.pathname}#${new URLSearchParams({ query: this.getQuery(), tabTitle: this.getName() })}`;
  };

  // What went wrong is told in the words of the server.
  Yasgui.Yasr.defaults.errorRenderers = [async (error) => {
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    try {
      problem.textContent = JSON.parse(error.text).error;
    } catch {
      problem.textContent = error.text || "The server does not answer.";
    }
    return problem;
  }];

  const starting = plain.elements.query.value;
  // Answers show whole values, without the signs of Turtle around them.
  const { getDefaults } = Yasgui.Tab;
  Yasgui.Tab.getDefaults = (given) => {
    const made = getDefaults(given);
    made.yasr.settings.pluginsConfig = { table: { compact: true, isEllipsed: false } };
    return made;
  };
  const yasgui = new Yasgui(place, {
    persistenceId: "drugkg",
    populateFromUrl: false,
    autofocus: false,
    copyEndpointOnNewTab: false,
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    contextMenuContainer: document.getElementById("tab-menu"),
    yasqe: {
      value: starting, screenReaderLabel: "Query in SPARQL", autocompleters: ["known-prefixes", "known-property", "known-class", "variables"],
    },
    yasr: { prefixes: words.prefixes },
  });
  plain.remove();
  document.querySelector(".keys").hidden = false;

  // What an earlier visit has kept may name another address of this server.
  const keep = (tab) => { if (tab.getEndpoint() !== endpoint) tab.setEndpoint(endpoint); };

  const open = async () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    if (asked.has("query")) {
      put(asked.get("tabTitle") || "Shared query", asked.get("query")).query().catch(() => {});
    } else if (asked.has("example")) {
      const name = asked.get("example");
      asked.delete("example");
      const found = await fetch(`/queries/${encodeURIComponent(name)}?${asked}`, { headers: { Accept: "application/sparql-query" } });
      if (found.ok) put(name, bare(await found.text())).query().catch(() => {});
      else told.textContent = `There is no example ${name}.`;
    } else return;
    history.replaceState(null, "", location.pathname);
  };
  // The head of a saved query is for drugkg; its first line is for people too.
  const bare = (query) => query.replace(/^#\+ summary: /m, "# ").replace(/^#\+.*\n/gm, "");
  const put = (name, query) => {
    const tab = yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(yasgui), name, yasqe: { value: query } }, { avoidDuplicateTabs: true });
    keep(tab);
    told.textContent = `${name} is in a tab.`;
    return tab;
  };
  // The names of this graph lead to their pages on this server; buttons and lists tell what they are.
  const mend = () => {
    for (const link of place.querySelectorAll(`a.iri[href^="${words.base}"]`)) {
      link.href = `/${link.getAttribute("href").slice(words.base.length)}`;
      link.removeAttribute("target");
    }
    for (const field of place.querySelectorAll(".CodeMirror textarea:not([aria-describedby])")) {
      field.setAttribute("aria-describedby", "keys");
    }
    for (const scroller of place.querySelectorAll(".CodeMirror-scroll[tabindex='-1']")) scroller.tabIndex = 0;
    for (const choice of place.querySelectorAll(".tableSizer:not([aria-label])")) choice.setAttribute("aria-label", "Rows on a page");
    for (const head of place.querySelectorAll("th .dt-column-title:empty")) head.textContent = "#";
    // The button that adds a tab stands in the list of tabs, where nothing else may stand.
    for (const button of place.querySelectorAll("[role=tablist] button.addTab:not([role])")) button.setAttribute("role", "tab");
  };
  new MutationObserver(mend).observe(place, { childList: true, subtree: true });
  mend();
  addEventListener("hashchange", open);
  open();
})();
