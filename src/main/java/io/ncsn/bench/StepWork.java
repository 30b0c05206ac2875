package io.ncsn.bench;

import io.ncsn.network.Kernel;
import io.ncsn.network.Kernels;
import io.ncsn.network.MinibatchLoss;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.ScoreModel;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.train.TrainSettings;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Runs the step of one replica on one thread without Spark: noise, forward, backward, Adam. */
final class StepWork extends KernelWork {
  private final Size size;
  private final TrainSettings settings = Lab.settings().train();
  private final UniformRandomProvider random = Streams.of(0, Purpose.TRAINING_NOISE, 0);
  private Kernel kernel;
  private MinibatchLoss objective;
  private float[] rows;
  private int iteration;

  /**
   * Makes the work.
   *
   * @param seconds duration of a repetition
   */
  StepWork(Size size, double seconds) {
    super("step-" + size, seconds);
    this.size = size;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), "rows/s", size.step(), Target.NONE));
  }

  @Override
  void open() {
    ScoreModel model = ScoreModel.initialised(size.spec(), 0);
    kernel = Kernels.open(KernelChoice.AUTO, model);
    objective = settings.objective().loss(size.spec(), MadeUp.levels(TimedTraining.LEVELS), null);
    rows = new float[settings.batchSize() * size.dimension()];
    Streams.fillNormal(random, rows, rows.length);
  }

  @Override
  void once() {
    objective.lossAndGradient(kernel, rows, settings.batchSize(), random);
    kernel.adamStep(settings.learningRate(), settings.clipNorm().orElseThrow(), iteration++);
  }

  @Override
  int units() {
    return settings.batchSize();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
