package io.ncsn.sample;

import io.ncsn.data.codec.Scaler;
import io.ncsn.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import scala.collection.mutable.WrappedArray;

/**
 * Scores of batches of rows at one noise level, in data units: ∇ₓ of the log-density by the value
 * as the table has it, which is the network's divided by the scale.
 *
 * @param isEnergy whether the network has an energy
 */
record BlockScores(double sigma, Scaler scaler, boolean isEnergy) implements RowColumns.Compute {
  /**
   * The score and its norm; of an energy network the energy E and −E − Σ log scale, the log-density
   * in data units up to a constant. Nulls where a cell holds no finite number.
   */
  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    Readable readable = Readable.of(batch.numbers(), scaler);
    float[] scores = new float[readable.units().length];
    double[] energies = new double[readable.count()];
    if (readable.count() > 0) {
      network.score(readable.units(), readable.count(), sigma, scores);
      network
          .energy()
          .ifPresent(e -> e.energy(readable.units(), readable.count(), sigma, energies));
    }
    Object[] unreadable = new Object[isEnergy ? 4 : 2];
    return Arrays.stream(readable.places())
        .mapToObj(place -> place < 0 ? unreadable : columns(scores, energies, place))
        .toList();
  }

  private Object[] columns(float[] scores, double[] energies, int place) {
    double[] score = new double[scaler.dimension()];
    double square = 0;
    for (int j = 0; j < score.length; j++) {
      score[j] = scores[place * score.length + j] / scaler.scale()[j];
      square += score[j] * score[j];
    }
    List<Object> columns = new ArrayList<>(List.of(WrappedArray.make(score), Math.sqrt(square)));
    if (isEnergy) {
      columns.add(energies[place]);
      columns.add(-energies[place] - scaler.logScale());
    }
    return columns.toArray();
  }
}
