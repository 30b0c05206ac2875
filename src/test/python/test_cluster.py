"""On a cluster the package gives the bits that it gives in local mode.

The cluster runs already: NCSN_TEST_MASTER names its master, such as that of "submit/loopback-cluster start 2".
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyspark.sql import DataFrame, SparkSession

from conftest import holes_of, mixed_estimator_of, mixed_of
from on_a_cluster import COUNT, SEED

MASTER = os.environ.get("NCSN_TEST_MASTER")
pytestmark = pytest.mark.skipif(not MASTER, reason="NCSN_TEST_MASTER names no cluster: submit/loopback-cluster start 2")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the program on the cluster left."""
    left = tmp_path_factory.mktemp("cluster", numbered=False)
    program = [sys.executable, str(Path(__file__).with_name("on_a_cluster.py")), str(MASTER), str(left)]
    ran = subprocess.run(program, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["3", "hosts"]  # the driver's and those of two executors
    return left


def read(spark: SparkSession, path: Path, key: str) -> pd.DataFrame:
    return ordered(spark.read.parquet(str(path)), key)


def ordered(rows: DataFrame, key: str) -> pd.DataFrame:
    return rows.orderBy(key).toPandas()


def test_the_same_fit_draws_the_same_rows(folder: Path, model, spark: SparkSession) -> None:
    samples = model.sample(COUNT, seed=SEED)
    samples.write.parquet(str(folder / "sampled-locally"))  # for who compares them with those of other doors

    found = read(spark, folder / "sampled", "sample_id")

    assert len(found) == COUNT
    pd.testing.assert_frame_equal(found, ordered(samples, "sample_id"), check_exact=True)


def test_the_same_fit_to_all_kinds_of_columns_draws_the_same_rows(folder: Path, spark: SparkSession) -> None:
    table = mixed_of(spark)
    samples = mixed_estimator_of().fit(table).sample(COUNT, seed=SEED)
    samples.write.parquet(str(folder / "mixed/sampled-locally"))

    found = read(spark, folder / "mixed/sampled", "sample_id")

    assert samples.drop("sample_id").dtypes == table.drop("id").dtypes
    assert len(found) == COUNT
    pd.testing.assert_frame_equal(found, ordered(samples, "sample_id"), check_exact=True)


def test_impute_draws_the_same_cells(folder: Path, model, spark: SparkSession) -> None:
    found = read(spark, folder / "imputed", "id")

    assert found.notna().all(axis=None)
    pd.testing.assert_frame_equal(found, ordered(model.impute(holes_of(spark), seed=SEED), "id"), check_exact=True)


def test_transform_gives_the_same_densities_but_for_last_bits(
    folder: Path, model, table: DataFrame, spark: SparkSession
) -> None:
    found = read(spark, folder / "transformed", "id")

    expected = ordered(model.transform(table), "id")
    assert list(found.columns) == list(expected.columns)
    np.testing.assert_allclose(found["logDensity"], expected["logDensity"], rtol=0, atol=1e-3)


def test_work_files_are_gone(folder: Path) -> None:
    assert not list(folder.glob("ncsn-*"))


def test_a_fit_without_a_directory_that_executors_reach_is_refused(folder: Path) -> None:
    assert (folder / "refusal").read_text(encoding="utf-8") == (
        "workDir is not set, and Spark has no checkpoint directory: fit keeps the table's shards where the driver and"
        " all executors read them; set workDir to a directory that they share, such as hdfs:///user/me/work"
    )
