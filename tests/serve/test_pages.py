"""The pages of the graph, through the real server: every kind, every address, and nothing of a document runs."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

import pyoxigraph
import pytest
from justhtml import JustHTML
from tests.audit.auditing import HOSTILE
from tests.serve.serving import Reply, Server, serving

import drugkg
from drugkg.query.names import with_prefixes
from drugkg.serve.answers import rendered
from drugkg.serve.current import Snapshot
from drugkg.serve.views import drug as drug_view
from drugkg.serve.views.shown import words
from drugkg.store import Store, open_store

#: What each kind of page is looked at by: a query for one of its nodes.
KINDS = {
    "drug": "?node a dkg:Drug . ?proposition dkg:subject ?node . ?claim dkg:proposition ?proposition",
    "concept": "?node a dkg:ClinicalFinding . ?proposition dkg:object ?node . ?claim dkg:proposition ?proposition",
    "scope": "?node a dkg:Population . ?proposition dkg:population ?node",
    "claim": "?node a dkg:Claim . ?finding dkg:conflictOf ?node",
    "document": "?node a dkg:Document",
    "source": "?node a dkg:EvidenceSource",
    "proposition": "?node a dkg:Proposition",
    "conflict": "?node a dkg:Conflict",
    "agreement": "?node a dkg:Agreement",
    "side": "?node a dkg:Side",
    "passage": "?node a oa:SpecificResource",
    "evidence": "?node a oa:Annotation",
    "quantity": "?node a dkg:Quantity",
    "activity": "?node a prov:Activity",
    "rule": "?evidence dkg:rule ?node",
    "graph": "?node a prov:Entity",
}
LISTS = ("/", "/search", "/search?q=nausea", "/search?q=xyzzy", "/findings", "/documents", "/sources", "/ontology")
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture(scope="module")
def graph(built: Path) -> Iterator[Store]:
    with open_store(built) as store:
        yield store


@pytest.fixture(scope="module")
def addresses(graph: Store) -> dict[str, str]:
    """An address of each kind of page."""
    return {kind: first(graph, pattern) for kind, pattern in KINDS.items()}


def first(graph: Store, pattern: str) -> str:
    answer = graph.query(with_prefixes(f"SELECT ?node {{ {pattern} }} ORDER BY ?node LIMIT 1"))
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    found = next(answer, None)
    assert found, pattern
    return "/" + str(found["node"].value).removeprefix(graph.base)


class Seen:
    """A page as a browser reads it."""

    def __init__(self, html: str) -> None:
        self.html, self._tree = html, JustHTML(html, sanitize=False)

    @property
    def text(self) -> str:
        return spaced(self._tree)

    def nodes(self, selector: str) -> list[Any]:
        return list(self._tree.query(selector))

    def attribute(self, selector: str, name: str) -> list[str]:
        return [str(node.attrs[name]) for node in self.nodes(selector) if name in (node.attrs or {})]

    def links(self, within: str = "main a") -> list[str]:
        return self.attribute(within, "href")


def spaced(node: Any) -> str:
    return re.sub(r"\s+", " ", node.to_text(separator="", strip=False)).strip()


def see(server: Server, path: str, status: int = 200) -> Seen:
    answer = browse(server, path)
    assert answer.status == status, path
    return Seen(answer.text)


def own(script: Any) -> bool:
    return bool(re.fullmatch(r"/static/[\w./-]+\?v=\w+", (script.attrs or {}).get("src", "")))


def browse(server: Server, path: str) -> Reply:
    return server.get(path, Accept=HTML)


@pytest.mark.parametrize("kind", [*KINDS, *LISTS])
def test_a_page_is_built_for_people_and_leads_on(server: Server, addresses: dict[str, str], kind: str) -> None:
    path = addresses.get(kind, kind)
    page = see(server, path)
    assert "no medical advice" in page.text
    assert [node.name for node in page.nodes("main, body > header, body > footer")] == ["header", "main", "footer"]
    levels = [int(node.name[1]) for node in page.nodes("h1, h2, h3, h4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.attribute("[id]", "id")
    assert len(ids) == len(set(ids))
    for table in page.nodes("table"):
        assert table.query("caption")
        assert table.query("th[scope]")
    assert set(page.attribute("input, select", "id")) <= set(page.attribute("label", "for"))
    inside = sorted({urljoin(path, link) for link in page.links("a[href]")})
    inside = [
        link for link in inside if link.startswith("/") and not link.startswith(("/queries", "/sparql", "/editor"))
    ]
    assert inside
    for link in inside[:: max(1, len(inside) // 12)]:
        address, _, anchor = link.partition("#")
        answer = browse(server, address)
        assert answer.status == 200, link
        assert not anchor or f' id="{anchor}"' in answer.text, link


def test_every_node_is_at_its_address(server: Server, graph: Store) -> None:
    named = {
        term.value.partition("#")[0]
        for quad in graph.find()
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith(graph.base)
    }
    assert len(named) > 1000, len(named)
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for iri in sorted(named):
        connection.request("GET", "/" + iri.removeprefix(graph.base), headers={"Accept": "text/turtle"})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, iri
        held = {quad.subject.value for quad in pyoxigraph.parse(body, pyoxigraph.RdfFormat.TURTLE)}
        own = next(graph.find(subject=iri), None)
        assert iri in held if own or iri.endswith("/ontology") else held, iri
    connection.close()


def test_a_claim_comes_with_what_it_says_and_its_words(server: Server, graph: Store, addresses: dict[str, str]) -> None:
    path = addresses["claim"]
    body = server.get(path, Accept="application/ld+json").body
    told = {str(quad.predicate.value) for quad in pyoxigraph.parse(body, pyoxigraph.RdfFormat.JSON_LD)}
    assert {"http://www.w3.org/ns/oa#exact", "https://w3id.org/drugkg/ontology#subject"} <= told
    (proposition,) = (
        str(quad.object).strip("<>")
        for quad in graph.find(graph.base + path[1:], "https://w3id.org/drugkg/ontology#proposition")
    )
    assert proposition.encode() in body


@pytest.mark.parametrize(
    ("accept", "query", "wanted"),
    [
        ("", "", "text/turtle"),
        ("*/*", "", "text/turtle"),
        ("application/ld+json", "", "application/ld+json"),
        ("text/turtle;q=0.2, application/n-triples", "", "application/n-triples"),
        (HTML, "?format=rdfxml", "application/rdf+xml"),
        ("text/turtle", "?format=html", "text/html; charset=utf-8"),
    ],
)
def test_clients_get_the_form_that_they_ask_for(
    server: Server, addresses: dict[str, str], accept: str, query: str, wanted: str
) -> None:
    answer = server.get(addresses["concept"] + query, Accept=accept)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(wanted)
    assert answer.headers["vary"].startswith("Accept")
    assert answer.headers["access-control-allow-origin"] == "*"
    again = server.get(addresses["concept"] + query, Accept=accept, If_None_Match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    head = server.ask("HEAD", addresses["concept"] + query, Accept=accept)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", answer.headers["etag"])


def test_a_form_that_is_none_is_refused_with_those_that_are(server: Server, addresses: dict[str, str]) -> None:
    for answer in (
        server.get(addresses["claim"], Accept="image/png"),
        server.get(f"{addresses['claim']}?format=tsv"),
    ):
        assert answer.status == 406
        assert "text/turtle" in json.loads(answer.text)["errors"][0]["remedy"]


@pytest.mark.parametrize(
    "path",
    [
        "/concept/no-such-thing", "/claim/", "/claim/%00", "/claim/%3E%20?x",
        "/concept/%3Cscript%3E", "/concept/..%2f..",
        "/concept/a%20b", "/document/%ff%fe", "/finding/%E2%80%AE", "/concept/" + "x" * 4000,
        "/graph/document/", "/rule/{}",
        "/passage/\\", "/source/%22%5E%60%7C", "/concept/no-such-thing/audit", "/quantity/%0d%0aX:y",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_and_breaks_nothing(server: Server, path: str) -> None:
    for accept in (HTML, "text/turtle"):
        assert server.get(path, Accept=accept).status == 404


def test_an_address_that_is_nearly_right_leads_to_the_right_one(server: Server) -> None:
    for wrong in ("/concept/bacloffen", "/concept/Baclofen"):
        assert "/concept/baclofen" in see(server, wrong, 404).links()
    told = json.loads(server.get("/concept/bacloffen").text)
    assert "concept/baclofen" in told["errors"][0]["remedy"]


def test_search_finds_labels_synonyms_and_documents(server: Server, graph: Store) -> None:
    assert see(server, "/search?q=BACLO").links()[0] == "/concept/baclofen"
    synonym = see(server, "/search?q=sleepiness")
    assert "/concept/drowsiness" in synonym.links()
    assert "also called sleepiness" in synonym.text
    document = graph.documents()[0]
    found = see(server, f"/search?q={quote(document.title)}")
    assert "/" + document.iri.removeprefix(graph.base) in found.links()


def test_search_helps_where_nothing_is_found(server: Server) -> None:
    near = see(server, "/search?q=baklofen")
    assert "Did you mean" in near.text
    assert "/concept/baclofen" in near.links()
    nothing = see(server, "/search?q=qqqqqq").text
    assert "Nothing in this graph has such a name" in nothing
    assert "Drugs of this graph" in nothing


def test_suggestions_are_few_and_begin_with_what_fits_best(server: Server) -> None:
    answer = server.get("/suggest?q=bac")
    told = json.loads(answer.text)
    assert told["suggestions"][0] == {
        "label": "baclofen",
        "name": "baclofen",
        "kind": "Drug",
        "iri": "https://w3id.org/drugkg/concept/baclofen",
        "path": "/concept/baclofen",
    }
    assert len(json.loads(server.get("/suggest?q=a").text)["suggestions"]) == 10
    assert json.loads(server.get("/suggest").text)["suggestions"] == []


def test_findings_are_chosen_by_verdict_type_and_drug(server: Server) -> None:
    total, *shares = (
        int(re.findall(r"([\d,]+) findings?, what matters", see(server, f"/findings?verdict={verdict}").text)[0])
        for verdict in ("", "conflict", "difference", "agreement")
    )
    assert sum(shares) == total
    chosen = see(server, "/findings?verdict=conflict&drug=baclofen")
    assert {spaced(node) for node in chosen.nodes(".list .verdict")} == {"conflict"}
    assert set(chosen.links(".list .hint a")) == {"/concept/baclofen"}
    assert "There are none of this kind" in see(server, "/findings?type=nonsense").text
    assert "There is no such page" in see(server, "/findings?page=9999").text


def test_findings_stand_on_pages_without_a_gap(server: Server) -> None:
    seen: list[str] = []
    following = ["?verdict=agreement"]
    while following:
        page = see(server, f"/findings{following[0]}")
        seen += page.links(".list .told")
        following = page.links("a[rel=next]")
    assert len(seen) == len(set(seen)) > 50


def test_a_drug_page_puts_sources_side_by_side(server: Server, graph: Store) -> None:
    page = see(server, "/concept/baclofen")
    documents = {entry.title for entry in graph.documents() if "baclofen" in entry.file_name}
    assert all(title in page.text for title in documents)
    cells = page.links(".matrix td a.stance")
    assert len(cells) > 50
    assert all(re.fullmatch(r"/claim/[a-z2-7]{26}#p-\d+-\d+", link) for link in cells)
    marks = page.links(".matrix tbody th a.verdict")
    assert marks
    assert all(link.startswith("/finding/") for link in marks)
    assert "/concept/baclofen/audit" in page.links()


def test_the_audit_of_a_drug_stands_alone(server: Server) -> None:
    answer = browse(server, "/concept/baclofen/audit")
    assert answer.status == 200
    assert "Audit of sources" in answer.text
    (meta,) = re.findall(r'Security-Policy" content="([^"]+)"', answer.text)
    assert answer.headers["content-security-policy"] == f"{meta}; frame-ancestors 'none'"


def test_a_drug_of_very_many_claims_is_counted(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drug_view, "MOST_CLAIMS", 1)
    with open_store(built) as store:
        snapshot = Snapshot(store)
        iri = f"{store.base}concept/baclofen"
        for asked in ({}, {"relation": "hasAdverseEffect"}, {"relation": "hasAdverseEffect", "page": "99"}):
            shown = drug_view.drug(snapshot, iri, asked)
            page = Seen(rendered(shown.template, request=None, **words(store.base), **shown.values))
            assert "Adverse effects" in page.text
            narrowed = "/concept/drowsiness?relation=hasAdverseEffect&drug=baclofen"
            assert (narrowed in page.links()) is ("page" not in asked)


def test_a_concept_shows_one_drug_where_asked(server: Server) -> None:
    every, one = (see(server, f"/concept/drowsiness{query}") for query in ("", "?drug=baclofen"))
    assert len(one.nodes(".voices > li")) < len(every.nodes(".voices > li"))
    assert {spaced(node).partition(" ")[0] for node in one.nodes("h4")} == {"baclofen"}
    assert len(see(server, "/concept/drowsiness?drug=nonsense").nodes("h4")) == len(every.nodes("h4"))


def test_a_claim_shows_its_words_in_place(server: Server, graph: Store, addresses: dict[str, str]) -> None:
    page = see(server, addresses["claim"])
    figures = page.nodes(".quote")
    assert figures
    for figure in figures:
        (marked,) = figure.query("mark")
        start, end = map(int, figure.attrs["id"].split("-")[1:])
        place = figure.query("figcaption a")[0].attrs["href"].partition("#")[0]
        assert graph.text(graph.base + place[1:])[start:end] == marked.to_text(separator="", strip=False)
    assert page.nodes(".list .verdict.conflict")
    assert page.links("main a[href^='/rule/']")
    assert page.links("main a[href^='/proposition/']")


def test_a_document_is_there_as_a_whole_with_its_claims_marked(server: Server, graph: Store) -> None:
    for entry in graph.documents()[:3]:
        path = "/" + entry.iri.removeprefix(graph.base)
        page = see(server, path)
        shown = page.text
        assert all(" ".join(line.split()) in shown for line in graph.text(entry.iri).splitlines())
        links = page.links("mark a")
        assert links
        assert all(link.startswith(("/claim/", "/passage/")) for link in links)
        some = see(server, f"{path}?relation=hasAdverseEffect")
        assert 0 < len(some.nodes("mark")) < len(page.nodes("mark"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """A server over documents that would like to be pages, with a catalog that would, too."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "one.md").write_text(HOSTILE, encoding="utf-8")
    (folder / "two.md").write_text(
        "# Baclofen\n\n## Side effects\n\nBaclofen does not cause nausea.\n", encoding="utf-8"
    )
    told = {"id": "x", "title": "<script>alert(4)</script>\u202e", "publisher": '"><img src=x onerror=alert(5)>'}
    catalog = {"documents": {"one.md": told, "two.md": {**told, "id": "y"}}}
    (folder / "catalog.yaml").write_text(json.dumps(catalog), encoding="utf-8")
    drugkg.build([folder], folder / "store")
    with serving(folder / "store", "--log", "none") as running:
        yield running, folder / "store"


