"""How training went."""

from typing import List

from pyspark.ml.wrapper import JavaWrapper

from ncsn.page import curve, table


class TrainingSummary(JavaWrapper):
    """How a training went, by its rounds and by its losses on held-out rows. Notebooks show it as a curve."""

    @property
    def totalRounds(self) -> int:
        """The number of rounds."""
        return int(self._call_java("totalRounds"))

    @property
    def lossHistory(self) -> List[float]:
        """The mean training loss of each round."""
        return list(self._call_java("lossHistory"))

    @property
    def validationRounds(self) -> List[int]:
        """The round of each hold-out loss."""
        return list(self._call_java("validationRounds"))

    @property
    def holdoutLossHistory(self) -> List[float]:
        """The hold-out losses."""
        return list(self._call_java("holdoutLossHistory"))

    @property
    def secondsHistory(self) -> List[float]:
        """The wall time of the rounds so far after each round, in seconds."""
        return list(self._call_java("secondsHistory"))

    @property
    def totalSeconds(self) -> float:
        """The wall time of all rounds, in seconds."""
        return float(self._call_java("totalSeconds"))

    @property
    def totalRows(self) -> int:
        """The number of rows that all replicas trained on, each as often as it was used."""
        return int(self._call_java("totalRows"))

    @property
    def rowsPerSecond(self) -> float:
        """The rows trained on in a second, all replicas together; NaN without rounds."""
        return float(self._call_java("rowsPerSecond"))

    def __repr__(self) -> str:
        return str(self._call_java("toString"))

    def _repr_html_(self) -> str:
        losses, held_out = self.lossHistory, self.holdoutLossHistory
        if not losses:
            return "<p>No rounds are known.</p>"
        figures = [("rounds", f"{len(losses)}"), ("seconds", f"{self.totalSeconds:.1f}")]
        figures += [("rows trained on per second", f"{self.rowsPerSecond:,.0f}"), ("last loss", f"{losses[-1]:.4g}")]
        if held_out:
            figures.append(("last hold-out loss", f"{held_out[-1]:.4g}"))
        rounds = [float(i + 1) for i in range(len(losses))]
        lines = {"loss": (rounds, losses), "hold-out": ([float(i) for i in self.validationRounds], held_out)}
        return table(("training", ""), figures) + curve(lines, "round")
