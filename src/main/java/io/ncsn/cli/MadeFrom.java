package io.ncsn.cli;

import io.ncsn.checkpoint.Generation;
import io.ncsn.config.DataSettings;
import io.ncsn.config.InputKind;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.read.InputFiles;
import io.ncsn.data.read.PinnedInput;
import io.ncsn.output.JobKind;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command makes its results from, as it stands when the command begins. {@code run.json}
 * keeps the hashes, so that the same command later notices a change. Of a table that only a session
 * knows, it keeps the version that was read.
 *
 * @param hashes SHA-256 by key of {@code run.json}
 * @param tables tables that may have versions, by the version's key in {@code run.json}
 */
record MadeFrom(SortedMap<String, String> hashes, SortedMap<String, DataSettings> tables) {
  /** Nothing that could change. */
  static final MadeFrom NOTHING = new MadeFrom(new TreeMap<>(), new TreeMap<>());

  private static final Logger LOG = LoggerFactory.getLogger(MadeFrom.class);

  /** Stands for the version of a table that counts none any more. */
  private static final String NO_VERSION = "none";

  private static final String TABLE = "data.files-sha256";
  private static final String MODEL = "model.manifest-sha256";
  private static final String SAMPLES = "samples.files-sha256";
  private static final String REFERENCE = "reference.files-sha256";

  /** The fact that tells the version of a reference table, where its format counts versions. */
  static final String REFERENCE_VERSION = "reference.table-version";

  private static final Map<String, String> WORDS =
      Map.of(
          TABLE,
          "the files of data.input",
          PinnedInput.VERSION,
          "the version of data.input",
          REFERENCE_VERSION,
          "the version of the reference table",
          MODEL,
          "the model",
          SAMPLES,
          "the samples",
          REFERENCE,
          "the reference table");

  MadeFrom {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  /**
   * Takes the table {@code data.input}: paths, lengths and times of change of its files. A table
   * that only a session knows is looked up later, by {@link #versions}.
   */
  static MadeFrom table(Storage storage, DataSettings data) {
    return NOTHING.and(TABLE, PinnedInput.VERSION, storage, data);
  }

  /**
   * Returns the versions that tables have now, by their keys in {@code run.json}. A table that is
   * gone or cannot be read now has none here, as files that are gone have no hash.
   */
  Map<String, String> versions(SparkSession spark) {
    Map<String, String> versions = new TreeMap<>();
    tables.forEach(
        (key, data) -> {
          try {
            Map<String, Object> facts = PinnedInput.of(spark, data).facts();
            versions.put(key, facts.getOrDefault(PinnedInput.VERSION, NO_VERSION).toString());
          } catch (DataException gone) {
            LOG.warn("Not looked for a newer version: {}", gone.getMessage());
          }
        });
    return versions;
  }

  /**
   * Returns the record of a run that makes its results from this.
   *
   * @param named what the command line names beside settings, by key of {@code run.json}
   */
  RunRecord record(JobKind job, EffectiveSettings settings, Map<String, String> named) {
    RunRecord record = new RunRecord(job.command(), settings);
    named.forEach(record::put);
    hashes.forEach(record::put);
    return record;
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

  /** Returns this and a reference table, named as {@code data.input}. */
  MadeFrom reference(Storage storage, DataSettings data) {
    return and(REFERENCE, REFERENCE_VERSION, storage, data);
  }

  /** Names what {@code keys} stand for, such as {@code the model}. */
  static String words(List<String> keys) {
    return keys.stream().map(WORDS::get).sorted().collect(Collectors.joining(" and "));
  }

  private MadeFrom and(String key, Optional<String> hash) {
    SortedMap<String, String> all = new TreeMap<>(hashes);
    hash.ifPresent(value -> all.put(key, value));
    return new MadeFrom(all, tables);
  }

  private MadeFrom and(String key, String version, Storage storage, DataSettings data) {
    Optional<String> files = files(storage, data);
    if (files.isPresent()) {
      return and(key, files);
    }
    SortedMap<String, DataSettings> all = new TreeMap<>(tables);
    all.put(version, data);
    return new MadeFrom(hashes, all);
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
