package io.ncsn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Comparisons whose measures do not fit their tables. */
final class BadComparisons {
  /** The table has so many ages that they are numbers and not levels. */
  private static final List<String> PEOPLE =
      Stream.concat(
              Stream.of("age,income"),
              IntStream.range(0, 29).mapToObj(i -> i + 17 + "," + (i % 3 == 0 ? "high" : "low")))
          .toList();

  private static final List<String> NUMBERS =
      List.of("a,b", "1,2", "3,7", "4,1", "1,8", "2,8", "4,5", "9,0");

  private BadComparisons() {}

  static List<BadInput> all() {
    return List.of(
        compare("a measure of numbers of a mixed table", PEOPLE, "shape, ks-max"),
        compare("a measure of mixed tables of numbers alone", NUMBERS, "shape, ks-max"),
        compare(
            "a measure of numbers of a table taken by kinds",
            NUMBERS,
            "sliced-wasserstein",
            "data.scale = quantile"),
        compare("a measure of a density that is not known", NUMBERS, "fisher"),
        compare("utility without a target", PEOPLE, "utility-auc"),
        compare("a target that the table lacks", PEOPLE, "utility-auc", "evaluate.target = incme"),
        compare("classes of a target of numbers", PEOPLE, "utility-auc", "evaluate.target = age"),
        compare(
            "the error of a target of levels", PEOPLE, "utility-rmse", "evaluate.target = income"),
        compare("a measure that there is not", PEOPLE, "shapes"));
  }

  private static BadInput compare(
      String what, List<String> table, String measures, String... settings) {
    return new BadInput(what, d -> line(d, table, measures, String.join("\n", settings)));
  }

  private static List<String> line(
      Path directory, List<String> table, String measures, String settings)
      throws java.io.IOException {
    Path input = Files.write(directory.resolve("table.csv"), table);
    Path job = directory.resolve("job.conf");
    Files.writeString(
        job,
        """
        data.input = "%s"
        train.max-rounds = 1
        %s
        compare.studies.s { measures = [%s], variants { a {}, b { train.seed = 4 } } }
        """
            .formatted(input, settings, measures));
    return List.of("compare", "--config", job.toString());
  }
}
