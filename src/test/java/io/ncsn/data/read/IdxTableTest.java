package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTableTest {
  /** A period that no size of an image divides. */
  private static final int[] VALUES = {0, 255, 128, 127, 1, 77, 200, 3, 254, 13, 99};

  private static final int ROWS = 23;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, train-labels-idx1-ubyte",
    "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz",
    "t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte.gz",
    "emnist-letters-train-images-idx3-ubyte.gz, emnist-letters-train-labels-idx1-ubyte"
  })
  void readsImagesAndTheLabelsBesideThem(String images, String labels) {
    Path input = write(images, ROWS, 7, 5);
    write(labels, ROWS);
    Dataset<Row> table = open(input, new ImageFormat(5, 7, 1, Optional.of("label")));
    assertThat(table.schema().toDDL()).isEqualTo("image ARRAY<SMALLINT>,label INT");
    List<Row> rows = table.collectAsList();
    assertThat(rows).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(rows.get(i).<Short>getList(0)).isEqualTo(expected(i, 35));
      assertThat(rows.get(i).getInt(1)).isEqualTo(VALUES[i % VALUES.length]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"many-images-idx3-ubyte", "many-images-idx3-ubyte.gz"})
  void rowsOfSeveralTasksAreThoseOfTheFile(String name) {
    int rows = 20_011;
    Dataset<Row> table = open(write(name, rows, 1, 3), new ImageFormat(3, 1, 1, Optional.empty()));
    assertThat(table.toJavaRDD().getNumPartitions()).isEqualTo(3);
    List<Row> found = table.collectAsList();
    assertThat(found).hasSize(rows);
    for (int i = 0; i < rows; i += 997) {
      assertThat(found.get(i).<Short>getList(0)).isEqualTo(expected(i, 3));
    }
    assertThat(found.get(rows - 1).<Short>getList(0)).isEqualTo(expected(rows - 1, 3));
  }

  @Test
  void imagesOfSeveralChannelsHaveFourDimensions() {
    Path input = write("train-images-idx4-ubyte", 5, 2, 3, 3);
    Dataset<Row> table = open(input, new ImageFormat(3, 2, 3, Optional.empty()));
    assertThat(table.columns()).containsExactly("image");
    assertThat(table.collectAsList().get(4).<Short>getList(0)).isEqualTo(expected(4, 18));
  }

  @Test
  void aDirectoryOfImagesAndLabelsIsReadByItsImages() {
    write("train-images-idx3-ubyte", ROWS, 2, 2);
    write("train-labels-idx1-ubyte", ROWS);
    assertThat(open(directory, new ImageFormat(2, 2, 1, Optional.empty())).count()).isEqualTo(ROWS);
  }

  @Test
  void aPackedFileThatIsCutShortOrGoesOnIsDamaged() {
    byte[] whole = MadeIdx.bytes(new int[] {5, 2, 2}, VALUES);
    ImageFormat image = new ImageFormat(2, 2, 1, Optional.empty());
    for (int length : new int[] {whole.length - 1, whole.length + 1}) {
      Path input = directory.resolve("train-images-idx3-ubyte.gz");
      MadeIdx.write(input, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SparkErrors.reading("it", () -> open(input, image).collectAsList()))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(
              length < whole.length
                  ? "train-images-idx3-ubyte.gz is cut short: it ends in row 5 of 5; get it again"
                  : "train-images-idx3-ubyte.gz goes on after its 5 rows; get it again");
    }
  }

  @Test
  @Needs(value = Tool.FASHION_MNIST, toTest = "the reading of Fashion-MNIST as it is distributed")
  void readsFashionMnist() {
    Path input = Tool.fashionMnist().resolve("train-images-idx3-ubyte.gz");
    Dataset<Row> table = open(input, new ImageFormat(28, 28, 1, Optional.of("label")));
    Row sums =
        table
            .selectExpr("label", "aggregate(image, 0L, (sum, x) -> sum + x) as sum")
            .selectExpr("count(*)", "sum(sum) / (255.0 * 784 * count(*))", "sum(label)")
            .first();
    assertThat(sums.getLong(0)).isEqualTo(60_000);
    assertThat(sums.getDecimal(1).doubleValue()).isBetween(0.28595, 0.28605); // as is published
    assertThat(sums.getLong(2)).isEqualTo(6000 * 45); // ten classes of equal size
  }

  private Path write(String name, int... shape) {
    return MadeIdx.write(directory.resolve(name), MadeIdx.bytes(shape, VALUES));
  }

  private static List<Short> expected(int row, int size) {
    Short[] image = new Short[size];
    Arrays.setAll(image, i -> (short) VALUES[(row * size + i) % VALUES.length]);
    return List.of(image);
  }

  private static Dataset<Row> open(Path input, ImageFormat image) {
    DataSettings settings = TestSettings.of(input).image(image).build();
    return SourceTable.open(LocalSpark.session(), settings).table();
  }
}
