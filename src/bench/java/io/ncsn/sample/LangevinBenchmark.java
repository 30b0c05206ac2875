package io.ncsn.sample;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.network.SizedBenchmark;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Steps of chains a second: annealed Langevin dynamics of one block, and its normals alone. */
public class LangevinBenchmark extends SizedBenchmark {
  private static final int LEVELS = 2;
  private static final int STEPS = 10;
  private static final int EVALUATIONS = LEVELS * STEPS + 1;
  private static final double STEP_SIZE = 2e-5;

  private final UniformRandomProvider random = Streams.of(0, Purpose.SAMPLING, 0);
  private ScoreNetwork network;
  private ChainSampler sampler;
  private float[] normals;

  /** Opens an untrained model. */
  @Setup
  public void open() {
    NetworkSpec spec = spec();
    network =
        new ScoreNetwork(spec, ScoreModel.initialised(spec, 0).parameters(), KernelChoice.AUTO);
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 1, 0.01, LEVELS);
    sampler =
        new SamplingPlan(new AnnealedLangevin(STEPS, STEP_SIZE), levels)
            .sampler(network, Prior.standard(spec.dimension()));
    normals = new float[BLOCK * spec.dimension()];
  }

  /** Network, normals and update. */
  @Benchmark
  @OperationsPerInvocation(BLOCK * EVALUATIONS)
  public float step() {
    return sampler.sample(Streams.fillingNormals(random), BLOCK, (sigma, rows) -> {})[0];
  }

  /** The normals of one step. */
  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public float normals() {
    Streams.fillNormal(random, normals, normals.length);
    return normals[0];
  }

  /** Gives the native memory back. */
  @TearDown
  public void close() {
    network.close();
  }
}
