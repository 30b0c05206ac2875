package io.ncsn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a scheduler asks for on a later night, and cannot have. */
final class BadNights {
  private static final Map<String, String> TWO_NEURONS = Map.of("setting.network.hidden", "2");
  private static final Map<String, String> FIVE_ROWS =
      Map.of("setting.data.seed", "0", "setting.data.holdout", "0", "data.rows", "5");
  private static final Map<String, String> WEIGHED = Map.of("setting.data.weight", "w");
  private static final List<String> ROWS = List.of("1.5", "2", "4", "7");

  private BadNights() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput(
            "a start from no model",
            d -> BadInput.train("dataset:digits", "train.start-from=" + d)),
        new BadInput("a start from a model of other columns", d -> start(d, "b", 2)),
        new BadInput("a start from a model of another network", d -> start(d, "a", 4)),
        new BadInput(
            "a finished dated run whose table has changed since", BadNights::finishedBefore),
        new BadInput(
            "drift of a table from itself",
            d -> drift(TinyModel.write(d.resolve("model")), table(d, "a"), d.resolve("t.csv"))),
        new BadInput(
            "drift from a table that is not there",
            d -> drift(TinyModel.write(d.resolve("model")), table(d, "a"), d.resolve("old.csv"))),
        new BadInput("drift from another table than the model's", d -> drift(d, FIVE_ROWS)),
        new BadInput(
            "drift from the table of a model that does not tell its rows",
            d -> drift(d, TWO_NEURONS)),
        new BadInput("drift from the table of a model that weights made", d -> drift(d, WEIGHED)),
        new BadInput("drift of rows with weights", BadNights::weighedDrift));
  }

  private static List<String> drift(Path directory, Map<String, String> provenance)
      throws IOException {
    Path old = Files.copy(table(directory, "a"), directory.resolve("old.csv"));
    Path model = TinyModel.write(directory.resolve("model"), provenance);
    return drift(model, directory.resolve("t.csv"), old);
  }

  private static List<String> weighedDrift(Path directory) throws IOException {
    List<String> line = drift(directory, FIVE_ROWS);
    line.addAll(List.of("--set", "data.weight=a"));
    return line;
  }

  private static List<String> drift(Path model, Path table, Path reference) {
    List<String> line = new ArrayList<>(List.of("drift", "--model", model.toString()));
    line.addAll(List.of("--input", table.toString(), "--reference", reference.toString()));
    return line;
  }

  /** A start from a model of a column {@code a} and a network of two neurons. */
  private static List<String> start(Path directory, String column, int neurons) throws IOException {
    Path model = TinyModel.write(directory.resolve("model"), TWO_NEURONS);
    return BadInput.train(
        table(directory, column),
        "data.holdout=0",
        "network.hidden=" + neurons,
        "train.start-from=" + model);
  }

  private static List<String> finishedBefore(Path directory) throws IOException {
    Path table = table(directory, "a");
    List<String> line = BadInput.train(table, "data.holdout=0");
    line.addAll(List.of("--output", directory.resolve("{date}").toString()));
    line.addAll(List.of("--as-of", "2026-03-07"));
    int code = NcsnCommand.commandLine().execute(line.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("The first night ended with " + code);
    }
    Files.writeString(table, "11\n", StandardOpenOption.APPEND);
    return line;
  }

  private static Path table(Path directory, String column) throws IOException {
    List<String> lines = new ArrayList<>(List.of(column));
    lines.addAll(ROWS);
    return Files.write(directory.resolve("t.csv"), lines);
  }
}
