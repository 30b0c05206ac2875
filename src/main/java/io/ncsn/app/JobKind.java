package io.ncsn.app;

import java.util.Locale;
import java.util.Set;

/** The commands that write results, and what each writes into its output directory. */
enum JobKind {
  PIPELINE(Set.of("model", "samples", "work", "report.html", "metrics.jsonl", "run.json")),
  TRAIN(PIPELINE.products),
  SAMPLE(Set.of("samples", "run.json")),
  EVALUATE(Set.of("report.html", "run.json"));

  private final Set<String> products;

  JobKind(Set<String> products) {
    this.products = products;
  }

  /** As typed on the command line. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names within the output directory. */
  Set<String> products() {
    return products;
  }
}
