"""What the package says to mistakes, word for word."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict

import pytest
from pyspark.sql import DataFrame, SparkSession

import ncsn
from conftest import SMALL

DOCUMENT = Path(__file__).parents[3] / "docs" / "bad-input.md"


def documented() -> Dict[str, str]:
    """What docs/bad-input.md says that Spark ML's stages say, by the mistake."""
    rows = re.findall(r"^\| (.+?) \| `\w+` \| `(.+)` \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


def alone(program: str) -> str:
    """The last line of what a Python of its own says."""
    environment = {name: value for name, value in os.environ.items() if name != "NCSN_JAR"}
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert found.returncode != 0
    return found.stderr.strip().splitlines()[-1]


def test_without_a_session() -> None:
    assert alone("import ncsn; ncsn.NoiseConditionalScoreNetwork()") == (
        "RuntimeError: Cannot use ncsn: no Spark session runs; start one with ncsn.session()"
    )


def test_a_jar_that_is_not_there() -> None:
    assert alone("import os, ncsn; os.environ['NCSN_JAR'] = 'no.jar'; ncsn.jar()") == (
        "FileNotFoundError: Cannot find the jar: NCSN_JAR is 'no.jar', which is not a file"
    )


def test_a_client_of_spark_connect() -> None:
    assert alone("import os, ncsn; os.environ['SPARK_CONNECT_MODE_ENABLED'] = '1'; ncsn.session()") == (
        "RuntimeError: Cannot use ncsn: this process is a client of Spark Connect, which carries no stages of Spark ML"
        " but Spark's own; run the program where Spark's driver runs, or start one here by ncsn.session() in a process"
        " without SPARK_REMOTE and SparkSession.builder.remote"
    )


def test_settings_that_are_no_mapping(spark: SparkSession) -> None:
    with pytest.raises(TypeError) as error:
        ncsn.NoiseConditionalScoreNetwork(settings="network.hidden=8")
    assert "settings: found 'network.hidden=8', need a dict such as {'network.hidden': '[64,64]'}" in str(error.value)


def fitting(**params: object) -> Callable[[DataFrame, Path], object]:
    given = {"maxRounds": 1, "settings": SMALL, **params}
    return lambda table, folder: ncsn.NoiseConditionalScoreNetwork(**given).fit(table)


MISTAKES: Dict[str, Callable[[DataFrame, Path], object]] = {
    "a column that the table lacks": fitting(inputCols=["width", "hight"]),
    "a column of weights that the table lacks": fitting(weightCol="w"),
    "rounds out of range": fitting(maxRounds=0),
    "seconds out of range": fitting(maxSeconds=-1),
    "a batch of no rows": fitting(batchSize=0),
    "a learning rate out of range": fitting(learningRate=-0.5),
    "a setting that there is not, as a param": fitting(settings={"network.hiden": 8}),
    "a param that is a setting too": fitting(seed=2, settings={"train.seed": 1}),
    "a setting of commands alone": fitting(settings={"data.input": "people.csv"}),
    "a treatment of invalid rows that is none": fitting(handleInvalid="drop"),
    "a place without a model": lambda table, folder: ncsn.NoiseConditionalScoreNetworkModel.load(
        str(folder / "nothing")
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_said_as_in_java(spark: SparkSession, tmp_path: Path, mistake: str) -> None:
    table = spark.range(101).selectExpr("sin(id) * 40 AS width", "cos(id) AS height")

    with pytest.raises(ncsn.NcsnError) as error:
        MISTAKES[mistake](table, tmp_path)

    assert re.sub(f"(file:(//)?)?{tmp_path}", "DIR", str(error.value)) == documented()[mistake]
