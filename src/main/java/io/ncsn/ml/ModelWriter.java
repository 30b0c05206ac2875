package io.ncsn.ml;

import io.ncsn.output.Storage;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/**
 * Writes a model: its directory, then how it was trained, and Spark's metadata last. The driver
 * writes all of it, so that executors need not reach the path.
 */
final class ModelWriter extends MLWriter {
  /** The model directory in a saved model, as in the output of {@code ncsn train}. */
  static final String MODEL = "model";

  /** How it was trained. */
  static final String METRICS = "metrics.jsonl";

  /** The directory of Spark's metadata. */
  static final String METADATA = "metadata";

  private final NoiseConditionalScoreNetworkModel model;

  ModelWriter(NoiseConditionalScoreNetworkModel model) {
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    Storage storage = new Storage(sc().hadoopConfiguration());
    Path root = storage.path("path", path);
    storage.model(new Path(root, MODEL)).publish(model.checkpoint());
    List<String> lines = model.summary().lines();
    if (!lines.isEmpty()) {
      storage.write(new Path(root, METRICS), String.join("\n", lines) + "\n");
    }
    String metadata =
        DefaultParamsWriter$.MODULE$.getMetadataToSave(model, sc(), Option.empty(), Option.empty());
    storage.write(new Path(root, METADATA + "/part-00000"), metadata + "\n");
    storage.write(new Path(root, METADATA + "/_SUCCESS"), "");
  }
}
