package io.ncsn.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import picocli.CommandLine;

/**
 * The program {@code ncsn}. It runs one command, and only this class decides how the process ends.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    leaveTheSurroundings();
    SerialFilter.install();
    endWhereAThreadFindsNoMemory();
    CommandLine command = NcsnCommand.commandLine();
    Optional<YarnDriver> onYarn = YarnDriver.listeningTo(command);
    int code = execute(command, arguments);
    if (code != ExitCode.DONE.code()) {
      onYarn.ifPresent(driver -> driver.report(code));
      System.exit(code);
    }
  }

  private static int execute(CommandLine command, String... arguments) {
    try {
      return command.execute(arguments);
    } catch (Error e) { // picocli handles exceptions only
      return NcsnCommand.failure(e, command.getErr());
    }
  }

  /**
   * Sets a fixed locale and time zone. Numbers, dates and letter case are thus the same for every
   * user on every machine.
   */
  static void leaveTheSurroundings() {
    Locale.setDefault(Locale.ENGLISH);
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
  }

  /**
   * Ends the process if a thread runs out of memory. If this kills a thread of Spark that takes the
   * result of a task, the job would wait for ever. The process is halted, because shutdown hooks
   * may need memory too. Outputs are whole after any kill.
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
