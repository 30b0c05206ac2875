package io.ncsn.train;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a checkpoint with the training that wants to go on from it. The settings that parameters
 * depend on must be the same; those that only say when training ends may differ, and then a
 * finished training goes on.
 */
final class Resumption {
  private static final List<String> WITH_EFFECT =
      List.of("noise.", "network.", "train.", "data.image.flip");

  private final TrainingRun run;
  private final ModelDirectory directory;
  private final TrainingState state;
  private final Map<String, String> then;
  private final Map<String, String> now;

  Resumption(TrainingRun run, ModelDirectory directory, Checkpoint checkpoint) {
    this.run = run;
    this.directory = directory;
    this.state = checkpoint.state();
    this.then = checkpoint.model().provenance();
    this.now = run.model().provenance();
  }

  /**
   * Looks whether training may go on.
   *
   * @throws ConfigException when it may not; names the settings in the way
   */
  void check() {
    if (!state.settingsHash().equals(run.settingsHash())) {
      throw refusal(
          "its model was trained with other settings or data: "
              + String.join(", ", reasons())
              + "; use the same, set another output, or give --overwrite (only "
              + String.join(", ", new TreeSet<>(TrainSettings.ENDS))
              + " may differ)");
    }
    OptionalInt most = run.mostRounds();
    if (most.isPresent() && most.getAsInt() < state.round()) {
      boolean byEpochs = !most.equals(run.settings().maxRounds());
      throw refusal(
          "its model has had %d rounds, and %s %d; set %s, set another output, or give --overwrite"
              .formatted(
                  state.round(),
                  byEpochs ? "train.max-epochs comes to" : "train.max-rounds is",
                  most.getAsInt(),
                  byEpochs
                      ? "train.max-epochs to more"
                      : "train.max-rounds to more than " + state.round()));
    }
  }

  /** Whether training is to end elsewhere than the checkpoint's was. */
  boolean hasAnotherEnd() {
    return TrainSettings.ENDS.stream().anyMatch(this::differs);
  }

  /** The settings that say when training ends, then and now, as far as they differ. */
  String ends() {
    return String.join(
        ", ",
        TrainSettings.ENDS.stream().sorted().filter(this::differs).map(this::thenAndNow).toList());
  }

  private ConfigException refusal(String why) {
    return new ConfigException("Cannot resume training in " + directory + ": " + why);
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    boolean otherData = isOther(ModelDescription.FINGERPRINT);
    for (String key : keys()) {
      boolean matters = startsWithAny(key) || (otherData && key.startsWith("data."));
      if (matters
          && !TrainSettings.ENDS.contains(key)
          && !TrainSettings.WITHOUT_EFFECT.contains(key)
          && differs(key)) {
        reasons.add(thenAndNow(key));
      }
    }
    if (isOther(ModelDescription.START)) {
      reasons.add(TrainSettings.START_FROM + " names another model");
    }
    if (otherData) {
      reasons.add("the table's rows are others" + versions());
    }
    return reasons.isEmpty() ? List.of("another version of the program made it") : reasons;
  }

  /** The versions of the table, then and now, if that may be why its rows are others. */
  private String versions() {
    String fact = ModelDescription.TABLE;
    return then.containsKey(fact) && now.containsKey(fact) && isOther(fact)
        ? " (%s was read then, %s now)".formatted(then.get(fact), now.get(fact))
        : "";
  }

  private Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (Map<String, String> facts : List.of(then, now)) {
      facts.keySet().stream()
          .filter(fact -> fact.startsWith(ModelDescription.SETTING))
          .map(fact -> fact.substring(ModelDescription.SETTING.length()))
          .forEach(keys::add);
    }
    return keys;
  }

  private static boolean startsWithAny(String key) {
    return WITH_EFFECT.stream().anyMatch(key::startsWith);
  }

  private boolean differs(String key) {
    return isOther(ModelDescription.SETTING + key);
  }

  private boolean isOther(String fact) {
    return !then.getOrDefault(fact, "").equals(now.getOrDefault(fact, ""));
  }

  private String thenAndNow(String key) {
    String fact = ModelDescription.SETTING + key;
    return "%s was %s, is %s"
        .formatted(key, then.getOrDefault(fact, "not there"), now.getOrDefault(fact, "not there"));
  }
}
