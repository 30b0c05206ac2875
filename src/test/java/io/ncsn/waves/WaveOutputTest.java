package io.ncsn.waves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops a job of ten blocks of three rows at every point there is, and starts it again. */
class WaveOutputTest {
  private static final int BLOCKS = Numbers.BLOCKS;
  private static final int TASKS = 3;
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void output() {
    output = folder.resolve("rows");
  }

  private Written write(BlockJob job) {
    return new WaveOutput(
            SPARK, new WaveTarget(output.toString(), new WavePace(0)), OptionalInt.of(TASKS))
        .write(job);
  }

  private List<Integer> seen() {
    return SPARK.read().parquet(output.toString()).as(Encoders.INT()).collectAsList().stream()
        .sorted()
        .toList();
  }

  private static List<Integer> rowsOf(int... blocks) {
    return Arrays.stream(blocks)
        .flatMap(block -> IntStream.range(3 * block, 3 * block + 3))
        .boxed()
        .toList();
  }

  private List<Path> files(String pattern) throws IOException {
    try (Stream<Path> all = Files.walk(output)) {
      return all.filter(file -> file.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  @Test
  void allRowsAreThereOnceAndEachWaveHasItsFiles() throws IOException {
    Written progress = write(Numbers.good());
    assertThat(seen()).isEqualTo(Numbers.ALL);
    assertThat(progress.blocks()).isEqualTo(BLOCKS);
    assertThat(progress.rows()).isEqualTo(3 * BLOCKS);
    assertThat(files("wave-\\d+.done.json")).hasSize(4); // of 3, 3, 3 and 1 blocks
    assertThat(files("part-.*parquet")).hasSize(BLOCKS);
    assertThat(files("_SUCCESS|_temporary")).isEmpty();
  }

  @Test
  void aFinishedJobComputesNothingAgain() {
    write(Numbers.good());
    Numbers again = Numbers.good();
    assertThat(write(again).rows()).isEqualTo(3 * BLOCKS);
    assertThat(again.computed().value()).isZero();
    assertThat(seen()).isEqualTo(Numbers.ALL);
  }

  /** The second wave, blocks 3 to 5, fails at each of its tasks. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void ofAWaveThatFailsReadersSeeNothingAndTheNextRunDoesIt(int bad) {
    assertThatThrownBy(() -> write(Numbers.failingAt(bad))).hasRootCauseMessage("block " + bad);
    assertThat(seen()).isEqualTo(rowsOf(0, 1, 2));
    Numbers again = Numbers.good();
    write(again);
    assertThat(seen()).isEqualTo(Numbers.ALL);
    assertThat(again.computed().value()).isEqualTo(7);
  }

  /** A stop between the committer's publishing of single files. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void filesPublishedBeforeTheStopAreKept(int published) throws IOException {
    assertThatThrownBy(() -> write(Numbers.failingAt(6))).hasRootCauseMessage("block 6");
    Files.delete(files("wave-000001.done.json").get(0));
    Files.delete(files("wave-000002.json").get(0));
    List<Path> second = new ArrayList<>(files("part-0000[0-2]-.*parquet"));
    second.removeIf(this::isOfTheFirstWave);
    for (int task = 0; task < TASKS; task++) {
      if (task != published) {
        Files.delete(second.get(task));
      }
    }
    Numbers again = Numbers.good();
    write(again);
    assertThat(second.get(published)).exists();
    assertThat(seen()).isEqualTo(Numbers.ALL);
    assertThat(again.computed().value()).isEqualTo(BLOCKS - 4);
  }

  private boolean isOfTheFirstWave(Path file) {
    try {
      return Files.readString(output.resolve("_waves/wave-000000.done.json"))
          .contains(file.getFileName().toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A stop between the files' publishing and the record, or in the midst of writing it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40})
  void aRecordThatWasCutShortIsMadeFromTheFiles(int length) throws IOException {
    write(Numbers.good());
    Path record = files("wave-000003.done.json").get(0);
    Files.write(record, Arrays.copyOf(Files.readAllBytes(record), length));
    Numbers again = Numbers.good();
    assertThat(write(again).rows()).isEqualTo(3 * BLOCKS);
    assertThat(again.computed().value()).isZero();
    assertThat(seen()).isEqualTo(Numbers.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"job.json", "wave-000000.json"})
  void aBeginningThatWasCutShortIsNone(String name) throws IOException {
    assertThatThrownBy(() -> write(Numbers.failingAt(0))).hasRootCauseMessage("block 0");
    Path record = output.resolve("_waves").resolve(name);
    Files.write(record, Arrays.copyOf(Files.readAllBytes(record), 10));
    write(Numbers.good());
    assertThat(seen()).isEqualTo(Numbers.ALL);
  }

  @Test
  void anotherJobIsRefusedAndWhatIsThereStays() {
    assertThatThrownBy(() -> write(Numbers.failingAt(7))).hasRootCauseMessage("block 7");
    assertThatThrownBy(() -> write(new Numbers(-1, "2", SPARK.sparkContext().longAccumulator())))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(
            "rows: it was begun with seed = 1, found 2; go on with that, or delete the directory to begin anew");
    assertThat(seen()).isEqualTo(rowsOf(0, 1, 2, 3, 4, 5));
  }

  @Test
  void filesWithoutARecordAreRefused() throws IOException {
    write(Numbers.good());
    try (Stream<Path> record = Files.walk(output.resolve("_waves"))) {
      record
          .sorted((a, b) -> b.compareTo(a))
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    assertThatThrownBy(() -> write(Numbers.good()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no record of the job that wrote it");
  }

  @Test
  void committedFilesThatAreMissingOrChangedAreNamed() throws IOException {
    assertThatThrownBy(() -> write(Numbers.failingAt(7))).hasRootCauseMessage("block 7");
    Path file = files("part-.*parquet").get(0);
    Files.write(file, new byte[7]);
    assertThatThrownBy(() -> write(Numbers.good()))
        .isInstanceOf(WaveException.class)
        .hasMessageContaining(file.getFileName() + " is 7 bytes long, and had");
    Files.delete(file);
    assertThatThrownBy(() -> write(Numbers.good()))
        .hasMessageContaining(file.getFileName() + " is missing, and had");
  }

  @Test
  void aFileOfUnknownOriginIsNamed() throws IOException {
    write(Numbers.good());
    Files.copy(files("part-.*parquet").get(0), output.resolve("part-00009-copy.parquet"));
    assertThatThrownBy(() -> write(Numbers.good()))
        .isInstanceOf(WaveException.class)
        .hasMessageContaining("its file part-00009-copy.parquet is not in its record");
  }

  @Test
  void twoJobsAtOnceDoNotWriteTheSameWave() throws IOException {
    assertThatThrownBy(
            () ->
                new WaveOutput(
                        SPARK,
                        new WaveTarget(output.toString(), new WavePace(0)),
                        OptionalInt.of(TASKS))
                    .write(
                        Numbers.good(),
                        progress -> {
                          if (progress.blocks() == 3) {
                            write(Numbers.good());
                          }
                        }))
        .isInstanceOf(WaveException.class)
        .hasMessageContaining("another job has written it");
    assertThat(seen()).isEqualTo(Numbers.ALL);
  }
}
