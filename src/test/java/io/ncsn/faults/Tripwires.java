package io.ncsn.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What is to happen to the next task that begins on any executor, as files that the first to come
 * takes away.
 */
record Tripwires(Path folder) {
  /** Names the folder in the environment of executors. */
  static final String VARIABLE = "TRIPWIRES";

  /** What happens to a task. */
  enum Kind {
    /** It does its work, and then fails. */
    FAIL,
    /** It waits until it is told to stop, and a minute at most. */
    SLOW
  }

  static Tripwires in(Path folder) throws IOException {
    return new Tripwires(Files.createDirectories(folder));
  }

  /** For the next task of a phase. */
  void set(Kind kind, Phase phase) throws IOException {
    Files.write(wire(kind, phase), new byte[0]);
  }

  /** Whether no task has come yet. */
  boolean isSet(Kind kind, Phase phase) {
    return Files.exists(wire(kind, phase));
  }

  /** True for one caller after each {@link #set}. */
  boolean trip(Kind kind, Phase phase) {
    try {
      return Files.deleteIfExists(wire(kind, phase));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path wire(Kind kind, Phase phase) {
    return folder.resolve((kind + "-" + phase).toLowerCase(Locale.ROOT));
  }
}
