package io.ncsn.output;

import io.ncsn.config.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that write results, and what each writes into its output directory. */
public enum JobKind {
  PIPELINE(
      Set.of(
          "model",
          "samples",
          "sample-images",
          "trace",
          "work",
          "report.html",
          "metrics.jsonl",
          "run.json",
          "_SUCCESS")),
  TRAIN(Set.of("model", "work", "metrics.jsonl", "run.json")),
  SAMPLE(Set.of("samples", "sample-images", "trace", "run.json")),
  LIKELIHOOD(Set.of("likelihood", "run.json")),
  SCORE(Set.of("score", "run.json")),
  IMPUTE(Set.of("imputed", "run.json")),
  EVALUATE(Set.of("report.html", "work-evaluate", "run.json", "_SUCCESS")),
  DRIFT(Set.of("drift.json", "run.json", "_SUCCESS")),
  COMPARE(Set.of("models", "work", "compare.jsonl", "report.html", "run.json"));

  private final Set<String> products;

  JobKind(Set<String> products) {
    this.products = products;
  }

  /** Returns the command as typed on the command line. */
  public String command() {
    return Choice.name(this);
  }

  /** Returns whether the command starts from a finished training in the output directory. */
  public boolean trains() {
    return this == PIPELINE || this == TRAIN;
  }

  /** Returns the group of its jobs in Spark's UI. */
  public String group() {
    return "ncsn-" + command();
  }

  /** Returns the names that any command writes. A directory without any of them is not ours. */
  public static Set<String> allProducts() {
    return Arrays.stream(values())
        .flatMap(kind -> kind.products.stream())
        .collect(Collectors.toSet());
  }

  /** Returns the names that the command writes within the output directory. */
  public Set<String> products() {
    return products;
  }

  /** Returns the names of the results that {@code --publish} puts in their place. */
  List<String> published() {
    return Stream.of("model", "samples", "sample-images", "report.html")
        .filter(products::contains)
        .toList();
  }

  /**
   * Returns the names that are outdated once the command starts again. For example, a new model
   * makes the other results of a pipeline outdated.
   */
  public Set<String> outdated() {
    return this == TRAIN ? PIPELINE.products : products;
  }
}
