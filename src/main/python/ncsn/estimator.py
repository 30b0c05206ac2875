"""The estimator."""

from typing import Any, Dict, List, Mapping, Optional

from pyspark import keyword_only
from pyspark.ml.wrapper import JavaEstimator
from pyspark.sql import DataFrame

from ncsn.model import NoiseConditionalScoreNetworkModel
from ncsn.params import ScoreNetworkParams
from ncsn.stage import NcsnStage, plain_errors


class NoiseConditionalScoreNetwork(
    JavaEstimator[NoiseConditionalScoreNetworkModel], ScoreNetworkParams, NcsnStage["NoiseConditionalScoreNetwork"]
):
    """Learns the distribution of a table: a score network, trained by denoising score matching.

    >>> import ncsn
    >>> spark = ncsn.session()
    >>> table = spark.range(60).selectExpr("rand(1) AS width", "rand(2) * 3 AS height")
    >>> estimator = ncsn.NoiseConditionalScoreNetwork(maxRounds=2, seed=1, settings={"network.hidden": "[8,8]"})
    >>> model = estimator.setInputCols(["width", "height"]).fit(table)
    >>> model.sample(3, seed=7).columns
    ['sample_id', 'width', 'height']

    Any other setting of ncsn-spark is an entry of ``settings``, named as in docs/configuration.md:

    >>> estimator.setSettings({"network.hidden": [8, 8], "noise.levels": 7}).getSettings()
    {'network.hidden': '[8, 8]', 'noise.levels': '7'}
    """

    _input_kwargs: Dict[str, Any]

    @keyword_only
    def __init__(
        self,
        *,
        inputCols: Optional[List[str]] = None,
        featuresCol: Optional[str] = None,
        weightCol: Optional[str] = None,
        validationIndicatorCol: Optional[str] = None,
        maxRounds: Optional[int] = None,
        maxSeconds: Optional[float] = None,
        batchSize: Optional[int] = None,
        learningRate: Optional[float] = None,
        seed: Optional[int] = None,
        settings: Optional[Mapping[str, Any]] = None,
        logDensityCol: Optional[str] = None,
        scoreCol: Optional[str] = None,
        latentCol: Optional[str] = None,
        reconstructionCol: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        checkpointDir: Optional[str] = None,
        workDir: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._make_java_side()
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        inputCols: Optional[List[str]] = None,
        featuresCol: Optional[str] = None,
        weightCol: Optional[str] = None,
        validationIndicatorCol: Optional[str] = None,
        maxRounds: Optional[int] = None,
        maxSeconds: Optional[float] = None,
        batchSize: Optional[int] = None,
        learningRate: Optional[float] = None,
        seed: Optional[int] = None,
        settings: Optional[Mapping[str, Any]] = None,
        logDensityCol: Optional[str] = None,
        scoreCol: Optional[str] = None,
        latentCol: Optional[str] = None,
        reconstructionCol: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        checkpointDir: Optional[str] = None,
        workDir: Optional[str] = None,
    ) -> "NoiseConditionalScoreNetwork":
        """Set the params that are given."""
        self._set(**self._input_kwargs)
        return self

    def _fit_java(self, dataset: DataFrame) -> Any:
        with plain_errors():
            return super()._fit_java(dataset)

    def _create_model(self, java_model: Any) -> NoiseConditionalScoreNetworkModel:
        return NoiseConditionalScoreNetworkModel(java_model)
