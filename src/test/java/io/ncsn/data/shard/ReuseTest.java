package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second preparation takes the shards of the first, unless something they depend on has changed.
 */
class ReuseTest {
  @TempDir Path directory;

  private Path input;
  private Path work;

  @BeforeEach
  void prepareOnce() throws Exception {
    input = write(100);
    work = directory.resolve("work");
    Tables.prepare(TestSettings.of(input).build(), work);
  }

  @Test
  void takesTheShardsOfAnEqualRun() throws Exception {
    FileTime before = written();
    PreparedTable again = Tables.prepare(TestSettings.of(input).build(), work);
    assertThat(written()).isEqualTo(before);
    PreparedTable fresh =
        Tables.prepare(TestSettings.of(input).build(), directory.resolve("fresh"));
    assertThat(Tables.bits(again)).isEqualTo(Tables.bits(fresh));
    assertThat(again.schema()).isEqualTo(fresh.schema());
    assertThat(again.badRows()).isEqualTo(fresh.badRows());
  }

  @Test
  void rebuildsForOtherSettings() {
    PreparedTable other = Tables.prepare(TestSettings.of(input).seed(7).build(), work);
    assertThat(Tables.bits(other))
        .isEqualTo(
            Tables.bits(
                Tables.prepare(
                    TestSettings.of(input).seed(7).build(), directory.resolve("fresh"))));
  }

  @Test
  void rebuildsForOtherReplicas() {
    PreparedTable other =
        TablePreparer.prepare(
            LocalSpark.session(), TestSettings.of(input).build(), 3, work.toString());
    assertThat(other.train().getNumPartitions()).isEqualTo(6);
  }

  @Test
  void rebuildsForAChangedInput() throws Exception {
    write(120);
    PreparedTable other = Tables.prepare(TestSettings.of(input).build(), work);
    assertThat(other.rows() + other.holdoutRows()).isEqualTo(120);
  }

  @Test
  void rebuildsAfterAnInterruption() throws Exception {
    String json = Files.readString(work.resolve("prepared.json"));
    Files.writeString(work.resolve("prepared.json"), json.substring(0, json.length() / 2));
    Files.deleteIfExists(work.resolve(".prepared.json.crc"));
    PreparedTable again = Tables.prepare(TestSettings.of(input).build(), work);
    assertThat(again.train().collect()).hasSize(4);
    assertThat(Files.readString(work.resolve("prepared.json"))).isEqualTo(json);
  }

  @Test
  void rebuildsWhenAShardIsGoneOrThereIsOneTooMany() throws Exception {
    List<Object> bits = Tables.bits(Tables.prepare(TestSettings.of(input).build(), work));
    Path shard = firstShard();
    Files.delete(shard);
    assertThat(Tables.bits(Tables.prepare(TestSettings.of(input).build(), work))).isEqualTo(bits);
    // As two runs at once would leave it.
    Path other = firstShard();
    Files.copy(other, other.resolveSibling(other.getFileName() + ".snappy.parquet"));
    assertThat(Tables.bits(Tables.prepare(TestSettings.of(input).build(), work))).isEqualTo(bits);
  }

  private Path firstShard() throws Exception {
    try (var files = Files.list(work.resolve("shards"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("part-.*\\.parquet"))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private FileTime written() throws Exception {
    return Files.getLastModifiedTime(work.resolve("shards/_SUCCESS"));
  }

  private Path write(int rows) throws Exception {
    List<String> lines = new ArrayList<>(List.of("a,b"));
    for (int i = 0; i < rows; i++) {
      lines.add(i + "," + i * i);
    }
    return Files.write(directory.resolve("input.csv"), lines);
  }
}
