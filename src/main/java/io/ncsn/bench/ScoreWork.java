package io.ncsn.bench;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;

/** The score of a block of chains, on one thread and without Spark. */
final class ScoreWork implements Work {
  private static final int CHAINS = 512;
  private static final double SIGMA = 1;

  private final Size size;
  private final double seconds;
  private ScoreNetwork network;
  private float[] rows;
  private float[] scores;

  /**
   * @param seconds of a repetition
   */
  ScoreWork(Size size, double seconds) {
    this.size = size;
    this.seconds = seconds;
  }

  @Override
  public String name() {
    return "score-" + size;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(new Quantity(name(), "rows/s", size.forward(), Target.NONE));
  }

  @Override
  public void prepare() {
    NetworkSpec spec = size.spec();
    network =
        new ScoreNetwork(spec, ScoreModel.initialised(spec, 0).parameters(), KernelChoice.AUTO);
    rows = new float[CHAINS * size.dimension()];
    scores = new float[rows.length];
    Streams.fillNormal(Streams.of(0, Purpose.SAMPLING, 0), rows, rows.length);
    measure();
  }

  @Override
  public double[] measure() {
    return new double[] {
      Rate.of(CHAINS, seconds, () -> network.score(rows, CHAINS, SIGMA, scores))
    };
  }

  @Override
  public void close() {
    network.close();
  }
}
