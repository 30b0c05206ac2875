package io.ncsn.bench;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;

/** Computes the score of a block of chains on one thread without Spark. */
final class ScoreWork extends KernelWork {
  private static final int CHAINS = 512;
  private static final double SIGMA = 1;

  private final Size size;
  private ScoreNetwork network;
  private float[] rows;
  private float[] scores;

  /**
   * Makes the work.
   *
   * @param seconds duration of a repetition
   */
  ScoreWork(Size size, double seconds) {
    super("score-" + size, seconds);
    this.size = size;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), "rows/s", size.forward(), Target.NONE));
  }

  @Override
  void open() {
    NetworkSpec spec = size.spec();
    network =
        new ScoreNetwork(spec, ScoreModel.initialised(spec, 0).parameters(), KernelChoice.AUTO);
    rows = new float[CHAINS * size.dimension()];
    scores = new float[rows.length];
    Streams.fillNormal(Streams.of(0, Purpose.SAMPLING, 0), rows, rows.length);
  }

  @Override
  void once() {
    network.score(rows, CHAINS, SIGMA, scores);
  }

  @Override
  int units() {
    return CHAINS;
  }

  @Override
  public void close() {
    network.close();
  }
}
