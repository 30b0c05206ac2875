"""Noise-conditional score networks on Apache Spark: learn a table, draw new rows, score and complete rows.

>>> import ncsn
>>> spark = ncsn.session()
"""

from importlib.metadata import PackageNotFoundError, version

import ncsn_java_names  # noqa: F401  (where its .pth file is not read, as on PYTHONPATH)
from ncsn.environment import jar, options, session
from ncsn.estimator import NoiseConditionalScoreNetwork
from ncsn.evaluation import LogDensityEvaluator
from ncsn.model import NoiseConditionalScoreNetworkModel
from ncsn.quality import ModelQuality
from ncsn.stage import NcsnError
from ncsn.summary import TrainingSummary

try:
    __version__ = version("ncsn-spark")
except PackageNotFoundError:  # on PYTHONPATH
    __version__ = "unknown"

__all__ = [
    "LogDensityEvaluator",
    "ModelQuality",
    "NcsnError",
    "NoiseConditionalScoreNetwork",
    "NoiseConditionalScoreNetworkModel",
    "TrainingSummary",
    "jar",
    "options",
    "session",
]
