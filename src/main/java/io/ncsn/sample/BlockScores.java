package io.ncsn.sample;

import io.ncsn.data.Scaler;
import io.ncsn.network.ScoreNetwork;
import java.util.Arrays;
import java.util.List;
import scala.collection.mutable.WrappedArray;

/**
 * Scores of batches of rows at one noise level, in data units: ∇ₓ of the log-density by the value
 * as the table has it, which is the network's divided by the scale.
 */
record BlockScores(double sigma, Scaler scaler) implements RowColumns.Compute {
  /** The score and its norm; nulls where a cell holds no finite number. */
  @Override
  public List<Object[]> of(RowBlock batch, ScoreNetwork network) {
    Readable readable = Readable.of(batch.numbers(), scaler);
    float[] scores = new float[readable.units().length];
    if (readable.count() > 0) {
      network.score(readable.units(), readable.count(), sigma, scores);
    }
    return Arrays.stream(readable.places())
        .mapToObj(place -> place < 0 ? new Object[2] : columns(scores, place))
        .toList();
  }

  private Object[] columns(float[] scores, int place) {
    double[] score = new double[scaler.dimension()];
    double square = 0;
    for (int j = 0; j < score.length; j++) {
      score[j] = scores[place * score.length + j] / scaler.scale()[j];
      square += score[j] * score[j];
    }
    return new Object[] {WrappedArray.make(score), Math.sqrt(square)};
  }
}
