package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.TrainedNetwork;

/** Draws of a few rows' unknown numbers given the known ones, to be looked at. */
public final class Completions {
  private static final Repaint METHOD = new Repaint(0, 10);

  private Completions() {}

  /**
   * Returns whether rows of the model can be completed: it knows the score at many noise levels.
   */
  public static boolean has(ModelDescription model) {
    return model.network().conditional();
  }

  /**
   * Completes rows by RePaint, as {@link Imputation} does for models that are not told cells.
   *
   * @param seed seed of the draws
   * @param stored stored rows, row-major [count, stored width]; NaN where a number is not known
   * @return the rows with nothing unknown
   */
  public static float[] of(
      ModelDescription model, TrainedNetwork network, long seed, float[] stored, int count) {
    return new CompletedRows(
            model.network(),
            ModelChains.by(METHOD, model),
            seed,
            0,
            new boolean[model.network().dimension()],
            count,
            null)
        .of(stored, count, network, 0);
  }
}
