package io.ncsn.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a soak did, in {@code target/soak.log}, line by line as it happens. */
final class SoakLog {
  private final PrintWriter out;
  private final long begin = System.nanoTime();
  private final Map<String, Integer> survived = new TreeMap<>();
  private final List<Long> driver = new ArrayList<>();
  private final List<Long> executor = new ArrayList<>();

  private SoakLog(PrintWriter out) {
    this.out = out;
  }

  static SoakLog open(long seed) {
    try {
      Path file = Path.of("target", "soak.log").toAbsolutePath();
      SoakLog log =
          new SoakLog(new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true));
      log.line("soak.seed=" + seed);
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void survived(Fault fault, Phase phase) {
    survived.merge(fault + " " + phase, 1, Integer::sum);
    line("hit " + fault + " " + phase);
  }

  void missed(Fault fault, Phase phase) {
    line("missed " + fault + " " + phase);
  }

  void checkpoints(int count) {
    line(count + " checkpoints equal");
  }

  void samples(int rows) {
    line(rows + " samples equal");
  }

  /** Notes what a command needed. */
  void memory(String command, Memory memory) {
    line(
        "memory of %s: driver at most %d MB in the middle third, %d MB in the last; executors at most %d MB"
            .formatted(
                command,
                memory.driverMidway() >> 20,
                memory.driverAtTheEnd() >> 20,
                memory.executor() >> 20));
    if (command.equals("train")) {
      driver.add(Math.max(memory.driverMidway(), memory.driverAtTheEnd()));
      executor.add(memory.executor());
    }
  }

  /** Mean memory of drivers and executors in the last third of the turns, by that in the first. */
  double growth() {
    int third = driver.size() / 3;
    return third == 0 ? 1 : Math.max(growth(driver, third), growth(executor, third));
  }

  private static double growth(List<Long> turns, int third) {
    return mean(turns.subList(turns.size() - third, turns.size())) / mean(turns.subList(0, third));
  }

  private static double mean(List<Long> bytes) {
    return bytes.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  void finish() {
    survived.forEach((fault, times) -> line(fault + ": " + times + " times survived"));
    line("memory of the last third of turns by the first third: " + growth());
    out.close();
  }

  private void line(String text) {
    Duration since = Duration.ofNanos(System.nanoTime() - begin);
    out.printf("%4d s  %s%n", since.toSeconds(), text);
  }
}
