package io.ncsn.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resident memory of a command's processes, looked at every other second while they train or
 * sample.
 */
final class Memory {
  private static final long INTERVAL = Duration.ofSeconds(2).toNanos();

  private final List<Long> drivers = new ArrayList<>();
  private final List<Long> executors = new ArrayList<>();
  private long looked = System.nanoTime() - INTERVAL;

  void look(Submission submission) {
    if (System.nanoTime() - looked < INTERVAL) {
      return;
    }
    looked = System.nanoTime();
    drivers.add(resident(submission.pid()));
    try (Stream<ProcessHandle> processes = submission.executors()) {
      executors.add(processes.mapToLong(p -> resident(p.pid())).max().orElse(0));
    }
  }

  /** The most that the driver had in the middle third of the command, in bytes. */
  long driverMidway() {
    return most(drivers.subList(drivers.size() / 3, 2 * drivers.size() / 3));
  }

  /** The most that the driver had in the last third. */
  long driverAtTheEnd() {
    return most(drivers.subList(2 * drivers.size() / 3, drivers.size()));
  }

  /** The most that an executor had. */
  long executor() {
    return most(executors);
  }

  private static long most(List<Long> bytes) {
    return bytes.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static long resident(long process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException ended) {
      return 0;
    }
  }
}
