package io.ncsn.job;

import io.ncsn.checkpoint.TrainingState;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.train.TrainingOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A finished training.
 *
 * @param plan the training with everything settled
 * @param machines how its machines computed
 * @param outcome rounds, rows and times
 * @param model the model, ready for use
 * @param parametersSha256 SHA-256 of the file of averaged parameters, as hex
 * @param emaSha256 SHA-256 of the file of their moving average
 * @param start the losses before and after, if it started from a model and rows are held out
 */
public record TrainingResult(
    TrainingPlan plan,
    MachineAgreement machines,
    TrainingOutcome outcome,
    TrainedModel model,
    Optional<String> parametersSha256,
    Optional<String> emaSha256,
    Optional<WarmStart.Compared> start) {
  /** The entries of {@code run.json}, in their order. */
  public Map<String, Object> facts() {
    PreparedTable table = plan.table();
    TrainingState state = outcome.checkpoint().state();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data.rows", table.rows());
    facts.put("data.holdout-rows", table.holdoutRows());
    facts.put("data.bad-rows", table.badRows().total());
    if (table.read().files() > 0) {
      facts.put("data.files", table.read().files());
      facts.put("data.rows-by-file", table.read().rows());
    }
    table.weights().ifPresent(weights -> facts.put("data.weights", weights.facts()));
    table.plan().ifPresent(columns -> facts.put("data.plan", columns.facts()));
    table.plan().ifPresent(columns -> facts.put("data.rules", columns.ruleTexts()));
    if (!plan.narrowColumns().isEmpty()) {
      facts.put("data.narrow-columns", plan.narrowColumns());
    }
    facts.putAll(machines.facts("train"));
    facts.put("train.seconds", outcome.seconds());
    facts.put("train.rows", outcome.rows());
    facts.put("train.rows-per-second", outcome.rowsPerSecond());
    facts.put("train.rounds", state.round());
    facts.put("train.loss", state.loss());
    facts.put("train.holdout-loss", state.bestHoldoutLoss());
    facts.put("train.ended-because", outcome.reason());
    outcome.overhead().ifPresent(share -> facts.put("train.overhead", share));
    parametersSha256.ifPresent(sha -> facts.put("parameters-sha256", sha));
    emaSha256.ifPresent(sha -> facts.put("ema-sha256", sha));
    start.ifPresent(losses -> facts.putAll(losses.facts()));
    return facts;
  }
}
