"""One Spark for all tests, started as README.md says: from the installed package and the jar that it finds."""

import pytest
from pyspark.sql import DataFrame, SparkSession

import ncsn

# By default a round is a quarter of a million rows.
SMALL = {"network.hidden": "[33,33]", "noise.levels": "7", "train.averaging-frequency": "64"}


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> SparkSession:
    return ncsn.session(
        {
            "spark.master": "local[2]",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.local.dir": str(tmp_path_factory.mktemp("spark")),
        }
    )


def table_of(spark: SparkSession) -> DataFrame:
    """611 rows of two columns that depend on each other, and a column that is not learned."""
    return spark.range(611).selectExpr(
        "id", "cos(id * 0.7) * 3 + sin(id * 1.3) AS width", "sin(id * 0.7) * 2 + 5 AS `tall, in m`"
    )


def mixed_of(spark: SparkSession) -> DataFrame:
    """611 rows of all kinds of columns, with empty cells. A shop decides its region; zip and count are text."""
    return spark.range(611).selectExpr(
        "id",
        "if(id % 7 = 0, NULL, cos(id * 0.7) * 3) AS width",
        "concat('shop ', id % 13) AS shop",
        "concat('region ', id % 13 DIV 5) AS region",
        "if(id % 11 = 0, NULL, date_add(DATE'2024-01-30', CAST(id * 7 % 59 AS INT))) AS day",
        "lpad(CAST(id * 3 % 101 AS STRING), 5, '0') AS zip",
        "CAST(id * 5 % 211 AS STRING) AS count",
    )


def holes_of(spark: SparkSession) -> DataFrame:
    """Rows with empty cells. No Python makes them: the executors of the loopback cluster have none."""
    return spark.sql(
        "SELECT * FROM VALUES (1L, 1.5D, NULL), (2L, NULL, 6.25D), (3L, 0.5D, 4D) AS (id, width, `tall, in m`)"
    )


def estimator_of() -> ncsn.NoiseConditionalScoreNetwork:
    return ncsn.NoiseConditionalScoreNetwork(maxRounds=3, seed=1, settings=SMALL).setInputCols(["width", "tall, in m"])


def mixed_estimator_of() -> ncsn.NoiseConditionalScoreNetwork:
    return estimator_of().setInputCols(["width", "shop", "region", "day", "zip", "count"])


@pytest.fixture(scope="session")
def table(spark: SparkSession) -> DataFrame:
    return table_of(spark).cache()


@pytest.fixture(scope="session")
def estimator(spark: SparkSession) -> ncsn.NoiseConditionalScoreNetwork:
    return estimator_of()


@pytest.fixture(scope="session")
def model(
    estimator: ncsn.NoiseConditionalScoreNetwork, table: DataFrame
) -> ncsn.NoiseConditionalScoreNetworkModel:
    return estimator.fit(table)
