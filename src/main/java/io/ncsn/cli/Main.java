package io.ncsn.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;
import picocli.CommandLine;

/**
 * The program {@code ncsn}: runs one command and, alone in all the code, decides the process's
 * exit.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    leaveTheSurroundings();
    SerialFilter.install();
    endWhereAThreadFindsNoMemory();
    CommandLine command = NcsnCommand.commandLine();
    int code;
    try {
      code = command.execute(arguments);
    } catch (Error e) { // picocli handles exceptions only
      code = NcsnCommand.failure(e, command.getErr());
    }
    if (code != ExitCode.DONE.code()) {
      System.exit(code);
    }
  }

  /**
   * Takes the locale and the time zone from nobody: numbers, dates and letters' cases are the same
   * for every user of every machine.
   */
  static void leaveTheSurroundings() {
    Locale.setDefault(Locale.ENGLISH);
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
  }

  /**
   * A thread of Spark's that takes a task's result, and dies for it finds no memory, leaves the job
   * waiting for ever; so the process ends. It is halted, as hooks may need memory too: outputs are
   * whole after any kill.
   */
  static void endWhereAThreadFindsNoMemory() {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          if (thrown instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(NcsnCommand.failure(thrown, err));
          }
          err.print("Exception in thread \"" + thread.getName() + "\" ");
          thrown.printStackTrace(err);
        });
  }
}
