"""The params of the estimator and of its models. The Java side has their documentation and their defaults."""

import json
from typing import Any, Callable, Dict, List, Mapping, TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

P = TypeVar("P", bound="ScoreNetworkParams")
T = TypeVar("T")


def to_settings(value: Any) -> Dict[str, str]:
    """Convert the values of a mapping to the text that a configuration file would hold.

    >>> to_settings({"network.unet.attention": [False, True], "network.activation": "silu"})
    {'network.unet.attention': '[false, true]', 'network.activation': 'silu'}
    """
    if not isinstance(value, Mapping):
        raise TypeError(f"settings: found {value!r}, need a dict such as {{'network.hidden': '[64,64]'}}")
    return {str(key): found if isinstance(found, str) else json.dumps(found) for key, found in value.items()}


def _param(name: str, converter: Callable[[Any], T]) -> "Param[T]":
    return Param(Params._dummy(), name, "", typeConverter=converter)


class ScoreNetworkParams(Params):
    """The params of the estimator and of its models."""

    inputCols: "Param[List[str]]" = _param("inputCols", TypeConverters.toListString)
    featuresCol: "Param[str]" = _param("featuresCol", TypeConverters.toString)
    weightCol: "Param[str]" = _param("weightCol", TypeConverters.toString)
    validationIndicatorCol: "Param[str]" = _param("validationIndicatorCol", TypeConverters.toString)
    maxRounds: "Param[int]" = _param("maxRounds", TypeConverters.toInt)
    maxSeconds: "Param[float]" = _param("maxSeconds", TypeConverters.toFloat)
    batchSize: "Param[int]" = _param("batchSize", TypeConverters.toInt)
    seed: "Param[int]" = _param("seed", TypeConverters.toInt)
    learningRate: "Param[float]" = _param("learningRate", TypeConverters.toFloat)
    settings: "Param[Dict[str, str]]" = _param("settings", to_settings)
    logDensityCol: "Param[str]" = _param("logDensityCol", TypeConverters.toString)
    scoreCol: "Param[str]" = _param("scoreCol", TypeConverters.toString)
    latentCol: "Param[str]" = _param("latentCol", TypeConverters.toString)
    reconstructionCol: "Param[str]" = _param("reconstructionCol", TypeConverters.toString)
    handleInvalid: "Param[str]" = _param("handleInvalid", TypeConverters.toString)
    workDir: "Param[str]" = _param("workDir", TypeConverters.toString)
    checkpointDir: "Param[str]" = _param("checkpointDir", TypeConverters.toString)

    def setInputCols(self: P, value: List[str]) -> P:
        """Set the columns to learn; not set: all columns."""
        return self._set(inputCols=value)

    def getInputCols(self) -> List[str]:
        """Get the columns to learn; not set: all columns."""
        return self.getOrDefault(self.inputCols)

    def setFeaturesCol(self: P, value: str) -> P:
        """Set the column of vectors or arrays to learn instead."""
        return self._set(featuresCol=value)

    def getFeaturesCol(self) -> str:
        """Get the column of vectors or arrays to learn instead."""
        return self.getOrDefault(self.featuresCol)

    def setWeightCol(self: P, value: str) -> P:
        """Set the column of weights, by which rows count; not set: all rows count alike."""
        return self._set(weightCol=value)

    def getWeightCol(self) -> str:
        """Get the column of weights, by which rows count; not set: all rows count alike."""
        return self.getOrDefault(self.weightCol)

    def setValidationIndicatorCol(self: P, value: str) -> P:
        """Set the column of booleans that is true in the rows held out of training; not set: a hash of rows decides."""
        return self._set(validationIndicatorCol=value)

    def getValidationIndicatorCol(self) -> str:
        """Get the column of booleans that is true in the rows held out of training; not set: a hash of rows decides."""
        return self.getOrDefault(self.validationIndicatorCol)

    def setMaxRounds(self: P, value: int) -> P:
        """Set the number of rounds after which training ends."""
        return self._set(maxRounds=value)

    def getMaxRounds(self) -> int:
        """Get the number of rounds after which training ends."""
        return self.getOrDefault(self.maxRounds)

    def setMaxSeconds(self: P, value: float) -> P:
        """Set the time after which training ends, in seconds."""
        return self._set(maxSeconds=value)

    def getMaxSeconds(self) -> float:
        """Get the time after which training ends, in seconds."""
        return self.getOrDefault(self.maxSeconds)

    def setBatchSize(self: P, value: int) -> P:
        """Set the rows in a minibatch."""
        return self._set(batchSize=value)

    def getBatchSize(self) -> int:
        """Get the rows in a minibatch."""
        return self.getOrDefault(self.batchSize)

    def setSeed(self: P, value: int) -> P:
        """Set the seed of everything random in training."""
        return self._set(seed=value)

    def getSeed(self) -> int:
        """Get the seed of everything random in training."""
        return self.getOrDefault(self.seed)

    def setLearningRate(self: P, value: float) -> P:
        """Set the learning rate."""
        return self._set(learningRate=value)

    def getLearningRate(self) -> float:
        """Get the learning rate."""
        return self.getOrDefault(self.learningRate)

    def setSettings(self: P, value: Mapping[str, Any]) -> P:
        """Set all other settings, by their names in docs/configuration.md."""
        return self._set(settings=value)

    def getSettings(self) -> Dict[str, str]:
        """Get all other settings, by their names in docs/configuration.md."""
        return self.getOrDefault(self.settings)

    def setLogDensityCol(self: P, value: str) -> P:
        """Set the name of the column of log-densities that ``transform`` adds."""
        return self._set(logDensityCol=value)

    def getLogDensityCol(self) -> str:
        """Get the name of the column of log-densities that ``transform`` adds."""
        return self.getOrDefault(self.logDensityCol)

    def setScoreCol(self: P, value: str) -> P:
        """Set the name of a column of scores that ``transform`` adds; for tables of numbers."""
        return self._set(scoreCol=value)

    def getScoreCol(self) -> str:
        """Get the name of a column of scores that ``transform`` adds; for tables of numbers."""
        return self.getOrDefault(self.scoreCol)

    def setLatentCol(self: P, value: str) -> P:
        """Set the name of a column of latent codes that ``transform`` adds; for tables of numbers."""
        return self._set(latentCol=value)

    def getLatentCol(self) -> str:
        """Get the name of a column of latent codes that ``transform`` adds; for tables of numbers."""
        return self.getOrDefault(self.latentCol)

    def setReconstructionCol(self: P, value: str) -> P:
        """Set the name of a column of reconstructed rows that ``transform`` adds; for tables of numbers."""
        return self._set(reconstructionCol=value)

    def getReconstructionCol(self) -> str:
        """Get the name of a column of reconstructed rows that ``transform`` adds; for tables of numbers."""
        return self.getOrDefault(self.reconstructionCol)

    def setHandleInvalid(self: P, value: str) -> P:
        """Set what becomes of rows that cannot be read: error, skip or keep."""
        return self._set(handleInvalid=value)

    def getHandleInvalid(self) -> str:
        """Get what becomes of rows that cannot be read: error, skip or keep."""
        return self.getOrDefault(self.handleInvalid)

    def setWorkDir(self: P, value: str) -> P:
        """Set the directory in which ``fit`` keeps the table while it runs."""
        return self._set(workDir=value)

    def getWorkDir(self) -> str:
        """Get the directory in which ``fit`` keeps the table while it runs."""
        return self.getOrDefault(self.workDir)

    def setCheckpointDir(self: P, value: str) -> P:
        """Set the directory of checkpoints, from which a stopped ``fit`` goes on."""
        return self._set(checkpointDir=value)

    def getCheckpointDir(self) -> str:
        """Get the directory of checkpoints, from which a stopped ``fit`` goes on."""
        return self.getOrDefault(self.checkpointDir)
