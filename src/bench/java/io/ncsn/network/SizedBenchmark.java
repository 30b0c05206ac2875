package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Form;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rows a second of networks of three sizes. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public abstract class SizedBenchmark {
  /** Rows of a block of chains. */
  protected static final int BLOCK = 512;

  private static final int LAYERS = 3;

  /** Columns × width of the three hidden layers. */
  @Param({"2x128", "16x256", "784x512"})
  public String size;

  /** The network of that size. */
  protected final NetworkSpec spec() {
    String[] numbers = size.split("x", -1);
    int width = Integer.parseInt(numbers[1]);
    return new NetworkSpec(
        Integer.parseInt(numbers[0]), Collections.nCopies(LAYERS, width), Form.EDM);
  }
}
