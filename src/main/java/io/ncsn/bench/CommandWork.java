package io.ncsn.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs whole commands like a user, each a process of its own with the settings that are shipped.
 */
abstract class CommandWork extends SparkWork {
  /** The settings of mixed tables. */
  static final String TABLE = "table.conf";

  /** The settings of numeric columns. */
  static final String NUMBERS = "numbers.conf";

  CommandWork(String name, Lab lab) {
    super(name, lab);
  }

  @Override
  public boolean isOnRequest() {
    return true;
  }

  @Override
  public void check() {
    lab().launcher();
  }

  /** Returns the path of a configuration that comes with the program. */
  final Path configuration(String name) {
    return lab().launcher().configuration(name);
  }

  /** Runs a training with a configuration that comes with the program. */
  final Launcher.Done train(Path output, String configuration, String... settings) {
    return run(
        output,
        with(List.of("train", "--config", configuration(configuration).toString()), settings));
  }

  /** Runs a command on the model of {@link #train} in {@code trained}. */
  final Launcher.Done use(String command, Path trained, Path output, String... arguments) {
    List<String> all =
        new ArrayList<>(List.of(command, "--model", trained.resolve("model").toString()));
    all.addAll(List.of(arguments));
    return run(output, all);
  }

  final Launcher.Done run(Path output, List<String> command) {
    return lab().launcher().run(output, command);
  }

  /** Returns the command with settings, each {@code key=value}. */
  static List<String> with(List<String> command, String... settings) {
    List<String> all = new ArrayList<>(command);
    for (String setting : settings) {
      all.addAll(List.of("--set", setting));
    }
    return all;
  }
}
