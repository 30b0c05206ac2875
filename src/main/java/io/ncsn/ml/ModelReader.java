package io.ncsn.ml;

import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.output.Storage;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsReader.Metadata;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reads saved models, and models that {@code ncsn train} wrote. */
final class ModelReader extends MLReader<NoiseConditionalScoreNetworkModel> {
  private static final String METADATA = "metadata";

  @Override
  public NoiseConditionalScoreNetworkModel load(String path) {
    Storage storage = new Storage(sc().hadoopConfiguration());
    Path root = storage.path("path", path);
    if (!storage.exists(new Path(root, METADATA))) {
      return open(Identifiable$.MODULE$.randomUID("ncsn"), storage, root);
    }
    Metadata metadata =
        DefaultParamsReader$.MODULE$.loadMetadata(
            path, sc(), NoiseConditionalScoreNetworkModel.class.getName());
    NoiseConditionalScoreNetworkModel model = open(metadata.uid(), storage, root);
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  private static NoiseConditionalScoreNetworkModel open(String uid, Storage storage, Path root) {
    for (Path directory : List.of(new Path(root, ModelWriter.MODEL), root)) {
      ModelDirectory model = storage.model(directory);
      if (model.exists()) {
        Path metrics = new Path(directory.getParent(), ModelWriter.METRICS);
        return new NoiseConditionalScoreNetworkModel(uid, model.read(), summary(storage, metrics));
      }
    }
    throw new ConfigException(
        "Cannot load '%s': there is no model.json in it, nor in its directory model; give the path of a saved model, or the output of 'ncsn train'"
            .formatted(root));
  }

  private static TrainingSummary summary(Storage storage, Path metrics) {
    return new TrainingSummary(
        storage.exists(metrics) ? storage.read(metrics).lines().toList() : List.of());
  }
}
