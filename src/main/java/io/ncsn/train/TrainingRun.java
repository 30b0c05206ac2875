package io.ncsn.train;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.TrainSettings;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.KernelPlan;

/**
 * What is trained, on what, and how.
 *
 * @param kernel resolved
 * @param settingsHash of every setting that the parameters depend on; only equal ones resume each
 *     other
 */
public record TrainingRun(
    TrainSettings settings,
    KernelPlan kernel,
    PreparedTable table,
    ModelDescription model,
    String settingsHash) {}
