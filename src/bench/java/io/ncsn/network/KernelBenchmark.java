package io.ncsn.network;

import io.ncsn.network.MultiScale.Weighting;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Rows a second of a training step's parts and of the score, by kernel and network. */
public class KernelBenchmark extends SizedBenchmark {
  private static final int BATCH = 128;
  private static final int LEVELS = 50;

  @Param({"LIBTORCH", "DL4J"})
  public KernelChoice kernel;

  private final UniformRandomProvider random = Streams.of(0, Purpose.TRAINING_NOISE, 0);
  private Kernel training;
  private MinibatchLoss objective;
  private ScoreNetwork network;
  private float[] rows;
  private float[] scores;
  private int iteration;

  /** Opens a model for training, and one for its score. */
  @Setup
  public void open() {
    NetworkSpec spec = spec();
    training = Kernels.open(kernel, ScoreModel.initialised(spec, 0));
    network = new ScoreNetwork(spec, ScoreModel.initialised(spec, 0).parameters(), kernel);
    Objective settings = new MultiScale(Weighting.POWER, 2);
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 10, 0.01, LEVELS);
    objective = settings.loss(spec, levels, null);
    rows = new float[BLOCK * spec.dimension()];
    scores = new float[rows.length];
    Streams.fillNormal(random, rows, rows.length);
  }

  /** Noise, forward and backward pass. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public double lossAndGradient() {
    return objective.lossAndGradient(training, rows, BATCH, random);
  }

  /** Adam alone; counted as the rows of its minibatch. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public double adam() {
    return training.adamStep(1e-3, 10, iteration++);
  }

  /** All of a step. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public double step() {
    return lossAndGradient() + adam();
  }

  /** The score of a block of chains. */
  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public float score() {
    network.score(rows, BLOCK, 1, scores);
    return scores[0];
  }

  /** Gives the native memory back. */
  @TearDown
  public void close() {
    training.close();
    network.close();
  }
}
