package io.ncsn.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Option of the commands whose rows have some of a table's columns as they are. */
final class KeptColumns {
  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Columns of the table to keep in the result, such as an id.")
  private List<String> names = List.of();

  List<String> names() {
    return names;
  }
}
