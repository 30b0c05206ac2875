"""A fitted pipeline goes through MLflow's model store and comes back: against a real tracking server on loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Iterator

import pandas as pd
import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import DataFrame

import ncsn
from conftest import SMALL

mlflow = pytest.importorskip("mlflow", reason="MLflow is not installed: see src/test/python/requirements.txt")
COLUMNS = ["width", "tall, in m"]
ROOT = Path(__file__).parents[3]

# A program that has nothing of ours but the session, and lets MLflow score pandas rows.
SCORES = """
import sys, mlflow, pandas as pd
from ncsn import session
spark = session({"spark.master": "local[1]", "spark.ui.enabled": "false"})
model = mlflow.pyfunc.load_model(sys.argv[1])
print("SCORES", model.predict(pd.read_json(sys.stdin, orient="split", precise_float=True)))
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("mlflow")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    arguments += ["--backend-store-uri", f"sqlite:///{folder}/runs.db", "--artifacts-destination", str(folder / "store")]
    process = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        start_new_session=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "Listening at" in line:
            break
    else:
        pytest.fail("The tracking server ended: " + "".join(said))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


@pytest.fixture(scope="module")
def fitted(table: DataFrame) -> PipelineModel:
    assembler = VectorAssembler(inputCols=COLUMNS, outputCol="features")
    network = ncsn.NoiseConditionalScoreNetwork(
        maxRounds=2, seed=1, featuresCol="features", logDensityCol="prediction", settings=SMALL
    )
    return Pipeline(stages=[assembler, network]).fit(table)


@pytest.fixture(scope="module")
def logged(server: str, fitted: PipelineModel, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URI of the model, from one run of the server's."""
    mlflow.set_tracking_uri(server)
    with mlflow.start_run():
        info = mlflow.spark.log_model(
            fitted,
            "model",
            dfs_tmpdir=str(tmp_path_factory.mktemp("logged")),
            pip_requirements=["pyspark==3.5.8", "ncsn-spark"],
        )
    return info.model_uri


def test_a_logged_pipeline_gives_the_same_densities_and_samples(
    logged: str, fitted: PipelineModel, table: DataFrame, tmp_path: Path
) -> None:
    loaded = mlflow.spark.load_model(logged, dfs_tmpdir=str(tmp_path))

    assert isinstance(loaded.stages[1], ncsn.NoiseConditionalScoreNetworkModel)
    expected = fitted.transform(table).select("prediction").toPandas()
    pd.testing.assert_frame_equal(loaded.transform(table).select("prediction").toPandas(), expected)
    pd.testing.assert_frame_equal(
        loaded.stages[1].sample(61, seed=3).toPandas(), fitted.stages[1].sample(61, seed=3).toPandas()
    )


def test_another_process_scores_pandas_rows(server: str, logged: str, fitted: PipelineModel, table: DataFrame) -> None:
    rows = table.limit(5).select(COLUMNS)

    said = subprocess.run(
        [sys.executable, "-c", SCORES, logged],
        input=rows.toPandas().to_json(orient="split", double_precision=15),
        env={**os.environ, "MLFLOW_TRACKING_URI": server},
        capture_output=True,
        text=True,
    )

    assert said.returncode == 0, said.stderr
    scores = [float(x) for x in said.stdout.split("SCORES [")[1].rstrip("]\n").split(",")]
    assert scores == pytest.approx([row.prediction for row in fitted.transform(rows).collect()], rel=1e-6)


def test_a_command_tells_the_server_of_its_run(server: str, tmp_path: Path) -> None:
    output = tmp_path / "night"
    settings = {
        "data.input": "dataset:mixture",
        "data.rows": 2003,
        "data.holdout": 0.1,
        "noise.levels": 7,
        "network.hidden": "[33,33]",
        "train.max-rounds": 3,
        "train.validate-every": 1,
        "sample.count": 101,
        "tracking.mlflow.uri": server,
        "tracking.mlflow.experiment": "nights",
    }
    command = [str(ROOT / "submit" / "ncsn"), "pipeline", "--output", str(output)]
    for key, value in settings.items():
        command += ["--set", f"{key}={value}"]

    said = subprocess.run(command, capture_output=True, text=True)

    assert said.returncode == 0, said.stderr
    client = mlflow.MlflowClient(server)
    (run,) = client.search_runs([client.get_experiment_by_name("nights").experiment_id])
    record = json.loads((output / "run.json").read_text())
    assert (run.info.run_name, run.info.status) == ("night", "FINISHED")
    assert run.data.params == {key: setting["value"] for key, setting in record["settings"].items()}
    assert run.data.tags["parameters-sha256"] == record["parameters-sha256"]
    assert run.data.metrics["evaluate.one-nn-accuracy"] == record["evaluate.one-nn-accuracy"]
    by_round = [json.loads(line) for line in (output / "metrics.jsonl").read_text().splitlines()]
    for event, key in [("round", "train.loss"), ("validation", "train.holdout-loss")]:
        assert {m.step: m.value for m in client.get_metric_history(run.info.run_id, key)} == {
            line["round"]: line["loss"] for line in by_round if line["event"] == event
        }
    mlflow.set_tracking_uri(server)
    fetched = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, dst_path=str(tmp_path / "fetched")))
    for name in ["report.html", "run.json", "metrics.jsonl", *(f"model/{p.name}" for p in (output / "model").iterdir())]:
        assert (fetched / name).read_bytes() == (output / name).read_bytes()
