"""In pipelines and validators, and stored and loaded."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder, TrainValidationSplit
from pyspark.sql import DataFrame, SparkSession

import ncsn
from conftest import SMALL


def samples(model) -> pd.DataFrame:
    return model.sample(61, seed=3).toPandas()


def test_a_stored_model_gives_the_same_rows(model, table: DataFrame, tmp_path: Path) -> None:
    path = str(tmp_path / "a model")
    model.write().overwrite().save(path)
    model.write().overwrite().save(path)

    loaded = ncsn.NoiseConditionalScoreNetworkModel.load(path)

    assert loaded.uid == model.uid
    assert loaded.extractParamMap().keys() == model.extractParamMap().keys()
    pd.testing.assert_frame_equal(samples(loaded), samples(model))
    pd.testing.assert_frame_equal(loaded.transform(table).toPandas(), model.transform(table).toPandas())


def test_an_estimator_is_stored_with_its_params(estimator, tmp_path: Path) -> None:
    estimator.save(str(tmp_path / "estimator"))

    loaded = ncsn.NoiseConditionalScoreNetwork.load(str(tmp_path / "estimator"))

    assert loaded.uid == estimator.uid
    assert {param.name: value for param, value in loaded.extractParamMap().items()} == {
        param.name: value for param, value in estimator.extractParamMap().items()
    }


def test_a_pipeline_works_stored_and_loaded(table: DataFrame, tmp_path: Path) -> None:
    assembler = VectorAssembler(inputCols=["width", "tall, in m"], outputCol="features")
    network = ncsn.NoiseConditionalScoreNetwork(maxRounds=2, seed=1, featuresCol="features", settings=SMALL)
    pipeline = Pipeline(stages=[assembler, network])
    pipeline.save(str(tmp_path / "pipeline"))
    fitted = pipeline.fit(table)
    fitted.save(str(tmp_path / "fitted"))

    refitted = Pipeline.load(str(tmp_path / "pipeline")).fit(table)
    loaded = PipelineModel.load(str(tmp_path / "fitted"))

    assert isinstance(loaded.stages[1], ncsn.NoiseConditionalScoreNetworkModel)
    expected = fitted.transform(table).select("logDensity").toPandas()
    pd.testing.assert_frame_equal(loaded.transform(table).select("logDensity").toPandas(), expected)
    pd.testing.assert_frame_equal(refitted.transform(table).select("logDensity").toPandas(), expected)


def test_java_names_are_known_without_importing_the_package() -> None:
    """As in a program that only calls PipelineModel.load: the line of PySpark's reader, in a Python of its own."""
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; assert 'pyspark' not in sys.modules;"
            "print(__import__('io.ncsn.ml', fromlist=['X']).NoiseConditionalScoreNetworkModel.__module__)",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == "ncsn.model"


@pytest.mark.parametrize("validator", [partial(CrossValidator, numFolds=2), TrainValidationSplit])
def test_a_validator_chooses_by_log_density(table: DataFrame, validator) -> None:
    network = ncsn.NoiseConditionalScoreNetwork(seed=1, settings=SMALL).setInputCols(["width", "tall, in m"])
    grid = ParamGridBuilder().addGrid(network.maxRounds, [1, 5]).build()
    search = validator(estimator=network, estimatorParamMaps=grid, evaluator=ncsn.LogDensityEvaluator(), seed=5)

    chosen = search.fit(table)

    metrics = chosen.validationMetrics if validator is TrainValidationSplit else chosen.avgMetrics
    assert len(metrics) == 2
    best = grid[metrics.index(max(metrics))]
    assert chosen.bestModel.summary.totalRounds == best[network.maxRounds]


def test_the_evaluator_is_the_mean(spark: SparkSession) -> None:
    scored = spark.createDataFrame([(-1.0,), (-2.5,), (0.5,)], ["density of mine"])

    evaluator = ncsn.LogDensityEvaluator(logDensityCol="density of mine")

    assert evaluator.evaluate(scored) == pytest.approx(-1.0)
    assert evaluator.isLargerBetter()
