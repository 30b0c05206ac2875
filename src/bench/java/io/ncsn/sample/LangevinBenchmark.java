package io.ncsn.sample;

import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Steps of chains a second: annealed Langevin dynamics of one block, and its normals alone. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class LangevinBenchmark {
  private static final int BLOCK = 512;
  private static final int LEVELS = 2;
  private static final int STEPS = 10;
  private static final int EVALUATIONS = LEVELS * STEPS + 1;
  private static final double STEP_SIZE = 2e-5;

  /** Columns × width of the three hidden layers. */
  @Param({"2x128", "16x256", "784x512"})
  public String size;

  private final UniformRandomProvider random = Streams.of(0, Purpose.SAMPLING, 0);
  private ScoreNetwork network;
  private AnnealedLangevin sampler;
  private float[] normals;

  /** Opens an untrained model. */
  @Setup
  public void open() {
    String[] numbers = size.split("x", -1);
    int dimension = Integer.parseInt(numbers[0]);
    NetworkSpec spec =
        new NetworkSpec(dimension, Collections.nCopies(3, Integer.parseInt(numbers[1])), Form.EDM);
    network =
        new ScoreNetwork(spec, ScoreModel.initialised(spec, 0).parameters(), KernelChoice.AUTO);
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 1, 0.01, LEVELS);
    sampler = new AnnealedLangevin(network, levels, Prior.standard(dimension), STEPS, STEP_SIZE);
    normals = new float[BLOCK * dimension];
  }

  /** Network, normals and update. */
  @Benchmark
  @OperationsPerInvocation(BLOCK * EVALUATIONS)
  public float step() {
    return sampler
        .sample(
            target -> Streams.fillNormal(random, target, target.length),
            BLOCK,
            (sigma, rows) -> {})[0];
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
