package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.shard.EarlierColumns;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.EffectiveValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The model that a training starts from: its parameters are the first ones, and its codec, noise
 * levels and network stay.
 *
 * @param place as {@code train.start-from} names it
 * @param sha256 hash of its parameters
 */
record WarmStart(String place, Checkpoint checkpoint, String sha256) {
  private static final List<String> SHAPE = List.of("network.", "noise.");
  private static final List<String> ARITHMETIC = List.of("network.kernel", "network.avoid");

  /**
   * Reads the model in {@code place}, or in {@code place/model}.
   *
   * @throws CheckpointException if it is damaged or missing
   */
  static WarmStart read(String place, Configuration hadoop) {
    ModelDirectory directory =
        Stream.of(place + "/model", place)
            .map(uri -> ModelDirectory.at(uri, hadoop))
            .filter(ModelDirectory::exists)
            .findFirst()
            .orElseGet(() -> ModelDirectory.at(place, hadoop));
    Checkpoint checkpoint = directory.read();
    return new WarmStart(place, checkpoint, directory.sha256(Checkpoint.EMA).orElse(""));
  }

  ModelDescription model() {
    return checkpoint.model();
  }

  /** Returns how the table is to be read. */
  EarlierColumns columns() {
    return new EarlierColumns(place, sha256, model().codec());
  }

  /** Returns the first parameters: those that the model draws samples by. */
  float[] parameters() {
    return checkpoint.samplingParameters();
  }

  /** Returns the noise levels, and settles what is {@code auto} of them. */
  NoiseSchedule schedule(SettledSettings settled) {
    NoiseSchedule schedule = model().schedule();
    if (schedule.size() == 1) {
      return schedule;
    }
    settled.settleIfAuto("noise.sigma-begin", Double.toString(schedule.largest()));
    settled.settleIfAuto("noise.sigma-end", Double.toString(schedule.smallest()));
    settled.settleIfAuto("noise.levels", Integer.toString(schedule.size()));
    return schedule;
  }

  /**
   * Checks that the table was read by the model's codec.
   *
   * @throws ConfigException if it was not, as in {@code ncsn compare}
   */
  void requireRead(PreparedTable table) {
    RowCodec codec = model().codec();
    boolean same =
        table.plan().isPresent()
            ? haveEqualFiles(codec.with(List.of()), table.codec().with(List.of()))
            : codec.hasOnlyNumbers()
                && Arrays.equals(codec.scaler().scale(), table.scaler().scale())
                && Arrays.equals(codec.scaler().mean(), table.scaler().mean());
    if (!same) {
      throw new ConfigException(
          "Cannot start from '%s': the table is not read by its codec here; train.start-from is for 'ncsn train' and 'ncsn pipeline'"
              .formatted(place));
    }
  }

  private static boolean haveEqualFiles(RowCodec one, RowCodec other) {
    Map<String, byte[]> files = CodecFiles.of(one);
    Map<String, byte[]> others = CodecFiles.of(other);
    return files.keySet().equals(others.keySet())
        && files.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), others.get(file.getKey())));
  }

  /**
   * Returns this if no setting asks for another network or other noise levels than the model's, so
   * that a mistake is told before the table is read.
   *
   * @param asked settings of which some may be {@code auto}
   * @throws ConfigException if a setting does
   */
  WarmStart fitting(EffectiveSettings asked) {
    List<String> others = others(asked, value -> !value.value().equals("auto"));
    if (!others.isEmpty()) {
      throw another(others);
    }
    return this;
  }

  /**
   * Returns a network with those levels paired that a model has paired from which training starts:
   * older ones of many levels have none.
   */
  static MixedSpec paired(Optional<WarmStart> start, MixedSpec spec) {
    return start
        .map(first -> first.model().network())
        .filter(MixedSpec.class::isInstance)
        .map(MixedSpec.class::cast)
        .filter(first -> first.layout().toString().equals(spec.layout().toString()))
        .map(spec::pairedAs)
        .orElse(spec);
  }

  /**
   * Checks that the settings make the model's network and noise levels.
   *
   * @param settled all of them, no {@code auto} left
   * @throws ConfigException if they make others
   */
  void requireSame(ModelSpec spec, EffectiveSettings settled) {
    List<String> others = others(settled, value -> true);
    if (!others.isEmpty() || !spec.toString().equals(model().network().toString())) {
      throw another(others);
    }
  }

  private List<String> others(EffectiveSettings settings, Predicate<EffectiveValue> which) {
    return settings.values().stream()
        .filter(which)
        .filter(this::isOther)
        .map(this::thenAndNow)
        .toList();
  }

  private ConfigException another(List<String> others) {
    return new ConfigException(
        "Cannot start from '%s': its model is of another shape%s; set the same, or train anew without train.start-from"
            .formatted(place, others.isEmpty() ? "" : ": " + String.join(", ", others)));
  }

  /** What an {@code auto} came to is in the network itself, which is compared too. */
  private boolean isOther(EffectiveValue value) {
    return SHAPE.stream().anyMatch(value.key()::startsWith)
        && !ARITHMETIC.contains(value.key())
        && !value.value().equals("auto")
        && !then(value).equals("auto")
        && !value.value().equals(then(value));
  }

  private String then(EffectiveValue value) {
    return model().provenance().getOrDefault(ModelDescription.SETTING + value.key(), value.value());
  }

  private String thenAndNow(EffectiveValue value) {
    return "%s was %s, is %s".formatted(value.key(), then(value), value.value());
  }

  /** The hold-out losses of both models on the table of the later one. */
  record Compared(String place, String sha256, double before, double after) {
    Map<String, Object> facts() {
      return Map.of(
          "train.start.model", place,
          "train.start.ema-sha256", sha256,
          "train.start.holdout-loss", before,
          "train.start.holdout-loss-after", after);
    }
  }
}
