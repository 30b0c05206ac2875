"""The package does what the Java classes do, and says what they say."""

import inspect
import os
import sys

import pandas as pd
import pytest
from pyspark.sql import DataFrame, SparkSession

import ncsn
from conftest import holes_of

LEARNED = ["width", "tall, in m"]


def test_transform_adds_finite_log_densities_to_the_row_they_belong_to(model, table: DataFrame) -> None:
    scored = model.transform(table)

    assert scored.columns == table.columns + ["logDensity"]
    found = scored.toPandas()
    assert len(found) == 611
    assert found["logDensity"].between(-1e3, 1e3).all()
    far = model.transform(table.limit(1).selectExpr("id", "width + 100 AS width", "`tall, in m`"))
    assert far.first()["logDensity"] < found["logDensity"].min()


def test_samples_have_the_learned_columns_and_follow_the_seed(model, spark: SparkSession) -> None:
    samples = model.sample(1000, seed=7)

    assert samples.columns == ["sample_id"] + LEARNED
    assert samples.count() == 1000
    first = samples.toPandas()
    pd.testing.assert_frame_equal(first, model.sample(1000, seed=7).toPandas())
    assert not first.equals(model.sample(1000, seed=8).toPandas())


def test_impute_fills_what_is_empty_and_keeps_the_rest(model, spark: SparkSession) -> None:
    filled = model.impute(holes_of(spark)).orderBy("id").select(LEARNED).collect()

    assert all(cell is not None for row in filled for cell in row)
    assert (filled[0]["width"], filled[1]["tall, in m"]) == (1.5, 6.25)
    assert tuple(filled[2]) == (0.5, 4.0)


@pytest.mark.parametrize("stage", ["NoiseConditionalScoreNetwork", "LogDensityEvaluator"])
def test_params_are_those_of_the_java_side(spark: SparkSession, stage: str) -> None:
    ours = getattr(ncsn, stage)()

    java = {param.name(): param.doc() for param in ours._java_obj.params()}

    assert {param.name: param.doc for param in ours.params} == java
    for name in java:
        accessor = name[0].upper() + name[1:]
        assert hasattr(ours, "set" + accessor) and hasattr(ours, "get" + accessor), name


def test_params_of_the_model_are_those_of_its_java_side(model) -> None:
    assert {param.name: param.doc for param in model.params} == {
        param.name(): param.doc() for param in model._java_obj.params()
    }


def test_values_reach_the_java_side_and_come_back(spark: SparkSession) -> None:
    stage = ncsn.NoiseConditionalScoreNetwork(maxSeconds=12, settings={"network.hidden": [5, 7], "noise.levels": 3})
    stage.setParams(learningRate=0.25, inputCols=["a", "b"], seed=2**40)

    again = ncsn.NoiseConditionalScoreNetwork._from_java(stage._to_java())

    assert again.getSettings() == {"network.hidden": "[5, 7]", "noise.levels": "3"}
    assert (again.getMaxSeconds(), again.getLearningRate(), again.getInputCols()) == (12.0, 0.25, ["a", "b"])
    assert again.getSeed() == 2**40
    assert again.uid == stage.uid
    assert "maxRounds" in again.explainParams()


def test_a_model_shows_itself(model) -> None:
    page = model._repr_html_()

    assert "tall, in m" in page and "<svg" in page
    assert len(model.summary.lossHistory) == 3


def test_the_estimator_takes_every_param_by_name(spark: SparkSession) -> None:
    names = {param.name for param in ncsn.NoiseConditionalScoreNetwork().params}

    for method in (ncsn.NoiseConditionalScoreNetwork.__init__, ncsn.NoiseConditionalScoreNetwork.setParams):
        assert set(inspect.signature(method).parameters) - {"self"} == names


def test_samples_are_measured_beside_a_table(model, table: DataFrame) -> None:
    model = model.copy()
    model.setSettings({**model.getSettings(), "sample.count": 307})

    quality = model.evaluate(table, seed=3)

    java = model._java_obj.evaluate(table._jdf, 3)
    assert list(quality.metrics.items()) == list(zip(java.names(), java.values()))
    floors = {name: floor for name, floor in zip(java.names(), java.floors()) if floor == floor}
    assert quality.floors == floors and 0 < floors["shape"] < 1
    assert quality.warnings == list(java.warnings())
    page = quality._repr_html_()
    assert f"<td>shape</td><td>{quality.metrics['shape']:.4g}</td>" in page
    assert quality.report.startswith("<!DOCTYPE html>")
    assert "shape" in repr(quality)


def test_tasks_run_this_python(spark: SparkSession) -> None:
    assert spark.sparkContext.pythonExec == os.environ.get("PYSPARK_PYTHON", sys.executable)
