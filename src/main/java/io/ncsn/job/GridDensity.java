package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.EnergyFunction;
import java.util.Arrays;

/**
 * The density of an energy network with two columns and one noise level. The midpoint rule
 * normalises it on a square four times as wide as the data.
 */
public final class GridDensity {
  private static final double TIMES_AS_WIDE = 4;
  private static final int SIDE = 400;

  private GridDensity() {}

  /**
   * Returns the mean log-density of {@code rows} (data units) in nats. Other networks give NaN,
   * because their energies cannot be normalised in this way.
   */
  public static double logLikelihood(TrainedModel trained, Matrix rows) {
    ModelDescription model = trained.description();
    try (ScoreNetwork network = trained.network()) {
      double sigma = model.schedule().smallest();
      return rows.columns() == 2
          ? network
              .energy()
              .map(energy -> logLikelihood(energy, sigma, model.scaler(), rows))
              .orElse(Double.NaN)
          : Double.NaN;
    }
  }

  public static double logLikelihood(
      EnergyFunction energy, double sigma, Scaler scaler, Matrix rows) {
    PlaneView data = PlaneView.around(rows, scaler);
    PlaneView wide = new PlaneView(scaler, data.x(), data.y(), TIMES_AS_WIDE * data.half());
    double cell = 2 * wide.half() / SIDE;
    double[] cells = energies(energy, sigma, wide.centres(SIDE));
    double least = Arrays.stream(cells).min().orElseThrow();
    double sum = Arrays.stream(cells).map(e -> Math.exp(least - e)).sum();
    double logIntegral = Math.log(sum) - least + 2 * Math.log(cell);
    float[] units = new float[2 * rows.rows()];
    for (int i = 0; i < units.length; i++) {
      units[i] = (float) scaler.toUnit(i % 2, rows.values()[i]);
    }
    double mean = Arrays.stream(energies(energy, sigma, units)).average().orElseThrow();
    return -mean - logIntegral - Math.log(scaler.scale()[0]) - Math.log(scaler.scale()[1]);
  }

  private static double[] energies(EnergyFunction energy, double sigma, float[] units) {
    double[] energies = new double[units.length / 2];
    energy.energy(units, energies.length, sigma, energies);
    return energies;
  }
}
