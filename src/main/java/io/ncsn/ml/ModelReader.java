package io.ncsn.ml;

import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.output.Storage;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsReader.Metadata;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Reads saved models, and models that {@code ncsn train} wrote. */
final class ModelReader extends MLReader<NoiseConditionalScoreNetworkModel> {
  private static final int SHOWN = 60;

  @Override
  public NoiseConditionalScoreNetworkModel load(String path) {
    Storage storage = new Storage(sc().hadoopConfiguration());
    Path root = storage.path("path", path);
    if (!storage.exists(new Path(root, ModelWriter.METADATA))) {
      return open(Identifiable$.MODULE$.randomUID("ncsn"), storage, root);
    }
    Metadata metadata = metadata(storage, root);
    NoiseConditionalScoreNetworkModel model = open(metadata.uid(), storage, root);
    setParams(metadata, model, root);
    return model;
  }

  private static void setParams(
      Metadata metadata, NoiseConditionalScoreNetworkModel model, Path root) {
    try {
      metadata.getAndSetParams(model, Option.empty());
    } catch (NoSuchElementException unknown) {
      throw new ConfigException(
          "Cannot load '%s': it has params that this version of ncsn-spark does not know (%s); load it with the version that saved it"
              .formatted(root, unknown.getMessage().replaceFirst("\\.$", "")),
          unknown);
    }
  }

  /** Reads Spark's metadata on the driver: executors need not reach the path. */
  private static Metadata metadata(Storage storage, Path root) {
    Path directory = new Path(root, ModelWriter.METADATA);
    String text =
        storage.list(directory).stream()
            .filter(name -> name.startsWith("part-"))
            .map(name -> storage.readUnpacked(new Path(directory, name)))
            .filter(part -> !part.isBlank())
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "Cannot load '%s': its metadata is empty; save it again".formatted(root)));
    Metadata metadata = parsed(text.strip(), root);
    String wanted = NoiseConditionalScoreNetworkModel.class.getName();
    if (!metadata.className().equals(wanted)) {
      throw new ConfigException(
          "Cannot load '%s': it holds a %s, need a %s; load it as what it is"
              .formatted(root, metadata.className(), wanted));
    }
    return metadata;
  }

  /**
   * Fields that lack are no metadata either: json4s throws of its own for these and for no JSON.
   */
  private static Metadata parsed(String text, Path root) {
    try {
      return DefaultParamsReader$.MODULE$.parseMetadata(text, "");
    } catch (Exception e) { // Scala declares none of those that it throws
      throw new ConfigException(
          "Cannot load '%s': its directory metadata holds no metadata of Spark ML (found '%s'); save it again"
              .formatted(root, start(text)),
          e);
    }
  }

  private static String start(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
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
