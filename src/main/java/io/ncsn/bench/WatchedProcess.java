package io.ncsn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that has ended.
 *
 * @param code its exit code; {@link #KILLED} if it ran too long
 * @param seconds time from its start to its end
 * @param cpuSeconds processor time of the process and its descendants, as last seen of each; 0
 *     where the system does not tell
 * @param peakBytes greatest resident memory of the process and its descendants together, as seen
 *     ten times a second; 0 where the system does not tell
 */
record WatchedProcess(int code, double seconds, double cpuSeconds, long peakBytes) {
  /** The code of a process that was ended because it ran too long. */
  static final int KILLED = -1;

  private static final int PERIOD = 100; // milliseconds
  private static final String RESIDENT = "VmRSS:";

  /**
   * Runs a process.
   *
   * @param most seconds after which it is killed, with its descendants
   */
  static WatchedProcess run(ProcessBuilder builder, double most) {
    long begin = System.nanoTime();
    long peak = 0;
    Map<Long, Duration> used = new HashMap<>();
    Process process = start(builder);
    try {
      while (!process.waitFor(PERIOD, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, resident(process));
        family(process).forEach(each -> note(each, used));
        if (seconds(begin) > most) {
          kill(process);
          return new WatchedProcess(KILLED, seconds(begin), seconds(used), peak);
        }
      }
      return new WatchedProcess(process.exitValue(), seconds(begin), seconds(used), peak);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while " + builder.command().get(0) + " was running", e);
    }
  }

  /** Returns the last line with text in a process's log, which names the cause of a failure. */
  static String lastLine(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("no message").strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log, e);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + builder.command().get(0), e);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void note(ProcessHandle process, Map<Long, Duration> used) {
    process.info().totalCpuDuration().ifPresent(time -> used.put(process.pid(), time));
  }

  private static double seconds(Map<Long, Duration> used) {
    return used.values().stream().mapToLong(Duration::toMillis).sum() / 1e3;
  }

  private static Stream<ProcessHandle> family(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private static long resident(Process process) {
    return family(process)
        .mapToLong(handle -> resident(Path.of("/proc", Long.toString(handle.pid()), "status")))
        .sum();
  }

  /** Returns the resident bytes of a process; 0 if it has ended, or without {@code /proc}. */
  private static long resident(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
