"""How near samples are to real rows."""

from math import isnan
from typing import Dict, List

from pyspark.ml.wrapper import JavaWrapper

from ncsn.page import table


class ModelQuality(JavaWrapper):
    """How near samples of a model are to the rows of a table. Notebooks show it as a table.

    >>> import ncsn
    >>> spark = ncsn.session()
    >>> rows = spark.range(60).selectExpr("rand(1) AS width", "rand(2) * 3 AS height")
    >>> settings = {"network.hidden": "[8,8]", "sample.count": 60}
    >>> model = ncsn.NoiseConditionalScoreNetwork(maxRounds=2, seed=1, settings=settings).fit(rows)
    >>> quality = model.evaluate(rows, seed=7)
    >>> 0 < quality.metrics["shape"] < 1
    True
    """

    @property
    def metrics(self) -> Dict[str, float]:
        """The metrics that ``ncsn evaluate`` prints, by their names."""
        return dict(zip(self._names(), self._call_java("values")))

    @property
    def floors(self) -> Dict[str, float]:
        """What real rows get by the same metrics, where that is known."""
        return {name: floor for name, floor in zip(self._names(), self._call_java("floors")) if not isnan(floor)}

    @property
    def warnings(self) -> List[str]:
        """What to know before believing a figure."""
        return list(self._call_java("warnings"))

    @property
    def report(self) -> str:
        """The report as a page of HTML, which needs no other file."""
        return str(self._call_java("report"))

    def _names(self) -> List[str]:
        return list(self._call_java("names"))

    def __repr__(self) -> str:
        return str(self._call_java("toString"))

    def _repr_html_(self) -> str:
        floors = self.floors
        rows = [
            (name, f"{value:.4g}", f"{floors[name]:.4g}" if name in floors else "–")
            for name, value in self.metrics.items()
        ]
        return table(("metric", "samples", "real rows"), rows)
