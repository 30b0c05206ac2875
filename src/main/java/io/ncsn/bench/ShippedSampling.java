package io.ncsn.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Draws rows of a mixed table by {@code ncsn sample} with the sampler and count of its defaults.
 */
final class ShippedSampling extends CommandWork {
  private Path trained;

  ShippedSampling(Lab lab) {
    super("shipped-sample", lab);
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "rows/s"),
        new Quantity(name() + ", whole command", "s"),
        new Quantity(name() + ", whole command", "CPU s"));
  }

  /** The model is trained for one round: that does not change the arithmetic. */
  @Override
  public void prepare() {
    String input = lab().fresh("people");
    MadeUpTables.people(lab(), MixedModels.ROWS).write().parquet(input);
    trained = lab().freshPath("shipped");
    train(trained, TABLE, "data.input=" + input, "train.max-rounds=1");
    lab().delete(input);
    measure();
  }

  @Override
  public double[] measure() {
    Launcher.Done done = use("sample", trained, lab().freshPath("samples"));
    return new double[] {
      done.record().path("sample.rows-per-second").asDouble(), done.seconds(), done.cpuSeconds()
    };
  }
}
