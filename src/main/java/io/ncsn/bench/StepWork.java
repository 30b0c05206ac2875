package io.ncsn.bench;

import io.ncsn.network.Kernel;
import io.ncsn.network.KernelPlan;
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
  private final KernelCase net;
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
  StepWork(KernelCase net, double seconds) {
    super("step-" + net.name(), seconds);
    this.net = net;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), net.unit(), net.step(), Target.NONE));
  }

  @Override
  void open() {
    ScoreModel model = ScoreModel.initialised(net.spec(), 0);
    KernelPlan plan = KernelPlan.here(KernelChoice.AUTO).trainingIn(net.precision());
    kernel = Kernels.open(plan, model);
    objective = settings.objective().loss(net.spec(), MadeUp.levels(TimedTraining.LEVELS), null);
    rows = new float[net.batch() * net.spec().dimension()];
    Streams.fillNormal(random, rows, rows.length);
  }

  @Override
  void once() {
    objective.lossAndGradient(kernel, rows, net.batch(), random);
    kernel.adamStep(settings.learningRate(), settings.clipNorm().orElseThrow(), iteration++);
  }

  @Override
  int units() {
    return net.batch();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
