package io.ncsn.bench;

import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.TrainSettings;
import io.ncsn.data.PreparedTable;
import io.ncsn.network.Kernels;
import io.ncsn.train.Trainer;
import io.ncsn.train.TrainingRun;
import java.util.ArrayList;
import java.util.List;

/**
 * Training as a job does it: noise, steps, Adam, averaging on Spark, moving average. A table in
 * memory, nothing held out, no checkpoint but the last.
 */
final class TrainingWork implements Work {
  private static final int ROWS = 100_000;
  private static final int LEVELS = 50;

  private final Lab lab;
  private final Size size;
  private final double seconds;
  private final Target target;
  private PreparedTable table;

  /**
   * @param seconds of a repetition
   * @param target of the rows a second
   */
  TrainingWork(Lab lab, Size size, double seconds, Target target) {
    this.lab = lab;
    this.size = size;
    this.seconds = seconds;
    this.target = target;
  }

  @Override
  public String name() {
    return "train-" + size;
  }

  @Override
  public int threads() {
    return lab.tasks();
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(name(), "rows/s", size.step(), target),
        new Quantity("outside-steps-" + size, "of the time", 0, Target.atMost(0.05)));
  }

  @Override
  public void prepare() {
    table =
        lab.table(Math.min(ROWS, 20_000_000 / size.dimension()), size.dimension(), 2 * lab.tasks());
    run(lab.tasks());
  }

  @Override
  public double[] measure() {
    RoundClock clock = run(lab.tasks());
    return new double[] {clock.rowsPerSecond(), clock.outsideSteps()};
  }

  /** Trains with {@code replicas}, each a task. */
  RoundClock run(int replicas) {
    TrainSettings settings =
        Lab.settings(
                "train.replicas=" + replicas,
                "train.max-seconds=" + seconds,
                "train.checkpoint-every=1000000")
            .train();
    TrainingRun run =
        new TrainingRun(
            settings,
            Kernels.resolve(KernelChoice.AUTO),
            table,
            Lab.description(size.spec(), Lab.levels(LEVELS)),
            "made up");
    ModelDirectory directory =
        ModelDirectory.at(lab.fresh("model"), lab.session().sparkContext().hadoopConfiguration());
    RoundClock clock = new RoundClock(Math.min(replicas, lab.tasks()));
    new Trainer(lab.spark(), run, directory, clock).run();
    return clock;
  }

  @Override
  public List<String> peer() {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--seconds", String.valueOf(seconds)));
    arguments.addAll(size.arguments());
    arguments.addAll(List.of("--levels", String.valueOf(LEVELS)));
    return arguments;
  }
}
