"""Builds: same documents, same bytes; only what changed is read; one bad document stops no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugkg.errors import DocumentError, DrugKGError, StoreError, UsageError
from drugkg.graph import to_nquads, to_trig, to_turtle
from drugkg.pipeline import BuildReport, build, extract_all, extract_file
from drugkg.store import Layout, building, open_store
from drugkg.text import Origin, Span

PAGE = """# {drug}

## Side effects

{drug} may cause drowsiness, nausea and dizziness.{more}
"""
CATALOG = """documents:
  one.md: {id: first-house, drug: examplin, publisher: First House, issued: 2024}
  two.md: {id: second-house, drug: examplin, publisher: Second House, issued: 2026-02, revises: one.md}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    (made / "one.md").write_text(PAGE.format(drug="Examplin", more=""))
    (made / "two.md").write_text(PAGE.format(drug="Examplin", more=" It may cause headache."))
    (made / "three.md").write_text(PAGE.format(drug="Baclofen", more=""))
    (made / "catalog.yaml").write_text(CATALOG)
    (made / "README.md").write_text("About this folder.")
    (made / ".hidden.md").write_text("Hidden.")
    return made


def graph(store: Path) -> str:
    with open_store(store) as opened:
        return to_nquads(opened.quads())


def test_a_folder_becomes_a_graph(folder: Path, tmp_path: Path) -> None:
    report = build([folder], tmp_path / "store")
    assert report.problems == ()
    assert sorted(report.read) == ["one.md", "three.md", "two.md"]
    assert report.documents == 3
    assert report.claims["hasAdverseEffect"] >= 3
    with open_store(tmp_path / "store") as store:
        documents = {entry.file_name: entry for entry in store.documents()}
        assert documents["one.md"].source.endswith("/source/first-house")
        assert documents["three.md"].source.endswith("/source/three")
        assert store.text(documents["one.md"].iri) == (folder / "one.md").read_text()
        assert len(store.claim_lines()) == sum(report.claims.values())
        lines = to_nquads(store.quads())
    assert f"<{documents['two.md'].iri}> <http://www.w3.org/ns/prov#wasRevisionOf> <{documents['one.md'].iri}>" in lines
    assert f"<{documents['one.md'].iri}> <https://w3id.org/drugkg/ontology#covers>" in lines
    assert "https://loinc.org/" in lines


