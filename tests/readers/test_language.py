"""Only English is read; what is in another language is refused with its name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugkg.errors import DocumentError
from drugkg.readers import read
from drugkg.readers.language import check_language
from drugkg.text import Source

FOREIGN = {
    "German (de)": (
        "Schlucken Sie die Tabletten unzerkaut mit etwas Wasser. Haben Sie eine Einnahme vergessen, so nehmen Sie "
        "beim nächsten Mal nicht die doppelte Menge.\n\nNebenwirkungen\n\nHäufig: Schwindel, Übelkeit, Müdigkeit\n"
        "Selten: Ataxie, Hypotonie, Urtikaria, Bradykardie\n"
    ),
    "French (fr)": (
        "Avalez les comprimés entiers avec un peu d'eau. En cas d'oubli, ne doublez pas la prise suivante et parlez-en "
        "à votre pharmacien.\n\nEffets indésirables\n\nFréquent : somnolence, nausées, vertiges\nRare : ataxie\n"
    ),
    "Spanish (es)": (
        "Trague las pastillas enteras con un poco de agua. Si se le olvida una toma, no duplique la siguiente y "
        "pregunte a su farmacéutico.\n\nEfectos adversos\n\nFrecuentes: mareo, sueño, náuseas\nRaros: ataxia\n"
    ),
    "Portuguese (pt)": (
        "Engula os comprimidos inteiros com um pouco de água. Se se esquecer de uma toma, não duplique a seguinte e "
        "fale com o seu farmacêutico.\n\nEfeitos indesejáveis\n\nFrequentes: tonturas, sono, náuseas\nRaros: ataxia\n"
    ),
    "Japanese (ja)": (
        "この錠剤は水と一緒に飲んでください。飲み忘れたときは、次の回に二回分を飲まないでください。\n\n副作用\n\n"
        "眠気、めまい、吐き気があらわれることがあります。車の運転はしないでください。\n"
    ),
    "Polish (pl)": (
        "Tabletki należy połykać w całości, popijając wodą. Jeśli pominięto dawkę, nie należy przyjmować następnej "
        "w podwójnej ilości.\n\nDziałania niepożądane\n\nCzęsto: senność, zawroty głowy, nudności\nRzadko: ataksja\n"
    ),
}
ENGLISH = (
    "Swallow the tablets whole with a little water. If you miss a dose, do not double the next one, and ask your "
    "pharmacist.\n\nSide effects\n\nCommon: drowsiness, nausea, dizziness\nRare: ataxia, urticaria\n"
)


def _refused(text: str, language: str | None = None, name: str = "leaflet.txt") -> str:
    with pytest.raises(DocumentError) as caught:
        read(text.encode(), Source("x", language=language), name)
    return str(caught.value)


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_refused_with_its_name(language: str) -> None:
    told = _refused(FOREIGN[language])
    assert told.startswith(f"leaflet.txt: it is in {language}, not English. Give an English version")


@pytest.mark.parametrize("language", FOREIGN)
def test_capitals_hide_no_language(language: str) -> None:
    assert language in _refused(FOREIGN[language].upper())


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("times", [1, 4])
def test_an_english_document_may_have_a_foreign_passage(language: str, times: int) -> None:
    assert read((ENGLISH * times + FOREIGN[language]).encode(), Source("x"), "leaflet.txt").blocks


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH.upper(),
        (
            "Escherichia coli, Klebsiella pneumoniae, Proteus mirabilis, Staphylococcus aureus, Streptococcus mitis, "
            "Haemophilus influenzae, Pseudomonas aeruginosa, Serratia marcescens, Bacteroides fragilis: susceptible\n"
        ),
        (
            "ADVERSE REACTIONS\n\nNausea 12 (4%) 3 (1%)\nErythema multiforme 1 (0.2%)\nPemphigus vulgaris 1 (0.2%) 0\n"
            "Pityriasis rubra pilaris 0 1 (0.2%)\nCor pulmonale 2 (0.4%) 0\nHerpes zoster 4 (0.8%) 1 (0.2%)\n"
        ),
        "Aspirin\n\nASS 100 mg 28 Tbl.\n",
        "Nicht über 25 °C lagern.\n",
    ],
)
def test_latin_names_tables_capitals_and_very_short_texts_are_read(text: str) -> None:
    assert read(text.encode(), Source("x"), "leaflet.txt").blocks


@pytest.mark.parametrize("tag", ["de", "de-AT", "fr"])
def test_what_the_catalog_calls_foreign_is_not_read(tag: str) -> None:
    told = _refused(ENGLISH, tag)
    assert "the catalog says that it is in" in told
    assert f"({tag[:2]})" in told


def test_the_catalog_overrules_a_doubtful_guess_only() -> None:
    doubtful = FOREIGN["German (de)"] * 4 + "Common side effects are drowsiness, nausea and dizziness.\n"
    assert "write `language: en` in the catalog" in _refused(doubtful)
    assert read(doubtful.encode(), Source("x", language="en-GB"), "leaflet.txt").blocks
    assert "German" in _refused(FOREIGN["German (de)"], "en")


def test_a_catalog_may_name_a_language_that_nobody_knows() -> None:
    assert "the language 'qqq'" in _refused(ENGLISH, "qqq")


@given(st.text(max_size=400), st.sampled_from([None, "en"]))
def test_any_text_is_judged(text: str, catalog: str | None) -> None:
    try:
        check_language(text * 3, catalog, "x.txt")
    except DocumentError as error:
        assert error.problems[0].remedy  # noqa: PT017 - most texts are not refused


def test_the_detector_is_loaded_when_a_document_is_read(tmp_path: Path) -> None:
    code = "import sys, drugkg.readers, drugkg.cli; print('pycld2' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
