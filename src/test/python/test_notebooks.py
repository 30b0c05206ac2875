"""The notebooks of the documentation run, and show what their words say."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[3] / "docs" / "notebooks"


@pytest.fixture(scope="module")
def penguins() -> nbformat.NotebookNode:
    notebook = nbformat.read(NOTEBOOKS / "penguins.ipynb", as_version=4)
    return NotebookClient(notebook, timeout=600, resources={"metadata": {"path": NOTEBOOKS}}).execute()


def shown(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what each cell shows as HTML."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})]


def test_every_cell_shows_its_table(penguins: nbformat.NotebookNode) -> None:
    tables = shown(penguins)

    assert len(tables) == 8
    assert "bill_length_mm" in tables[1] and "<svg" in tables[1]


def test_samples_are_measured(penguins: nbformat.NotebookNode) -> None:
    assert re.search(r"<td>shape</td><td>0\.\d+</td><td>0\.\d+</td>", shown(penguins)[4])


def test_conditions_come_back(penguins: nbformat.NotebookNode) -> None:
    conditioned = shown(penguins)[5]

    assert len(re.findall("Gentoo.*?female", conditioned)) == 3
    assert conditioned.count("Adelie") == 3


def test_no_cell_stays_empty(penguins: nbformat.NotebookNode) -> None:
    assert "NULL" not in shown(penguins)[6]


def test_rows_that_were_made_up_are_among_the_least_likely(penguins: nbformat.NotebookNode) -> None:
    assert shown(penguins)[7].count("made up") >= 2
