package io.ncsn.output;

import io.ncsn.config.Choice;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The commands that write results, and what each writes into its output directory. */
public enum JobKind {
  PIPELINE(Set.of("model", "samples", "trace", "work", "report.html", "metrics.jsonl", "run.json")),
  TRAIN(Set.of("model", "work", "metrics.jsonl", "run.json")),
  SAMPLE(Set.of("samples", "trace", "run.json")),
  LIKELIHOOD(Set.of("likelihood", "run.json")),
  SCORE(Set.of("score", "run.json")),
  EVALUATE(Set.of("report.html", "work-evaluate", "run.json")),
  COMPARE(Set.of("models", "work", "compare.jsonl", "report.html", "run.json"));

  private final Set<String> products;

  JobKind(Set<String> products) {
    this.products = products;
  }

  /** As typed on the command line. */
  public String command() {
    return Choice.name(this);
  }

  /** Whether a finished training in the output directory is where it begins. */
  public boolean trains() {
    return this == PIPELINE || this == TRAIN;
  }

  /** Its jobs in Spark's UI. */
  public String group() {
    return "ncsn-" + command();
  }

  /** What any command writes: a directory that holds none of it is not ours. */
  public static Set<String> allProducts() {
    return Arrays.stream(values())
        .flatMap(kind -> kind.products.stream())
        .collect(Collectors.toSet());
  }

  /** Names within the output directory. */
  public Set<String> products() {
    return products;
  }

  /**
   * What is no longer true once the command begins anew: a new model makes a pipeline's rest old.
   */
  public Set<String> outdated() {
    return this == TRAIN ? PIPELINE.products : products;
  }
}
