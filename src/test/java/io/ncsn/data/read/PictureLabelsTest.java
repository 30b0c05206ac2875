package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.PictureSettings;
import io.ncsn.config.PictureSettings.Fit;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.image.MadePictures;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in {@code root}, {@code root/a} and {@code root/b}, of which a table gives labels. */
class PictureLabelsTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void makePictures() throws IOException {
    root = folder.resolve("root");
    for (String name : List.of("9.png", "a/1.png", "a/2.x.png", "b/1.png", "b/3.png")) {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, MadePictures.grey(3, 2));
    }
  }

  @Test
  void aPictureIsFoundByItsPathOrItsNameWithItsEndingOrWithout() throws IOException {
    Path table =
        table(
            "id,size,kind",
            "a/1.png,7,one",
            "b/1,7,other",
            "2.x,7,two",
            "3.png,7,three",
            "./9.png,7,nine",
            "elsewhere,7,none");
    Dataset<Row> pictures = open(root, table, "Kind");
    assertThat(pictures.columns()).startsWith("image", "kind");
    assertThat(pictures.collectAsList())
        .extracting(row -> row.getString(1), row -> row.getString(2))
        .containsExactly(
            tuple("nine", null),
            tuple("one", null),
            tuple("two", null),
            tuple("other", null),
            tuple("three", null));
  }

  @Test
  void theColumnFileNameGoesBeforeOthers() throws IOException {
    Path table = table("other,kind,file_name", "9,wrong,a/1.png", "8,right,9.png");
    assertThat(open(root.resolve("9.png"), table, "kind").first().getString(1)).isEqualTo("right");
  }

  @Test
  void aTableOfNumbersInParquetLabelsPictures() {
    Path table = folder.resolve("labels.parquet");
    LocalSpark.session()
        .sql("select * from values (9, 4, true), (3, 5, false) as t(id, kind, odd)")
        .write()
        .parquet(table.toString());
    List<Row> rows = open(root.resolve("[b9]*"), table, "kind").collectAsList();
    assertThat(rows).extracting(row -> row.getString(1)).containsExactly("4", null, "5");
    assertThat(open(root.resolve("b/3.png"), table, "odd").first().getString(1)).isEqualTo("false");
  }

  @Test
  void picturesWithoutOneLabelAreBadRowsThatSayWhy() throws IOException {
    Path table =
        table("id,kind", "1,one", "2.x,two", "a/2.x.png,too", "b/3.png,", "9,nine", "9,nine");
    assertThat(open(root, table, "kind").collectAsList())
        .extracting(row -> row.getString(1), row -> row.getString(2))
        .containsExactly(
            tuple("nine", null),
            tuple(
                null,
                "a/1.png has no label in data.image.labels, in which '1' may be several pictures; write their paths"),
            tuple(null, "a/2.x.png has 2 labels in data.image.labels, such as 'too' and 'two'"),
            tuple(
                null,
                "b/1.png has no label in data.image.labels, in which '1' may be several pictures; write their paths"),
            tuple(null, "b/3.png has no label in data.image.labels"));
  }

  @Test
  void theTableMayLieAmongThePictures() throws IOException {
    Path table = Files.write(root.resolve("metadata.csv"), List.of("file_name,kind", "9.png,nine"));
    DataSettings settings = settings(root, table, "kind");
    InputFiles files =
        InputFiles.list(LocalSpark.session().sessionState().newHadoopConf(), settings);
    assertThat(files.files()).hasSize(5);
    assertThat(open(root, table, "kind").first().getString(1)).isEqualTo("nine");
  }

  @Test
  void aChangedTableIsAChangedInput() throws IOException {
    Path table = table("id,kind", "9,nine");
    String before = fingerprint(table);
    assertThat(fingerprint(table)).isEqualTo(before);
    Files.setLastModifiedTime(table, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(fingerprint(table)).isNotEqualTo(before);
  }

  @Test
  void damagedTablesAreErrorsThatNameTheSetting() throws IOException {
    Path table = table("id,kind", "9,nine,more");
    assertThatThrownBy(() -> open(root, table, "kind"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read data.image.labels '%s': found a malformed line, '9,nine,more'; mend it"
                .formatted(table));
    Files.write(table, List.of(",kind", "9,nine"));
    assertThatThrownBy(() -> open(root, table, "kind"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Cannot read data.image.labels '%s': column 1 of 2".formatted(table));
  }

  private String fingerprint(Path table) {
    return InputFiles.list(
            LocalSpark.session().sessionState().newHadoopConf(), settings(root, table, "kind"))
        .fingerprint();
  }

  private Path table(String... lines) throws IOException {
    return Files.write(folder.resolve("labels.csv"), Arrays.asList(lines));
  }

  private static Dataset<Row> open(Path input, Path table, String label) {
    return SourceTable.open(LocalSpark.session(), settings(input, table, label)).table();
  }

  private static DataSettings settings(Path input, Path table, String label) {
    return TestSettings.of(input)
        .image(new ImageFormat(3, 2, 1, Optional.of(label)))
        .pictures(new PictureSettings(Fit.EXACT, 0, Optional.of(table.toString())))
        .build();
  }
}
