package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What every generator of mixed tables is asked to do.
 *
 * @param train CSV file with a header line, on this machine
 * @param test CSV file with rows of the same table that nobody is trained on
 * @param target the column that classifiers predict
 * @param categories columns of numbers that are categories; columns with other text always are
 * @param seconds duration of a training
 * @param seeds number of repetitions, with the seeds 0, 1, …
 * @param only names of the generators; empty for all
 * @param output directory of the results, on this machine
 */
public record TableTask(
    Path train,
    Path test,
    String target,
    List<String> categories,
    double seconds,
    int seeds,
    List<String> only,
    Path output) {
  public TableTask {
    categories = List.copyOf(categories);
    only = List.copyOf(only);
    requireFile("--table", train);
    requireFile("--test", test);
    if (!(seconds > 0)) {
      throw new ConfigException(
          "Cannot train for %s seconds; give more than 0 to --seconds".formatted(seconds));
    }
    if (seeds < 1) {
      throw new ConfigException(
          "Cannot measure %d times; give at least 1 to --repetitions".formatted(seeds));
    }
  }

  private static void requireFile(String option, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "Cannot find %s '%s'; give a CSV file with a header line on this machine"
              .formatted(option, file));
    }
  }
}
