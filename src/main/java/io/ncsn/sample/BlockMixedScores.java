package io.ncsn.sample;

import io.ncsn.channels.ChannelLayout;
import io.ncsn.channels.RowCentre;
import io.ncsn.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import scala.collection.mutable.WrappedArray;

/**
 * Scores of batches of mixed rows at one noise level: ∇ log p_σ by the rows' channels, at the
 * channels of the row without noise, and E there where the network has an energy. A row with an
 * unknown cell has none.
 */
record BlockMixedScores(double sigma, ChannelLayout layout, boolean isEnergy)
    implements RowColumns.Compute {
  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    int stored = layout.storedWidth();
    int width = layout.channelWidth();
    RowCentre centre = new RowCentre(layout);
    float[] channels = new float[batch.rows() * width];
    boolean[] readable = new boolean[batch.rows()];
    for (int row = 0; row < batch.rows(); row++) {
      readable[row] = centre.expand(batch.numbers(), row * stored, channels, row * width);
    }
    float[] scores = new float[channels.length];
    network.score(channels, batch.rows(), sigma, scores);
    double[] energies = new double[batch.rows()];
    network.energy().ifPresent(e -> e.energy(channels, batch.rows(), sigma, energies));
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(
          readable[row]
              ? columns(scores, row * width, width, energies[row])
              : new Object[isEnergy ? 3 : 2]);
    }
    return rows;
  }

  private Object[] columns(float[] scores, int from, int width, double energy) {
    double[] score = new double[width];
    double square = 0;
    for (int j = 0; j < width; j++) {
      score[j] = scores[from + j];
      square += score[j] * score[j];
    }
    Object array = WrappedArray.make(score);
    return isEnergy
        ? new Object[] {array, Math.sqrt(square), energy}
        : new Object[] {array, Math.sqrt(square)};
  }
}
