package io.ncsn.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs several commands in one process, up to the first that fails. {@code submit/classes} makes
 * its archive of classes at the end of such a process, so that it holds those of each command.
 */
public final class SeveralCommands {
  private static final String THEN = "--then";

  private SeveralCommands() {}

  /**
   * @param arguments the arguments of {@code ncsn} for each command, with {@value #THEN} between
   */
  public static void main(String[] arguments) {
    for (List<String> command : split(arguments)) {
      Main.main(command.toArray(String[]::new)); // ends the process if it fails
    }
  }

  static List<List<String>> split(String... arguments) {
    List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
    for (String argument : arguments) {
      if (argument.equals(THEN)) {
        commands.add(new ArrayList<>());
      } else {
        commands.get(commands.size() - 1).add(argument);
      }
    }
    return commands;
  }
}
