package io.ncsn.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Finds log-densities of numbers by {@code ncsn likelihood}, with a model that {@code
 * conf/numbers.conf} trained: by the default, and with steps of each row's own. The longer a model
 * is trained, the more evaluations the latter take.
 */
final class ShippedLikelihood extends CommandWork {
  private static final int COLUMNS = 16;
  private static final int TRAINING_ROWS = 20_000;
  private static final double LEAST = 2_000;

  private final int rows;
  private final double seconds;
  private Path trained;
  private String input;

  /**
   * Makes the work.
   *
   * @param rows number of rows whose densities are found
   * @param seconds training time of the model
   */
  ShippedLikelihood(Lab lab, int rows, double seconds) {
    super("shipped-likelihood", lab);
    this.rows = rows;
    this.seconds = seconds;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "rows/s", 0, Target.atLeast(LEAST)),
        new Quantity(name() + ", error of the mean", "nats"),
        new Quantity(name() + ", own steps", "rows/s"));
  }

  @Override
  public void prepare() {
    String table = lab().fresh("numbers");
    MadeUpTables.numbers(lab(), TRAINING_ROWS, COLUMNS, 1).write().parquet(table);
    input = lab().fresh("numbers");
    MadeUpTables.numbers(lab(), rows, COLUMNS, 2).write().parquet(input);
    trained = lab().freshPath("shipped");
    train(trained, NUMBERS, "data.input=" + table, "train.max-seconds=" + seconds);
    lab().delete(table);
  }

  @Override
  public double[] measure() {
    Launcher.Done shipped = densities();
    Launcher.Done own = densities("--set", "likelihood.steps=none");
    return new double[] {
      shipped.record().path("likelihood.rows-per-second").asDouble(),
      shipped.record().path("likelihood.step-error").asDouble(Double.NaN),
      own.record().path("likelihood.rows-per-second").asDouble()
    };
  }

  private Launcher.Done densities(String... settings) {
    String[] arguments = new String[settings.length + 2];
    arguments[0] = "--input";
    arguments[1] = input;
    System.arraycopy(settings, 0, arguments, 2, settings.length);
    return use("likelihood", trained, lab().freshPath("densities"), arguments);
  }

  @Override
  public void close() {
    lab().delete(input);
  }
}
