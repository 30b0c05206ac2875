package io.ncsn.waves;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ncsn.config.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;

/**
 * The record of a job, in {@code _waves/} next to its Parquet files, where readers of Parquet do
 * not look: {@code job.json}, and for each wave {@code wave-NNNNNN.json} before it and {@code
 * wave-NNNNNN.done.json} after it. Files are written once and never renamed or replaced; one that
 * was cut short is no JSON and counts as not written.
 */
final class WaveLog {
  static final String DIRECTORY = "_waves";
  private static final int FORMAT = 1;
  private static final String JOB = "job.json";
  private static final ObjectMapper JSON =
      Json.MAPPER.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final FileSystem files;
  private final Path root;
  private final List<Commit> commits = new ArrayList<>();
  private int next;
  private Optional<Wave> unfinished = Optional.empty();

  private record Job(int format, SortedMap<String, String> identity) {}

  private WaveLog(FileSystem files, Path output) {
    this.files = files instanceof LocalFileSystem local ? local.getRaw() : files;
    this.root = new Path(output, DIRECTORY);
  }

  /** The record in {@code output}, which may have none yet. */
  static WaveLog open(FileSystem files, Path output) throws IOException {
    WaveLog log = new WaveLog(files, output);
    log.readWaves();
    return log;
  }

  private void readWaves() throws IOException {
    Optional<Commit> commit = read(done(next), Commit.class);
    while (commit.isPresent()) {
      commits.add(commit.get());
      commit = read(done(++next), Commit.class);
    }
    unfinished = read(plan(next), Wave.class);
  }

  /** Deletes a record of the last wave that was cut short; its files tell what it should say. */
  void forgetCutShort() throws IOException {
    files.delete(done(next), false);
  }

  /** Everything that the job's rows depend on; empty if no job has begun. */
  Optional<SortedMap<String, String>> identity() throws IOException {
    Optional<Job> job = read(new Path(root, JOB), Job.class);
    if (job.isPresent() && job.get().format() != FORMAT) {
      throw new WaveException(
          "Cannot go on with %s: found format %d, this program writes format %d; delete the directory to begin anew"
              .formatted(root.getParent(), job.get().format(), FORMAT));
    }
    return job.map(Job::identity);
  }

  /** Begins a job. */
  void begin(SortedMap<String, String> identity) throws IOException {
    Path job = new Path(root, JOB);
    files.delete(job, false); // one cut short
    write(job, new Job(FORMAT, identity));
  }

  /** Forgets the wave that was begun and has left nothing. */
  void forgetUnfinished() throws IOException {
    files.delete(plan(next), false);
    unfinished = Optional.empty();
  }

  /** The waves that are done. */
  List<Commit> commits() {
    return commits;
  }

  /** The wave that was begun and is not done. */
  Optional<Wave> unfinished() {
    return unfinished;
  }

  /** Number of the next wave. */
  int next() {
    return next;
  }

  /** To be called before the wave's job. */
  void begin(Wave wave) throws IOException {
    write(plan(wave.number()), wave);
    unfinished = Optional.of(wave);
  }

  /** To be called after the wave's job: its rows are there. */
  void commit(Commit commit) throws IOException {
    write(done(next++), commit);
    commits.add(commit);
    unfinished = Optional.empty();
  }

  private Path plan(int wave) {
    return new Path(root, String.format(Locale.ROOT, "wave-%06d.json", wave));
  }

  private Path done(int wave) {
    return new Path(root, String.format(Locale.ROOT, "wave-%06d.done.json", wave));
  }

  private void write(Path path, Object value) throws IOException {
    try {
      OutputStream out = files.create(path, false);
      try {
        out.write(JSON.writeValueAsBytes(value));
      } catch (IOException e) {
        IOUtils.closeStream(out); // not by a try with resources: HDFS throws the same again
        throw e;
      }
      out.close();
    } catch (FileAlreadyExistsException e) {
      throw new WaveException(
          "Cannot write %s: another job has written it; let only one job write to an output"
              .formatted(path),
          e);
    }
  }

  private <T> Optional<T> read(Path path, Class<T> type) throws IOException {
    if (!files.exists(path)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(path)) {
      return Optional.ofNullable(JSON.readValue(in.readAllBytes(), type));
    } catch (JsonProcessingException cutShort) {
      return Optional.empty();
    }
  }
}
