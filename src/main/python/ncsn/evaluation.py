"""The evaluator."""

from typing import Any, Dict, Optional

from pyspark import keyword_only
from pyspark.ml.evaluation import JavaEvaluator
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.sql import DataFrame

from ncsn.stage import NcsnStage, plain_errors


class LogDensityEvaluator(JavaEvaluator, NcsnStage["LogDensityEvaluator"]):
    """The mean log-density of held-out rows, in nats: larger is better. For CrossValidator and TrainValidationSplit.

    >>> import ncsn
    >>> spark = ncsn.session()
    >>> scored = spark.createDataFrame([(-1.0,), (-2.0,)], ["logDensity"])
    >>> ncsn.LogDensityEvaluator().evaluate(scored)
    -1.5
    """

    logDensityCol: "Param[str]" = Param(Params._dummy(), "logDensityCol", "", typeConverter=TypeConverters.toString)

    _input_kwargs: Dict[str, Any]

    @keyword_only
    def __init__(self, *, logDensityCol: Optional[str] = None) -> None:
        super().__init__()
        self._make_java_side()
        self._set(**self._input_kwargs)

    def setLogDensityCol(self, value: str) -> "LogDensityEvaluator":
        """Set the column of log-densities."""
        return self._set(logDensityCol=value)

    def getLogDensityCol(self) -> str:
        """Get the column of log-densities."""
        return str(self.getOrDefault(self.logDensityCol))

    def _evaluate(self, dataset: DataFrame) -> float:
        with plain_errors():
            return float(super()._evaluate(dataset))
