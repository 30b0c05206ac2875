package io.ncsn.faults;

import java.io.IOException;

/** Signals to processes, by the shell's {@code kill}: Java itself sends only two of them. */
enum Signal {
  KILL,
  TERM,
  STOP,
  CONT;

  void to(long process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name(), String.valueOf(process)).start().waitFor();
  }
}
