package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.EvaluationJson;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measures of samples that are images with columns beside them.
 *
 * @param images those of the images, and of their labels
 * @param columns those of the columns beside the images, as of a table without these
 */
public record ImagesAndColumns(EvaluationResult images, MixedEvaluation columns)
    implements Measurement {
  @Override
  public List<Metric> metrics() {
    return Stream.concat(images.metrics().stream(), columns.metrics().stream()).toList();
  }

  @Override
  public String toJson() {
    return EvaluationJson.write(this);
  }
}
