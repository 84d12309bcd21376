"""Support in a built graph: what one document copied from another is no second witness."""

from __future__ import annotations

from pathlib import Path

import pytest

import drugkg

LIST = (
    "- confusion\n- ringing in the ears\n- a rash on the arms or legs\n- vivid dreams\n- cramps at night\n- thirst\n"
    "- cold hands\n- dry mouth\n- nausea\n- headache\n- weight gain\n- tiredness\n- dizziness\n- trembling\n"
)
DOCUMENTS = {
    "one.md": f"# Baclofen\n\nOne page on baclofen.\n\n## Side effects\n\n{LIST}\n## Storage\n\nKeep it dry.\n",
    "two.md": f"# Baclofen\n\nThe other page.\n\n## Adverse effects\n\n{LIST}\n## More\n\nAsk us.\n",
    "own.md": "# Baclofen\n\n## Side effects\n\nBaclofen may cause nausea. Baclofen can also cause vivid dreams.\n",
}
COUNTS = """SELECT DISTINCT ?object ?sources {
  ?finding a dkg:Agreement ; dkg:compares/dkg:object/skos:prefLabel ?object ;
    dkg:side/dkg:independentSources ?sources }"""
ONE = '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text)
    drugkg.build([folder], folder / "store")
    return folder / "store"


def test_a_copied_list_is_one_witness(store: Path) -> None:
    with drugkg.open(store) as graph:
        counted = {str(object): str(sources) for object, sources in graph.sparql(COUNTS).rows}
    copied = {object for object, sources in counted.items() if sources == ONE}
    assert counted.keys() - copied == {'"nausea"@en', '"abnormal dreams"@en'}
    assert {'"confusion"@en', '"thirst"@en', '"tremor"@en'} <= copied