def test_nothing_of_a_document_becomes_markup(hostile: tuple[Server, Path]) -> None:
    running, path = hostile
    with open_store(path) as store:
        kinds = ("drug", "concept", "claim", "document", "source", "proposition", "conflict", "passage", "evidence")
        looked = {first(store, KINDS[kind]) for kind in kinds}
        looked |= {"/" + entry.iri.removeprefix(store.base) for entry in store.documents()}
    for address in (*sorted(looked), *LISTS, "/concept/baclofen/audit"):
        page = see(running, address)
        alone = address.endswith("/audit")
        assert all(own(node) or alone for node in page.nodes("script")), address
        assert not page.nodes("img, svg, iframe, object, embed, [onerror], [onfocus], [style]"), address
        assert len(page.nodes("style")) == alone
        assert not set("\u202e\x07") & set(page.html)


def test_nothing_of_a_parameter_becomes_markup(server: Server) -> None:
    evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE%00"
    for path in (
        f"/search?q={evil}", f"/findings?verdict={evil}&type={evil}&drug={evil}&page={evil}", f"/concept/{evil}",
        f"/documents?page={evil}", f"/concept/baclofen?relation={evil}", f"/sources?page=-1{evil}",
        f"/suggest?q={evil}",
    ):  # fmt: skip
        answer = browse(server, path)
        assert answer.status in (200, 404)
        if answer.headers["content-type"].startswith("text/html"):
            assert all(map(own, Seen(answer.text).nodes("script")))
            assert "\u202e" not in answer.text


