package io.ncsn.app;

import picocli.CommandLine;

/**
 * The program {@code ncsn}: runs one command and, alone in all the code, decides the process's
 * exit.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    SerialFilter.install();
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
}
