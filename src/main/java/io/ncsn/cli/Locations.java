package io.ncsn.cli;

import io.ncsn.checkpoint.Generation;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.InputKind;
import io.ncsn.config.PictureSettings;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.BuiltInData;
import io.ncsn.output.Storage;
import io.ncsn.output.StorageChecks;
import io.ncsn.train.TrainSettings;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** Checks the inputs of a command before a cluster is requested. */
final class Locations {
  private Locations() {}

  /**
   * Finds the model in {@code location}, or in {@code location/model} if that is a run's output.
   *
   * @return the model directory, or the manifest in it that stands for its previous checkpoint
   * @throws ConfigException if there is no model
   */
  static Path model(Storage storage, String location, Generation generation) {
    Path given = storage.path("--model", location);
    for (Path directory : new Path[] {given, new Path(given, "model")}) {
      Path manifest = new Path(directory, generation.manifest());
      if (storage.exists(manifest)) {
        return generation == Generation.LAST ? directory : manifest;
      }
    }
    throw new ConfigException(
        generation == Generation.LAST
            ? "Cannot read --model '%s': there is no model.json in it; give the model directory of a training run (OUTPUT/model)"
                .formatted(location)
            : "Cannot read the previous checkpoint of --model '%s': there is no model.previous.json in it; do without --previous"
                .formatted(location));
  }

  /**
   * Checks that {@code train.start-from} names a model.
   *
   * @throws ConfigException if there is none
   */
  static void requireStart(Storage storage, TrainSettings train) {
    train
        .startFrom()
        .filter(
            place -> manifestIn(storage, storage.path(TrainSettings.START_FROM, place)).isEmpty())
        .ifPresent(
            place -> {
              throw new ConfigException(
                  "Cannot read %s '%s': there is no model.json in it; give the model directory of a training run (OUTPUT/model), or none"
                      .formatted(TrainSettings.START_FROM, place));
            });
  }

  private static Optional<Path> manifestIn(Storage storage, Path place) {
    return Stream.of(place, new Path(place, "model"))
        .map(directory -> new Path(directory, Generation.LAST.manifest()))
        .filter(storage::exists)
        .findFirst();
  }

  /**
   * Finds the directory of sampled Parquet files: {@code location}, or {@code location/samples} if
   * that is a run's output.
   *
   * @throws DataException if it does not exist
   */
  static Path samples(Storage storage, String location) {
    Path given = storage.path("--samples", location);
    Path inside = new Path(given, "samples");
    if (storage.exists(inside)) {
      return inside;
    }
    new StorageChecks(storage).requireTable("--samples", location);
    return given;
  }

  /**
   * Checks that the reference table exists.
   *
   * @param data names it as {@code data.input}
   * @throws DataException if it does not
   */
  static void requireReference(Storage storage, DataSettings data) {
    if (InputKind.of(data.input()) == InputKind.FILES) {
      new StorageChecks(storage).requireTable("--reference", data.input());
    } else {
      requireInput(storage, data);
    }
  }

  /**
   * Checks that the input table and that of labels exist, or that the built-in data set is known.
   *
   * @throws DataException if it does not
   */
  static void requireInput(Storage storage, DataSettings data) {
    switch (InputKind.of(data.input())) {
      case BUILT_IN -> BuiltInData.requireKnown(data.input());
      case FILES -> new StorageChecks(storage).requireTable("data.input", data.input());
      case TABLE, QUERY -> {} // only a session knows its catalogues
    }
    data.pictures()
        .labels()
        .ifPresent(place -> new StorageChecks(storage).requireTable(PictureSettings.LABELS, place));
  }
}
