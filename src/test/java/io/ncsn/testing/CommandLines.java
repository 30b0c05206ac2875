package io.ncsn.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole command lines of processes, from /proc: Java cuts long ones short. */
public final class CommandLines {
  private CommandLines() {}

  /** A process's program and arguments with blanks between them; empty if it has ended. */
  public static String of(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }
}
