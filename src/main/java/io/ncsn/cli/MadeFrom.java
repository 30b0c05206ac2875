package io.ncsn.cli;

import io.ncsn.checkpoint.Generation;
import io.ncsn.config.DataSettings;
import io.ncsn.config.InputKind;
import io.ncsn.data.read.InputFiles;
import io.ncsn.output.Storage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;

/**
 * What a command makes its results from, as it stands when the command begins. {@code run.json}
 * keeps the hashes, so that the same command later notices a change.
 *
 * @param hashes SHA-256 by key of {@code run.json}
 */
record MadeFrom(SortedMap<String, String> hashes) {
  /** Nothing that could change. */
  static final MadeFrom NOTHING = new MadeFrom(new TreeMap<>());

  private static final String TABLE = "data.files-sha256";
  private static final String MODEL = "model.manifest-sha256";
  private static final String SAMPLES = "samples.files-sha256";
  private static final String REFERENCE = "reference.files-sha256";
  private static final Map<String, String> WORDS =
      Map.of(
          TABLE, "the files of data.input",
          MODEL, "the model",
          SAMPLES, "the samples",
          REFERENCE, "the reference table");

  MadeFrom {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }

  /**
   * Takes the files of {@code data.input}: their paths, lengths and times of change. There is
   * nothing to take of a table that only a session knows.
   */
  static MadeFrom table(Storage storage, DataSettings data) {
    return NOTHING.and(TABLE, files(storage, data));
  }

  /** Returns this and a model. */
  MadeFrom model(Storage storage, Path model) {
    Path inside = new Path(model, Generation.LAST.manifest());
    Path manifest = storage.exists(inside) ? inside : model;
    return and(MODEL, Optional.of(DigestUtils.sha256Hex(storage.read(manifest))));
  }

  /** Returns this and files of samples. */
  MadeFrom samples(Storage storage, Path directory, DataSettings data) {
    return and(SAMPLES, files(storage, data.withInput(directory.toString())));
  }

  /** Returns this and the files of a reference table, named as {@code data.input}. */
  MadeFrom reference(Storage storage, DataSettings data) {
    return and(REFERENCE, files(storage, data));
  }

  /** Names what {@code keys} stand for, such as {@code the model}. */
  static String words(List<String> keys) {
    return keys.stream().map(WORDS::get).sorted().collect(Collectors.joining(" and "));
  }

  private MadeFrom and(String key, Optional<String> hash) {
    SortedMap<String, String> all = new TreeMap<>(hashes);
    hash.ifPresent(value -> all.put(key, value));
    return new MadeFrom(all);
  }

  private static Optional<String> files(Storage storage, DataSettings data) {
    if (InputKind.of(data.input()) != InputKind.FILES) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          DigestUtils.sha256Hex(InputFiles.list(storage.configuration(), data).fingerprint()));
    } catch (RuntimeException notNow) {
      return Optional.empty(); // the command says it when it comes to reading
    }
  }
}