def test_only_a_changed_document_is_read_again(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([folder], store)
    (folder / "three.md").write_text(PAGE.format(drug="Baclofen", more=" It may cause headache."))
    report = build([folder], store)
    assert report.read == ("three.md",)
    assert report.cached == ("one.md", "two.md")
    fresh = tmp_path / "fresh"
    build([folder], fresh)
    assert graph(store) == graph(fresh)
    again = build([folder], store)
    assert again.read == ()
    assert again.generation == report.generation


def test_a_changed_catalog_entry_reads_that_document_and_what_revises_it(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([folder], store)
    (folder / "catalog.yaml").write_text(CATALOG.replace("Second House", "Another House"))
    assert build([folder], store).read == ("two.md",)
    (folder / "one.md").write_text(PAGE.format(drug="Examplin", more="\n"))
    assert sorted(build([folder], store).read) == ["one.md", "two.md"]


def test_the_name_of_the_drug_and_the_base_are_part_of_what_is_cached(folder: Path, tmp_path: Path) -> None:
    store, three = tmp_path / "store", folder / "three.md"
    build([three], store)
    assert build([three], store, drug="examplin").read == ("three.md",)
    assert build([three], store, base="https://example.org/kg/").read == ("three.md",)
    assert "<https://example.org/kg/claim/" in graph(store)
    assert "<https://w3id.org/drugkg/claim/" not in graph(store)


def test_workers_and_the_order_of_paths_do_not_show(folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.glob("[a-z]*.md"))
    alone = build(files, tmp_path / "alone")
    together = build(reversed([*files, *files]), tmp_path / "together", workers=2)
    assert sorted(together.read) == sorted(alone.read)
    assert (together.generation, together.claims) == (alone.generation, alone.claims)
    assert graph(tmp_path / "together") == graph(tmp_path / "alone")


@pytest.mark.parametrize("workers", [1, 2])
def test_one_bad_document_does_not_stop_the_others(folder: Path, tmp_path: Path, workers: int) -> None:
    (folder / "bad.md").write_bytes(b"\xff\xfe\x00broken\xff")
    (folder / "bad.ttl").write_text("this is no Turtle")
    report = build([folder], tmp_path / "store", workers=workers)
    assert len(report.read) == 3
    assert len(report.problems) == 2
    assert all("bad." in problem.place for problem in report.problems)
    assert len(open_store(tmp_path / "store").documents()) == 3


def test_what_changes_during_a_build_is_told_and_not_cached(folder: Path, tmp_path: Path) -> None:
    def change(*step: object) -> None:
        if step[0] == 1:
            (folder / "two.md").write_text(PAGE.format(drug="Examplin", more=" Changed."))

    report = build([folder], tmp_path / "store", progress=change)
    assert sorted(report.read) == ["one.md", "three.md"]
    (problem,) = report.problems
    assert problem.place.endswith("two.md")
    assert "changed during the build" in problem.what
    assert build([folder], tmp_path / "store").read == ("two.md",)


def test_a_failure_of_the_program_itself_is_told_with_its_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from drugkg import readers

    read = readers.read

    def fails(data: bytes, source: object, name: str, start: int) -> object:
        if name == "two.md":
            raise KeyError(name)
        return read(data, source, name, start)  # type: ignore[arg-type]

    monkeypatch.setattr(readers, "read", fails)
    report = build([folder], tmp_path / "store")
    assert sorted(report.read) == ["one.md", "three.md"]
    (problem,) = report.problems
    assert problem.place.endswith("two.md")
    assert "KeyError at test_pipeline.py:" in problem.what


def test_where_nothing_could_be_read_nothing_is_published(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("this is no Turtle")
    with pytest.raises(DocumentError, match=r"bad\.ttl"):
        build([tmp_path / "bad.ttl"], tmp_path / "store")
    with pytest.raises(StoreError, match="nothing has been built"):
        open_store(tmp_path / "store")


def test_all_missing_paths_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        build([tmp_path / "a", tmp_path / "b"], tmp_path / "store")
    assert [Path(problem.place).name for problem in caught.value.problems] == ["a", "b"]
    with pytest.raises(UsageError):
        build([], tmp_path / "store")
    with pytest.raises(DocumentError, match="no documents"):
        build([tmp_path], tmp_path / "store")
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("base", ["example.org/", "https://example.org/kg", "https://example.org/a b/", "<x:y>/"])
def test_a_base_that_cannot_begin_an_iri_is_refused(folder: Path, tmp_path: Path, base: str) -> None:
    with pytest.raises(UsageError, match="cannot begin an IRI"):
        build([folder], tmp_path / "store", base=base)


def test_stores_links_to_folders_and_hidden_files_are_no_documents(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "four.md").write_text(PAGE.format(drug="Baclofen", more="\n\n"))
    (folder / "round").symlink_to(folder, target_is_directory=True)
    first = build([folder], folder / "store")
    again = build([folder], folder / "store")
    assert sorted(first.read) == ["four.md", "one.md", "three.md", "two.md"]
    assert (again.read, again.generation) == ((), first.generation)


def test_a_bad_catalog_is_told_before_anything_is_built(folder: Path, tmp_path: Path) -> None:
    (folder / "catalog.yaml").write_text("documents:\n  one.md: {colour: red}\n")
    with pytest.raises(DrugKGError, match=r"catalog\.yaml"):
        build([folder], tmp_path / "store")


def test_a_store_in_use_by_another_build_is_left_alone(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "store")
    with building(Layout(tmp_path / "store")), pytest.raises(StoreError, match="another process"):
        build([folder], tmp_path / "store")


def test_progress_counts_every_file_once(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    for _ in range(2):
        told.clear()
        build([folder], tmp_path / "store", progress=lambda *step: told.append(step))
        assert [(done, total) for done, total, _ in told] == [(1, 3), (2, 3), (3, 3)]
        assert sorted(name for _, _, name in told) == ["one.md", "three.md", "two.md"]


@pytest.mark.parametrize(("name", "write"), [("a.nq", to_nquads), ("a.trig", to_trig), ("a.ttl", to_turtle)])
def test_a_graph_file_builds_the_very_graph_that_it_was_written_from(
    folder: Path, tmp_path: Path, name: str, write: object
) -> None:
    build([folder], tmp_path / "store")
    with open_store(tmp_path / "store") as store:
        (tmp_path / name).write_text(write(store.quads()))  # type: ignore[operator]
    report = build([tmp_path / name], tmp_path / "copy")
    assert report.read == (name,)
    assert graph(tmp_path / "copy") == graph(tmp_path / "store")
    assert report.claims == build([folder], tmp_path / "store").claims


def test_a_graph_file_joins_documents(folder: Path, tmp_path: Path) -> None:
    build([folder / "one.md", folder / "two.md"], tmp_path / "both")
    build([folder / "one.md"], tmp_path / "one")
    with open_store(tmp_path / "one") as store:
        (tmp_path / "one.nq").write_text(to_nquads(store.quads()))
    joined = build([tmp_path / "one.nq", folder / "two.md"], tmp_path / "joined", workers=2)
    assert isinstance(joined, BuildReport)
    assert graph(tmp_path / "joined") == graph(tmp_path / "both")


def test_extract_file_gives_document_and_claims(folder: Path) -> None:
    extracted = extract_file(folder / "one.md")
    document, claims = extracted.document, extracted.claims
    assert document.source.id == "first-house"
    assert {claim.drug.label for claim in claims} == {"examplin"}
    effects = {claim.object.label for claim in claims if claim.relation == "hasAdverseEffect"}
    assert {"drowsiness", "nausea"} <= effects
    for claim in claims:
        assert all(passage.span.of(document.text).strip() for passage in claim.evidence)


@pytest.fixture
def labels(folder: Path) -> Path:
    records = [
        {"set_id": "a", "version": str(version), "adverse_reactions": [f"{name} may cause {effect}. \u00b5"],
         "openfda": {"generic_name": [name], "brand_name": [brand]}}
        for version, (name, brand, effect) in enumerate(
            [("BACLOFEN", "One", "nausea"), ("TIZANIDINE", "Two", "drowsiness"), ("BACLOFEN", "Three", "dizziness")]
        )
    ]  # fmt: skip
    made = folder / "labels.json"
    made.write_text(json.dumps({"meta": {}, "results": [*records, records[0]]}, indent=1))
    return made


def test_each_record_of_a_file_is_a_document(labels: Path, tmp_path: Path) -> None:
    report = build([labels], tmp_path / "store")
    assert report.problems == ()
    # The fourth record is the first once more.
    assert report.read == ("labels.json#1", "labels.json#2", "labels.json#3")
    file = labels.read_text()
    with open_store(tmp_path / "store") as store:
        documents = {entry.file_name: entry for entry in store.documents()}
        assert [entry.title for entry in documents.values()] == [
            "One (BACLOFEN)",
            "Two (TIZANIDINE)",
            "Three (BACLOFEN)",
        ]
        text, origin = (read(documents["labels.json#2"].iri) for read in (store.text, store.origin))
        assert isinstance(text, str)
        start = text.index("TIZANIDINE may")
        (piece,) = origin.find(Span(start, start + 10)) if isinstance(origin, Origin) else ()
        assert file[piece.at : piece.at_end] == "TIZANIDINE"
        lines = to_nquads(store.quads())
        assert lines.count('ontology#series> "a"') == 3
        claims = [json.loads(line) for line in store.claim_lines()]
    assert {(claim["document"], claim["drug"]["label"]) for claim in claims} >= {
        ("labels.json#1", "baclofen"), ("labels.json#2", "tizanidine"),
    }  # fmt: skip
    assert build([labels], tmp_path / "store").read == ()


def test_a_changed_record_alone_is_read_again(labels: Path, tmp_path: Path) -> None:
    build([labels], tmp_path / "store")
    labels.write_text(labels.read_text().replace("drowsiness", "dry mouth"))
    assert build([labels], tmp_path / "store").read == ("labels.json#2",)


def test_one_record_may_be_named(labels: Path, tmp_path: Path) -> None:
    report = build([f"{labels}#2", f"{labels}#3"], tmp_path / "store")
    assert report.read == ("labels.json#2", "labels.json#3")
    assert extract_file(f"{labels}#2").document.metadata.title == "Two (TIZANIDINE)"
    assert [each.document.file_name for each in extract_all(labels)] == [f"labels.json#{n}" for n in (1, 2, 3)]
    with pytest.raises(UsageError, match=r"holds 3 documents.*labels\.json#1"):
        extract_file(labels)
    with pytest.raises(DocumentError, match="no document 7 in the file"):
        extract_file(f"{labels}#7")


def test_a_broken_file_of_records_is_told_once(labels: Path, tmp_path: Path) -> None:
    labels.write_text(labels.read_text()[:-3])
    report = build([labels, labels.with_name("one.md")], tmp_path / "store")
    assert report.read == ("one.md",)
    assert [problem.what[:14] for problem in report.problems] == ["malformed JSON"]


def test_the_drug_may_be_named_by_the_user(folder: Path) -> None:
    (folder / "nameless.md").write_text("# A page\n\n## Side effects\n\nThis medicine may cause drowsiness.\n")
    claims = extract_file(folder / "nameless.md", drug="examplin").claims
    assert [(claim.drug.label, claim.object.label) for claim in claims] == [("examplin", "drowsiness")]
