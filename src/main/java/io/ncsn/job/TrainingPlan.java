package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.shard.NarrowColumns;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.sample.UnknownCells;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.train.AutoTraining;
import io.ncsn.train.CellFiller;
import io.ncsn.train.Mirror;
import io.ncsn.train.TrainSettings;
import io.ncsn.train.TrainingRun;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training with everything settled that its settings leave open.
 *
 * @param settings the settings in force, no {@code auto} left among those that training reads
 * @param table the training rows
 * @param model the model before it is trained: network, noise levels, columns, scaler, provenance
 * @param kernel what does the arithmetic
 * @param narrowColumns columns that cannot be learnt, because a few far values set their scale
 * @param averagingFrequency minibatches of each replica between two averagings
 * @param hash SHA-256 of all that the parameters depend on; only equal trainings resume each other
 * @param start the model that it starts from
 */
public record TrainingPlan(
    EffectiveSettings settings,
    PreparedTable table,
    ModelDescription model,
    KernelChoice kernel,
    List<NarrowColumns.Narrow> narrowColumns,
    int averagingFrequency,
    String hash,
    Optional<WarmStart> start) {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingPlan.class);

  /**
   * Settles what {@code settings} leave open for {@code table}, and checks that the model can be
   * trained and sampled so: a mistake shows before hours of training.
   *
   * @throws io.ncsn.config.ConfigException where settings do not fit one another or the table
   * @throws io.ncsn.data.codec.DataException where a column has a name that samples need
   */
  public static TrainingPlan resolve(EffectiveSettings settings, PreparedTable table) {
    return resolve(settings, table, Optional.empty());
  }

  /** As the other one, for a training that may start from a model. */
  static TrainingPlan resolve(
      EffectiveSettings settings, PreparedTable table, Optional<WarmStart> start) {
    TrainingPlan plan = new TrainingResolution(settings, table, start).plan();
    plan.log();
    return plan;
  }

  /** Returns a SHA-256 of all that the finished model depends on, when training ends included. */
  public String hashWithEnd() {
    String ends =
        settings.values().stream()
            .filter(setting -> TrainSettings.ENDS.contains(setting.key()))
            .map(setting -> setting.key() + "=" + setting.value())
            .collect(Collectors.joining("\n"));
    return DigestUtils.sha256Hex(hash + "\n" + ends);
  }

  /** The training as the rounds take it, once the machines have agreed on how to compute. */
  TrainingRun run(KernelPlan computing) {
    TrainSettings train = settings.settings().train();
    return new TrainingRun(
        train,
        computing,
        table,
        model,
        hash,
        start.map(WarmStart::parameters),
        filler(train, computing),
        mirror());
  }

  private Optional<CellFiller> filler(TrainSettings train, KernelPlan computing) {
    if (emRounds(train, table) == 0) {
      return Optional.empty();
    }
    UnknownCells cells = UnknownCells.of(model, computing, train.seed());
    return Optional.of(cells::fill);
  }

  private Optional<Mirror> mirror() {
    return settings
        .settings()
        .data()
        .image()
        .filter(ImageFormat::flip)
        .flatMap(format -> ModelImages.of(model, Optional.of(format)))
        .map(
            images ->
                Mirror.of(
                    images.format(), images.first(), model.isMixed() ? null : model.scaler()));
  }

  /** Returns how often the unknown cells of {@code table} are filled. */
  static int emRounds(TrainSettings train, PreparedTable table) {
    boolean unknown = table.plan().filter(TablePlan::hasUnknownCells).isPresent();
    return unknown ? AutoTraining.emRounds(train) : 0;
  }

  private void log() {
    warnings().forEach(LOG::warn);
    model.network().architecture().warning().ifPresent(LOG::warn);
    TrainSettings train = settings.settings().train();
    LOG.info(
        "Network: {} parameters, kernel {}; {} replicas, {} minibatches of {} rows between averagings",
        model.network().parameters(),
        Choice.name(kernel),
        train.replicas(),
        averagingFrequency,
        train.batchSize());
  }

  /** Returns what a user must know about the table before believing the model, as sentences. */
  public List<String> warnings() {
    return narrowColumns.stream().map(this::warning).toList();
  }

  private String warning(NarrowColumns.Narrow column) {
    return String.format(
        Locale.ROOT,
        "Column '%s' cannot be learnt: 99 %% of its values lie between %.4g and %.4g, a range of %.3g standardised units, below the least noise %.3g; a few far values (a code for unknown?) set its scale. Drop or clip these rows, or leave the column out by data.exclude.",
        column.column(),
        column.least(),
        column.greatest(),
        column.width(),
        model.schedule().smallest());
  }
}
