package io.ncsn.cli;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An input that cannot be used, or that is used by a rule.
 *
 * @param what in words, as in docs/bad-input.md
 * @param make makes the input in a fresh directory and gives the command line that asks for it,
 *     without its output
 */
record BadInput(String what, Maker make) {

  interface Maker {
    List<String> in(Path directory) throws IOException;
  }

  @Override
  public String toString() {
    return what;
  }

  /** The command line that trains on {@code input}, with further settings. */
  static List<String> train(Object input, String... settings) {
    List<String> line = new ArrayList<>(List.of("train"));
    Stream<String> all =
        Stream.concat(
            Stream.of(
                "data.input=" + input,
                "data.seed=42",
                "train.max-rounds=1",
                "train.averaging-frequency=1",
                "train.batch-size=2",
                "network.hidden=4"),
            Stream.of(settings));
    all.forEach(setting -> line.addAll(List.of("--set", setting)));
    return line;
  }

  /** A file with these lines. */
  static BadInput lines(String what, String file, List<String> lines, String... settings) {
    return new BadInput(
        what, directory -> train(Files.write(directory.resolve(file), lines), settings));
  }

  /** A file with these bytes. */
  static BadInput bytes(String what, String file, byte[] bytes, String... settings) {
    return new BadInput(
        what, directory -> train(Files.write(directory.resolve(file), bytes), settings));
  }

  /** A file with this text in UTF-8. */
  static BadInput text(String what, String file, String text, String... settings) {
    return bytes(what, file, text.getBytes(StandardCharsets.UTF_8), settings);
  }

  /** A Parquet table made by a SQL query. */
  static BadInput parquet(String what, String query, String... settings) {
    return new BadInput(what, directory -> train(table(directory, query), settings));
  }

  /** Writes a query's rows to a Parquet table of one file. */
  static Path table(Path directory, String query) {
    Path table = directory.resolve("table.parquet");
    LocalSpark.session().sql(query).coalesce(1).write().parquet(table.toString());
    return table;
  }

  /** No input but the settings is wrong. */
  static BadInput settings(String what, String... settings) {
    return new BadInput(what, directory -> train("dataset:digits", settings));
  }
}
