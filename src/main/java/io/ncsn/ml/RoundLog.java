package io.ncsn.ml;

import io.ncsn.job.TrainingMetrics;
import io.ncsn.output.JsonText;
import io.ncsn.train.RoundReport;
import io.ncsn.train.TrainingListener;
import io.ncsn.train.Validation;
import java.util.ArrayList;
import java.util.List;

/** Keeps the lines that {@code metrics.jsonl} would have. */
final class RoundLog implements TrainingListener {
  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  @Override
  public void onRound(RoundReport report) {
    lines.add(JsonText.line(TrainingMetrics.of(report)));
  }

  @Override
  public void onValidation(Validation validation) {
    lines.add(JsonText.line(TrainingMetrics.of(validation)));
  }
}
