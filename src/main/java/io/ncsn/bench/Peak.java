package io.ncsn.bench;

import io.ncsn.network.Sgemm;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Matrix multiplication's speed in this run, by the number of threads that multiply at once. */
final class Peak {
  private static final double SECONDS = 0.3;

  private final Map<Integer, Samples> flops = new TreeMap<>();

  /** Measures once with so many threads, each at a product of its own. */
  void measure(int threads) {
    double sum =
        IntStream.range(0, threads).mapToObj(i -> new Multiplier()).toList().stream()
            .mapToDouble(Multiplier::result)
            .sum();
    flops.computeIfAbsent(threads, any -> new Samples()).add(sum);
  }

  /** Floating-point operations a second with so many threads, which were measured. */
  double flops(int threads) {
    return flops.get(threads).median();
  }

  Map<Integer, Samples> all() {
    return flops;
  }

  private static final class Multiplier {
    private final Thread thread = new Thread(this::run);
    private double flops;

    Multiplier() {
      thread.start();
    }

    private void run() {
      try (Sgemm sgemm = new Sgemm()) {
        flops = sgemm.flops(SECONDS);
      }
    }

    double result() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return flops;
    }
  }
}
