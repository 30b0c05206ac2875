package io.ncsn.faults;

import java.io.IOException;

/**
 * Signals to processes, by the shell's own {@code kill}: Java itself sends only two of them, and
 * not every machine has the program.
 */
enum Signal {
  KILL,
  TERM,
  STOP,
  CONT;

  void to(long process) throws IOException, InterruptedException {
    new ProcessBuilder("bash", "-c", "kill -%s %d".formatted(name(), process)).start().waitFor();
  }
}
