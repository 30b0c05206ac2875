package io.ncsn.app;

/**
 * The program {@code ncsn}: runs one command and, alone in all the code, decides the process's
 * exit.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code = NcsnCommand.commandLine().execute(arguments);
    if (code != ExitCode.DONE.code()) {
      System.exit(code);
    }
  }
}
