package io.ncsn.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs small jobs, of whose time most goes to the start of Java and Spark. */
final class StartsWork extends CommandWork {
  private static final double SECONDS = 5;
  private static final int COLUMNS = 10;
  private static final int TRAINING_ROWS = 10_000;
  private static final int ROWS = 1_000;

  private String table;
  private String some;
  private Path trained;

  StartsWork(Lab lab) {
    super("starts", lab);
  }

  @Override
  public List<Quantity> quantities() {
    return Stream.of("train", "sample", "likelihood")
        .map(command -> name() + ", " + command)
        .flatMap(
            name ->
                Stream.of(
                    new Quantity(name, "s", 0, Target.atMost(SECONDS)),
                    new Quantity(name, "CPU s")))
        .toList();
  }

  /** Runs each command once, which fills the system's file cache. */
  @Override
  public void prepare() {
    table = csv(TRAINING_ROWS, 1);
    some = csv(ROWS, 2);
    trained = lab().freshPath("start");
    train(trained);
    sample();
    likelihood();
  }

  private String csv(int rows, int seed) {
    String path = lab().fresh("numbers");
    MadeUpTables.numbers(lab(), rows, COLUMNS, seed).write().option("header", true).csv(path);
    return path;
  }

  @Override
  public double[] measure() {
    List<Launcher.Done> all = new ArrayList<>();
    all.add(train(lab().freshPath("start")));
    all.add(sample());
    all.add(likelihood());
    return all.stream()
        .flatMap(done -> Stream.of(done.seconds(), done.cpuSeconds()))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private Launcher.Done train(Path output) {
    return train(output, NUMBERS, "data.input=" + table, "data.format=csv", "train.max-rounds=5");
  }

  private Launcher.Done sample() {
    return use("sample", trained, lab().freshPath("start"), "--count", String.valueOf(ROWS));
  }

  private Launcher.Done likelihood() {
    return use(
        "likelihood",
        trained,
        lab().freshPath("start"),
        "--input",
        some,
        "--set",
        "data.format=csv");
  }

  @Override
  public void close() {
    lab().delete(table);
    lab().delete(some);
  }
}
