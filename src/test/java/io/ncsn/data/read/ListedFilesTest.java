package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Tables;
import io.ncsn.data.shard.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file that is listed is read, once, whatever its name. */
class ListedFilesTest {
  private static final List<String> NAMES =
      List.of(
          "a.csv",
          "b.csv",
          "[ab].csv",
          "{a,b}.csv",
          "*.csv",
          "?.csv",
          "back\\slash.csv",
          "two words.csv",
          "50%.csv",
          "%5B.csv",
          "no#1.csv",
          "a+b&c=d;e.csv",
          "größe.CSV",
          "year=2024/part.csv",
          "_year=2024/part.csv");

  @TempDir Path directory;
  @TempDir Path work;

  @Test
  void readsEachFileOfADirectoryOnce() throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      Path file = directory.resolve("t").resolve(NAMES.get(i));
      Files.createDirectories(file.getParent());
      Files.write(file, lines(i, i + 2));
      expected.put("file:" + file, i + 2L);
    }
    Files.createFile(directory.resolve("t/empty.csv"));
    PreparedTable table = prepare(directory.resolve("t"));
    long rows = expected.values().stream().mapToLong(Long::longValue).sum();
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.read().rows()).isEqualTo(expected);
    assertThat(table.read().files()).isEqualTo(NAMES.size());
    List<Double> firsts =
        Tables.values(table, table.train().collect()).stream()
            .map(row -> (double) Math.round(row.get(0)))
            .distinct()
            .toList();
    assertThat(firsts).hasSize(NAMES.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[ab].csv", "{a,b}.csv", "*.csv", "?.csv", "back\\slash.csv"})
  void takesAnExactNameBeforeAPattern(String name) throws IOException {
    Files.write(directory.resolve("a.csv"), lines(1, 5));
    Files.write(directory.resolve(name), lines(2, 7));
    assertThat(prepare(directory.resolve(name)).rows()).isEqualTo(7);
  }

  @Test
  void takesAPatternWhereNoFileHasThatName() throws IOException {
    Files.write(directory.resolve("a.csv"), lines(1, 5));
    Files.write(directory.resolve("b.csv"), lines(2, 7));
    Files.write(directory.resolve("c.csv"), lines(3, 11));
    assertThat(prepare(directory.resolve("[ab].csv")).rows()).isEqualTo(12);
  }

  @Test
  void countsPartsOfSeveralPartitionsAndFormats() throws IOException {
    Tables.frame(Tables.rows(103))
        .repartition(3)
        .write()
        .parquet(directory.resolve("p").toString());
    PreparedTable table = prepare(directory.resolve("p"));
    assertThat(table.read().files()).isEqualTo(3);
    assertThat(table.read().rows().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(103);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_delta_log/0.json",
        ".hoodie/hoodie.properties",
        "metadata/v1.metadata.json",
        "_spark_metadata/0",
        "delta_0000007_0000011_0000/bucket_00000",
        "base_0000013_v0000017/bucket_00000",
        "delete_delta_0000007_0000007/bucket_00000"
      })
  void refusesTableFormatsThatKeepOldRows(String mark) throws IOException {
    Path table = Files.createDirectories(directory.resolve("t/data"));
    Files.createDirectories(directory.resolve("t").resolve(mark).getParent());
    Files.writeString(directory.resolve("t").resolve(mark), "{}");
    Files.write(table.resolve("a.csv"), lines(1, 5));
    for (Path input : List.of(directory.resolve("t"), table, table.resolve("a.csv"))) {
      assertThatThrownBy(() -> prepare(input))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("whose files hold old and deleted rows too");
    }
  }

  @Test
  void refusesATableOfPaimon() throws IOException {
    Path bucket = Files.createDirectories(directory.resolve("t/bucket-0"));
    for (String name : List.of("manifest", "schema", "snapshot")) {
      Files.createDirectories(directory.resolve("t").resolve(name));
    }
    Files.write(bucket.resolve("a.csv"), lines(1, 5));
    for (Path input : List.of(directory.resolve("t"), bucket)) {
      assertThatThrownBy(() -> prepare(input))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("found a Paimon table");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "", ", ", "\t"})
  void refusesLinesOfSeveralJsonRecords(String between) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      lines.add("{\"a\": %d}%s{\"a\": %d}".formatted(i, between, i + 100));
    }
    Path file = Files.write(directory.resolve("a.json"), lines);
    assertThatThrownBy(() -> prepare(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a line of a.json holds more than one record")
        .hasMessageContaining("{\"a\": 100}");
  }

  @Test
  void readsJsonRecordsWithWhatFollowsThem() throws IOException {
    Path file =
        Files.write(
            directory.resolve("a.json"),
            List.of(
                "{\"a\": {\"b\": [{}]}, \"c\": 1},", "{\"c\": 2} ", "{\"c\": 4}", "{\"c\": 7}"));
    assertThat(prepare(file).rows()).isEqualTo(4);
  }

  @Test
  void refusesAHiddenFileNamedAsATable() throws IOException {
    Files.write(directory.resolve("a.csv"), lines(1, 5));
    Files.write(directory.resolve("_b.csv"), lines(2, 7));
    assertThatThrownBy(() -> prepare(directory)).hasMessageContaining("leaves out _b.csv");
  }

  @Test
  void passesOverWhatMacosWritesBesideFiles() throws IOException {
    Files.write(directory.resolve("a.csv"), lines(1, 5));
    Files.write(directory.resolve("._a.csv"), new byte[] {0, 5, 22, 7});
    assertThat(prepare(directory).rows()).isEqualTo(5);
  }

  @Test
  void refusesALinkToNothingInADirectory() throws IOException {
    Files.write(directory.resolve("a.csv"), lines(1, 5));
    Files.createSymbolicLink(directory.resolve("b.csv"), directory.resolve("gone.csv"));
    assertThatThrownBy(() -> prepare(directory)).hasMessageContaining("b.csv is a link to nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"28b52ffd zst", "04224d18 lz4", "fd377a585a xz", "504b0304 zip"})
  void refusesTextThatIsPackedInAWayThatSparkCannotRead(String packing) throws IOException {
    String[] parts = packing.split(" ");
    Files.write(directory.resolve("a.csv"), lines(1, 5));
    byte[] magic = java.util.HexFormat.of().parseHex(parts[0]);
    byte[] bytes = java.util.Arrays.copyOf(magic, 200);
    Files.write(directory.resolve("b.csv." + parts[1]), bytes);
    assertThatThrownBy(() -> prepare(directory))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("b.csv." + parts[1] + " is packed by")
        .hasMessageContaining("pack it by gzip");
  }

  @Test
  void refusesGzipWithoutItsEnding() throws IOException {
    Files.write(directory.resolve("a.csv"), gzip(lines(1, 5)));
    assertThatThrownBy(() -> prepare(directory)).hasMessageContaining("does not end in .gz");
  }

  @Test
  void readsGzipWhateverTheCaseOfItsEnding() throws IOException {
    Files.write(directory.resolve("A.CSV.GZ"), gzip(lines(1, 5)));
    assertThat(prepare(directory).rows()).isEqualTo(5);
  }

  private static byte[] gzip(List<String> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<String> lines(int first, int rows) {
    List<String> lines = new ArrayList<>(List.of("a,b"));
    for (int i = 0; i < rows; i++) {
      lines.add(first + "," + i * i);
    }
    return lines;
  }

  private PreparedTable prepare(Path input) {
    return Tables.prepare(TestSettings.of(input).holdout(0).build(), work);
  }
}
