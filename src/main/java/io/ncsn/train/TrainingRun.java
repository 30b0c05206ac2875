package io.ncsn.train;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.KernelPlan;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A training: the model, the table and the settings.
 *
 * @param kernel resolved
 * @param settingsHash a hash of every setting that the parameters depend on; only runs of equal
 *     hashes resume each other
 * @param start the first parameters, [n]; empty: random ones
 * @param filler fills what rows do not know, as often as the settings say; empty: never
 * @param mirror mirrors half of the images that are drawn; empty: none
 */
public record TrainingRun(
    TrainSettings settings,
    KernelPlan kernel,
    PreparedTable table,
    ModelDescription model,
    String settingsHash,
    Optional<float[]> start,
    Optional<CellFiller> filler,
    Optional<Mirror> mirror) {
  /** Makes a training in which unknown cells are not filled, and nothing is mirrored. */
  public TrainingRun(
      TrainSettings settings,
      KernelPlan kernel,
      PreparedTable table,
      ModelDescription model,
      String settingsHash) {
    this(
        settings,
        kernel,
        table,
        model,
        settingsHash,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the number of rounds after which training ends; empty if they do not count. */
  OptionalInt mostRounds() {
    return AutoTraining.maxRounds(settings, model.network(), table.rows());
  }
}