def test_nodes_of_which_too_little_is_said_have_plain_pages(tmp_path: Path) -> None:
    base, oa = "https://w3id.org/drugkg/", "http://www.w3.org/ns/oa#"
    dkg, rdf = f"{base}ontology#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    kinds = {
        "claim": f"{dkg}Claim", "document": f"{dkg}Document", "source": f"{dkg}EvidenceSource",
        "proposition": f"{dkg}Proposition", "finding": f"{dkg}Conflict", "passage": f"{oa}SpecificResource",
        "concept": f"{dkg}Drug", "reference": f"{dkg}Reference", "quantity": f"{dkg}Quantity",
    }  # fmt: skip
    lines = [f"<{base}{kind}/x%20y> <{rdf}type> <{type}> <urn:g> ." for kind, type in kinds.items()]
    lines += [f"<{base}finding/x%20y> <{dkg}findingType> <{dkg}value> <urn:g> ."]
    lines += [f'<{base}claim/x%20y> <{dkg}stance> "<b>no stance</b>" <urn:g> .']
    # `drugkg build` refuses such nodes, but another program may have written the store.
    (tmp_path / "page.md").write_text("# Baclofen\n\nBaclofen is used to treat spasticity.\n", encoding="utf-8")
    drugkg.build([tmp_path / "page.md"], tmp_path / "store")
    (database,) = (tmp_path / "store" / "generations").glob("*/graph")
    pyoxigraph.Store(str(database)).bulk_load("\n".join(lines).encode(), pyoxigraph.RdfFormat.N_QUADS)
    with serving(tmp_path / "store", "--log", "none") as running:
        for kind in kinds:
            assert "x%20y" in see(running, f"/{kind}/x%20y").text or kind in {"source", "reference"}, kind
        assert "<b>no stance</b>" in see(running, "/claim/x%20y").text
        for path in LISTS:
            see(running, path)
