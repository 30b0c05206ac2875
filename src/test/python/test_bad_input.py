"""What the package says to mistakes, word for word."""

import hashlib
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


def loading(name: str) -> Callable[[DataFrame, Path], object]:
    return lambda table, folder: ncsn.NoiseConditionalScoreNetworkModel.load(str(folder / name))


@pytest.fixture(scope="module")
def saved(model: ncsn.NoiseConditionalScoreNetworkModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models of other versions, broken ones, and what is none."""
    folder = tmp_path_factory.mktemp("saved")
    for name in ("newer", "future", "broken"):
        model.save(str(folder / name))
    change(folder / "newer/metadata/part-00000", '"defaultParamMap":{', '"defaultParamMap":{"hue":1,')
    change(folder / "future/model/model.json", '"format" : 2', '"format" : 4')
    change(folder / "broken/metadata/part-00000", "}", "")
    ncsn.NoiseConditionalScoreNetwork(maxRounds=1).save(str(folder / "estimator"))
    (folder / "a-file").touch()
    return folder


def change(file: Path, found: str, wanted: str) -> None:
    """The checksum of a manifest is right afterwards. Hadoop's own of the file goes."""
    text = file.read_text(encoding="utf-8")
    assert found in text
    text = text.replace(found, wanted)
    if file.name == "model.json":
        text = re.sub('"sha256" : "\\w*"\\s*}\\s*$', '"sha256" : ""\n}', text)
        signature = hashlib.sha256(text.encode("utf-8")).hexdigest()
        text = re.sub('"sha256" : ""\n}$', f'"sha256" : "{signature}"\n}}', text)
    file.with_name(f".{file.name}.crc").unlink(missing_ok=True)
    file.write_text(text, encoding="utf-8")


MISTAKES: Dict[str, Callable[[DataFrame, Path], object]] = {
    "a column that the table lacks": fitting(inputCols=["width", "hight"]),
    "a column of weights that the table lacks": fitting(weightCol="w"),
    "weights below 0": lambda table, folder: ncsn.NoiseConditionalScoreNetwork(
        maxRounds=1, settings=SMALL, weightCol="w"
    ).fit(table.selectExpr("*", "if(width < 1, -1, 1) AS w")),
    "a validation indicator of numbers": fitting(validationIndicatorCol="height"),
    "a validation indicator beside a fraction": fitting(
        validationIndicatorCol="test", settings={**SMALL, "data.holdout": 0.3}
    ),
    "a column of weights to learn": fitting(weightCol="width", inputCols=["width", "height"]),
    "rounds out of range": fitting(maxRounds=0),
    "seconds out of range": fitting(maxSeconds=-1),
    "a batch of no rows": fitting(batchSize=0),
    "a learning rate out of range": fitting(learningRate=-0.5),
    "a setting that there is not, as a param": fitting(settings={"network.hiden": 8}),
    "a param that is a setting too": fitting(seed=2, settings={"train.seed": 1}),
    "a setting of commands alone": fitting(settings={"data.input": "people.csv"}),
    "a treatment of invalid rows that is none": fitting(handleInvalid="drop"),
    "a training without an end": lambda table, folder: ncsn.NoiseConditionalScoreNetwork(seed=1).fit(table),
    "a row that cannot be read": lambda table, folder: ncsn.NoiseConditionalScoreNetwork(
        maxRounds=1, settings={"data.scale": "column"}
    ).fit(table.selectExpr("if(width = 6.5, null, width) AS width", "height")),
    "a work directory that is a file": lambda table, folder: ncsn.NoiseConditionalScoreNetwork(
        maxRounds=1, workDir=str(folder / "a-file")
    ).fit(table),
    "a place without a model": loading("nothing"),
    "a model of a version to come": loading("future"),
    "params of a version to come": loading("newer"),
    "metadata that is broken": loading("broken"),
    "another stage than a model": loading("estimator"),
}


def test_every_mistake_of_fit_and_load_is_made_here() -> None:
    calls = re.findall(r"^\| (.+?) \| `(\w+)` \| `.+` \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert {what for what, call in calls if call != "transform"} == set(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_said_as_in_java(spark: SparkSession, saved: Path, mistake: str) -> None:
    table = spark.range(0, 101, 1, 2).selectExpr("id * 37 % 101 / 4D AS width", "id * 53 % 97 / 8D AS height")

    with pytest.raises(ncsn.NcsnError) as error:
        MISTAKES[mistake](table, saved)

    assert in_words(error, saved) == documented()[mistake]


def test_a_table_that_a_model_cannot_score(model: ncsn.NoiseConditionalScoreNetworkModel, table: DataFrame) -> None:
    with pytest.raises(ncsn.NcsnError) as error:
        model.transform(table.select("id", "width"))
    assert str(error.value) == (
        "Cannot read column 'tall, in m' of inputCols: the table has only id, width; give a table with these columns"
    )
    with pytest.raises(ncsn.NcsnError) as error:
        model.transform(model.transform(table))
    assert str(error.value) == documented()["a table with a column of the name of the densities"]


def test_a_table_that_a_model_cannot_be_measured_by(
    model: ncsn.NoiseConditionalScoreNetworkModel, table: DataFrame
) -> None:
    with pytest.raises(ncsn.NcsnError) as error:
        model.evaluate(table.select("id", "width"))
    assert str(error.value) == "Cannot find column 'tall, in m' of data.columns: found 'id', 'width'"
    few = model.copy().setSettings({**model.getSettings(), "evaluate.rows": 0})
    with pytest.raises(ncsn.NcsnError) as error:
        few.evaluate(table)
    assert str(error.value).startswith("settings: Cannot set evaluate.rows to '0': need ")


def in_words(error: "pytest.ExceptionInfo[ncsn.NcsnError]", folder: Path) -> str:
    text = re.sub(f"(file:(//)?)?{folder}", "DIR", str(error.value))
    return re.sub(r"\n *", "<br>", re.sub("ncsn-[-0-9a-f]{36}", "ncsn-UUID", text))
