package io.ncsn.bench;

import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains a table by {@code ncsn train} with a configuration that comes with the program, whose
 * averaging and minibatches it keeps.
 */
final class ShippedTraining extends CommandWork {
  private static final double MOST_OUTSIDE = 0.08;
  private static final double LEAST_RATIO = 1.5;
  private static final double PEER_SECONDS = 4;

  private static final int NUMBERS_COLUMNS = 16;

  private final String configuration;
  private final Function<Lab, Dataset<Row>> rows;
  private final double seconds;
  private String input;
  private Size size;
  private int batch;

  private ShippedTraining(
      String name,
      Lab lab,
      String configuration,
      Function<Lab, Dataset<Row>> rows,
      double seconds) {
    super(name, lab);
    this.configuration = configuration;
    this.rows = rows;
    this.seconds = seconds;
  }

  /**
   * Makes the work of a mixed table.
   *
   * @param seconds duration of a repetition's training, in place of the configuration's
   */
  static ShippedTraining ofTable(Lab lab, double seconds) {
    return new ShippedTraining(
        "shipped-train", lab, TABLE, any -> MadeUpTables.people(any, MixedModels.ROWS), seconds);
  }

  /** Makes the work of a table of numbers; see {@link #ofTable}. */
  static ShippedTraining ofNumbers(Lab lab, double seconds) {
    return new ShippedTraining(
        "shipped-train-numbers",
        lab,
        NUMBERS,
        any -> MadeUpTables.numbers(any, MixedModels.ROWS, NUMBERS_COLUMNS, 1),
        seconds);
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "rows/s", 0, Target.ofPeer(LEAST_RATIO)),
        new Quantity(name() + ", outside steps", "of time", 0, Target.atMost(MOST_OUTSIDE)),
        new Quantity(name() + ", outside rounds", "s"));
  }

  /** Trains one round, which unpacks the native libraries, and counts the channels of a row. */
  @Override
  public void prepare() {
    input = lab().fresh("rows");
    rows.apply(lab()).write().parquet(input);
    train(lab().freshPath("shipped"), configuration, "data.input=" + input, "train.max-rounds=1");
    Settings settings =
        Lab.settings(Optional.of(configuration(configuration)), "data.input=" + input);
    PreparedTable table =
        TablePreparer.prepare(
            lab().session(), settings.data(), lab().tasks(), lab().fresh("shipped"));
    size =
        new Size(
            table.codec().channels().channelWidth(),
            settings.network().architecture().hidden().get(0));
    batch = settings.train().batchSize();
    table.release();
  }

  @Override
  public double[] measure() {
    Launcher.Done done =
        train(
            lab().freshPath("shipped"),
            configuration,
            "data.input=" + input,
            "train.max-seconds=" + seconds);
    return new double[] {
      done.record().path("train.rows-per-second").asDouble(),
      done.record().path("train.overhead").asDouble(),
      done.seconds() - done.record().path("train.seconds").asDouble()
    };
  }

  /**
   * A table of numbers with as many channels, which is less work than ours if there are categories.
   */
  @Override
  public List<String> peer() {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--seconds", String.valueOf(PEER_SECONDS)));
    arguments.addAll(size.arguments());
    arguments.addAll(List.of("--batch", String.valueOf(batch)));
    arguments.addAll(List.of("--rows", String.valueOf(MixedModels.ROWS)));
    return arguments;
  }

  @Override
  public void close() {
    lab().delete(input);
  }
}
