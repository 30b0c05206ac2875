package io.ncsn.train;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.KernelPlan;

/**
 * A training: the model, the table and the settings.
 *
 * @param kernel resolved
 * @param settingsHash a hash of every setting that the parameters depend on; only runs of equal
 *     hashes resume each other
 */
public record TrainingRun(
    TrainSettings settings,
    KernelPlan kernel,
    PreparedTable table,
    ModelDescription model,
    String settingsHash) {}
