package io.ncsn.waves;

import io.ncsn.config.ConfigException;
import io.ncsn.waves.Commit.DataFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a job's rows to a directory of Parquet files, wave by wave, each row exactly once whatever
 * stops the process and however often it is started again.
 *
 * <p>A wave is one Spark job; its files are out of readers' sight until Spark's committer publishes
 * them. A published file is never taken back: after a stop, blocks whose file is there are kept,
 * even if the rest of their wave is not, and only the others are computed. Which file holds which
 * blocks follows from the wave's plan, which was written before it.
 */
public final class WaveOutput {
  private static final Logger LOG = LoggerFactory.getLogger(WaveOutput.class);

  private final SparkSession spark;
  private final Path directory;
  private final WaveTarget target;
  private final OptionalInt tasks;
  private final FileSystem files;

  /**
   * @param tasks per wave, each of which writes a file; empty: as many as the cluster has cores
   *     then
   */
  public WaveOutput(SparkSession spark, WaveTarget target, OptionalInt tasks) {
    this.spark = spark;
    this.directory = new Path(target.directory());
    this.target = target;
    this.tasks = tasks;
    this.files =
        io("open", () -> this.directory.getFileSystem(spark.sessionState().newHadoopConf()));
  }

  /** As {@link #write(BlockJob, Consumer)}, unwatched. */
  public Written write(BlockJob job) {
    return write(job, progress -> {});
  }

  /**
   * Writes all rows that are not there yet, without {@code _SUCCESS}.
   *
   * @param watcher told how far the job has come, after each wave; may stop it by an exception
   * @throws ConfigException if the directory holds what another job has begun
   * @throws WaveException if it holds other files than its record says
   */
  public Written write(BlockJob job, Consumer<Written> watcher) {
    return io("write", () -> writeWaves(job, watcher));
  }

  private Written writeWaves(BlockJob job, Consumer<Written> watcher) throws IOException {
    target.check().accept(job.schema());
    WaveLog log = WaveLog.open(files, directory);
    DataFiles data = new DataFiles(spark, files, directory);
    begin(job, log, data);
    BitSet done = new BitSet(job.blocks());
    log.commits().forEach(commit -> commit.blocks().forEach(run -> done.set(run[0], run[1])));
    Written progress = progress(log);
    watcher.accept(progress);
    int lastBlocks = 0;
    double lastSeconds = 0;
    while (done.cardinality() < job.blocks()) {
      Wave wave = wave(job, log, done, lastBlocks, lastSeconds);
      log.begin(wave);
      long begin = System.nanoTime();
      long rows = data.write(job.rows(wave.cut()), job.schema());
      lastSeconds = (System.nanoTime() - begin) / 1e9;
      List<DataFile> found = data.found(log);
      if (rows > 0 && found.isEmpty()) {
        throw data.elsewhere(rows);
      }
      Commit commit = new Commit(wave.blocks(), found, rows, lastSeconds);
      log.commit(commit);
      lastBlocks = commit.blockCount();
      wave.blocks().forEach(run -> done.set(run[0], run[1]));
      progress = progress(log);
      LOG.info(
          "Wave {}: {} of {} blocks, {} rows; the last {} blocks in {} s",
          wave.number(),
          progress.blocks(),
          job.blocks(),
          progress.rows(),
          lastBlocks,
          String.format(Locale.ROOT, "%.1f", lastSeconds));
      watcher.accept(progress);
    }
    data.requireRows(progress.rows());
    return progress;
  }

  private Wave wave(BlockJob job, WaveLog log, BitSet done, int lastBlocks, double lastSeconds) {
    int atOnce = tasks.orElseGet(() -> spark.sparkContext().defaultParallelism());
    int left = job.blocks() - done.cardinality();
    int size = target.pace().next(lastBlocks, lastSeconds, progress(log).seconds(), atOnce, left);
    List<Integer> blocks = new ArrayList<>(size);
    for (int block = done.nextClearBit(0);
        blocks.size() < size;
        block = done.nextClearBit(block + 1)) {
      blocks.add(block);
    }
    return Wave.of(log.next(), blocks, atOnce);
  }

  private void begin(BlockJob job, WaveLog log, DataFiles data) throws IOException {
    SortedMap<String, String> begun = log.identity().orElse(null);
    if (begun == null) {
      data.requireNone();
      log.forgetUnfinished();
      log.begin(job.identity());
      return;
    }
    requireSame(begun, job.identity());
    data.requireAsRecorded(log);
    data.clean();
    log.forgetCutShort();
    adopt(data.found(log), log, data);
    Written progress = progress(log);
    LOG.info(
        "Going on with {}: {} of {} blocks are there, {} rows",
        directory,
        progress.blocks(),
        job.blocks(),
        progress.rows());
  }

  /** Files that a wave had published when it was stopped: their blocks are done. */
  private void adopt(List<DataFile> found, WaveLog log, DataFiles data) throws IOException {
    if (found.isEmpty()) {
      log.forgetUnfinished();
      return;
    }
    Wave wave = log.unfinished().orElseThrow(() -> data.unexpected(found.get(0).name()));
    List<List<Integer>> cut = wave.cut();
    List<Integer> blocks = new ArrayList<>();
    for (DataFile file : found) {
      int task = data.task(file);
      if (task >= cut.size()) {
        throw data.unexpected(file.name());
      }
      blocks.addAll(cut.get(task));
    }
    blocks.sort(null);
    long rows = data.rows(found);
    log.commit(new Commit(Wave.runs(blocks), found, rows, 0));
  }

  private void requireSame(Map<String, String> begun, Map<String, String> now) {
    Map<String, String> either = new TreeMap<>(begun);
    either.putAll(now);
    for (String name : either.keySet()) {
      String before = begun.getOrDefault(name, "nothing");
      String after = now.getOrDefault(name, "nothing");
      if (!before.equals(after)) {
        throw new ConfigException(
            "Cannot go on with %s: it was begun with %s = %s, found %s; go on with that, or delete the directory to begin anew"
                .formatted(directory, name, before, after));
      }
    }
  }

  private static Written progress(WaveLog log) {
    int blocks = 0;
    long rows = 0;
    double seconds = 0;
    for (Commit commit : log.commits()) {
      blocks += commit.blockCount();
      rows += commit.rows();
      seconds += commit.seconds();
    }
    return new Written(blocks, rows, seconds);
  }

  private <T> T io(String verb, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot " + verb + " " + directory + ": " + e.getMessage(), e);
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }
}
