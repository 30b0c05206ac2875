package io.ncsn.bench;

import io.ncsn.network.Sgemm;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The speed of matrix multiplication in this run, by number of threads that multiply at once. */
final class Peak {
  private static final double SECONDS = 0.3;

  private final Map<Integer, Samples> flops = new TreeMap<>();

  /** Measures once with {@code threads} threads, each with its own product. */
  void measure(int threads) {
    double sum =
        IntStream.range(0, threads).mapToObj(i -> new Multiplier()).toList().stream()
            .mapToDouble(Multiplier::result)
            .sum();
    flops.computeIfAbsent(threads, any -> new Samples()).add(sum);
  }

  /** Returns the measured floating-point operations per second with {@code threads} threads. */
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
