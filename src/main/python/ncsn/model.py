"""The fitted model."""

from typing import Any, Optional, Union

from pyspark.ml.wrapper import JavaModel
from pyspark.sql import DataFrame, SparkSession

from ncsn.page import table
from ncsn.params import ScoreNetworkParams
from ncsn.quality import ModelQuality
from ncsn.stage import NcsnStage, plain_errors
from ncsn.summary import TrainingSummary


class NoiseConditionalScoreNetworkModel(JavaModel, ScoreNetworkParams, NcsnStage["NoiseConditionalScoreNetworkModel"]):
    """A trained score network. It gives log-densities, draws rows and completes rows.

    >>> import ncsn
    >>> spark = ncsn.session()
    >>> table = spark.range(60).selectExpr("rand(1) AS width", "rand(2) * 3 AS height")
    >>> estimator = ncsn.NoiseConditionalScoreNetwork(maxRounds=2, seed=1, settings={"network.hidden": "[8,8]"})
    >>> model = estimator.fit(table)
    >>> model.transform(table).columns
    ['width', 'height', 'logDensity']
    >>> model.sample(5, seed=7).count()
    5
    """

    def __init__(self, java_model: Optional[Any] = None) -> None:
        super().__init__(java_model)
        if java_model is not None:
            self._transfer_params_from_java()

    def sample(self, rows: Union[int, DataFrame], seed: Optional[int] = None) -> DataFrame:
        """Draw rows from the model.

        :param rows: how many; or a DataFrame of conditions: a row is drawn for each of its rows, given the cells that
            it has
        :param seed: the same seed gives the same rows, those of ``ncsn sample``
        :return: a lazy DataFrame with the columns of the table that the model learned, behind ``sample_id`` and, for
            conditions, ``given_row``
        """
        self._transfer_params_to_java()
        given = rows._jdf if isinstance(rows, DataFrame) else rows
        with plain_errors():
            drawn = self._java_obj.sample(given) if seed is None else self._java_obj.sample(given, seed)
        return self._frame(drawn)

    def impute(self, dataset: DataFrame, seed: Optional[int] = None) -> DataFrame:
        """Fill the empty cells of a table, drawn given the other cells of their rows, which stay as they are.

        :param dataset: has the columns of the table that the model learned
        :param seed: the same seed gives the same cells, those of ``ncsn impute``
        :return: a lazy DataFrame with the columns of ``dataset``
        """
        self._transfer_params_to_java()
        with plain_errors():
            filled = self._java_obj.impute(dataset._jdf) if seed is None else self._java_obj.impute(dataset._jdf, seed)
        return self._frame(filled)

    def evaluate(self, dataset: DataFrame, seed: Optional[int] = None) -> ModelQuality:
        """Draw ``sample.count`` rows and measure how near they are to those of a table.

        :param dataset: has the columns of the table that the model learned
        :param seed: the seed of the samples
        :return: the measures, and what real rows get by them
        """
        self._transfer_params_to_java()
        given = dataset._jdf
        with plain_errors():
            found = self._java_obj.evaluate(given) if seed is None else self._java_obj.evaluate(given, seed)
        return ModelQuality(found)

    @property
    def summary(self) -> TrainingSummary:
        """How training went."""
        return TrainingSummary(self._java_obj.summary())

    def _repr_html_(self) -> str:
        columns = [(field.name, field.dataType.simpleString()) for field in self.sample(1, seed=1).schema.fields[1:]]
        return table(("column", "type"), columns) + self.summary._repr_html_()

    def _transform(self, dataset: DataFrame) -> DataFrame:
        with plain_errors():
            return super()._transform(dataset)

    @staticmethod
    def _frame(java_frame: Any) -> DataFrame:
        return DataFrame(java_frame, SparkSession._getActiveSessionOrCreate())
