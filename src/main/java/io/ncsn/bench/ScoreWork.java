package io.ncsn.bench;

import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;

/** Computes the score of a block of chains on one thread without Spark. */
final class ScoreWork extends KernelWork {
  private static final double SIGMA = 1;

  private final KernelCase net;
  private ScoreNetwork network;
  private float[] rows;
  private float[] scores;

  /**
   * Makes the work.
   *
   * @param seconds duration of a repetition
   */
  ScoreWork(KernelCase net, double seconds) {
    super("score-" + net.name(), seconds);
    this.net = net;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), net.unit(), net.forward(), Target.NONE));
  }

  @Override
  void open() {
    NetworkSpec spec = net.spec();
    network =
        new ScoreNetwork(
            spec,
            ScoreModel.initialised(spec, 0).parameters(),
            KernelPlan.here(KernelChoice.AUTO),
            net.precision());
    rows = new float[net.chains() * spec.dimension()];
    scores = new float[rows.length];
    Streams.fillNormal(Streams.of(0, Purpose.SAMPLING, 0), rows, rows.length);
  }

  @Override
  void once() {
    network.score(rows, net.chains(), SIGMA, scores);
  }

  @Override
  int units() {
    return net.chains();
  }

  @Override
  public void close() {
    network.close();
  }
}
