package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * Fills the unknown cells of training rows with draws of the network in training, given the rows'
 * known cells. The draws depend on the rows, the parameters and keys alone.
 *
 * @param seed the training's
 */
public record UnknownCells(MixedSpec spec, ModelChains chains, KernelPlan kernel, long seed)
    implements Serializable {

  /** Makes a filler for rows of a model, which draws by DPM-Solver++. */
  public static UnknownCells of(ModelDescription model, KernelPlan kernel, long seed) {
    return new UnknownCells(
        (MixedSpec) model.network(), ModelChains.by(new DpmSolver(0), model), kernel, seed);
  }

  /**
   * Returns the rows with nothing unknown. Their known cells stay as they are. Rows that are all
   * known are returned themselves.
   *
   * @param stored row-major [rows, stored width]; NaN where a row is not known; not changed
   * @param parameters the network's, [n]
   * @param key at least 0; tells these rows and this time from all others
   */
  public float[] fill(float[] stored, float[] parameters, long key) {
    int width = spec.layout().storedWidth();
    int[] open =
        IntStream.range(0, stored.length / width)
            .filter(row -> isOpen(stored, row * width, width))
            .toArray();
    if (open.length == 0) {
      return stored;
    }
    float[] asked = new float[open.length * width];
    for (int i = 0; i < open.length; i++) {
      System.arraycopy(stored, open[i] * width, asked, i * width, width);
    }
    float[] drawn;
    try (MixedScoreNetwork network = new MixedScoreNetwork(spec, parameters, kernel)) {
      // Keys below 0 are those of no batch that a job completes.
      drawn =
          new CompletedRows(spec, chains, seed, 0, new boolean[spec.dimension()], null)
              .of(asked, open.length, network, ~key);
    }
    float[] filled = stored.clone();
    for (int i = 0; i < drawn.length; i++) {
      int at = open[i / width] * width + i % width;
      filled[at] = Float.isNaN(stored[at]) ? drawn[i] : stored[at];
    }
    return filled;
  }

  private static boolean isOpen(float[] stored, int from, int width) {
    return IntStream.range(from, from + width).anyMatch(i -> Float.isNaN(stored[i]));
  }
}
