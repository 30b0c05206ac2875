package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSurveyTest {
  @TempDir Path folder;

  /** Pixels are 0 to 6 equally often, 3 and 9: their mean and variance are known. */
  @Test
  void allPixelsGetOneScaleAndTheLabelIsACategory() {
    String query =
        "query:select array(cast(id % 7 as short), 3S, 9S) as image, if(id < 26, 'b', 'a') as kind from range(91)";
    DataSettings settings =
        TestSettings.of(query)
            .image(new ImageFormat(3, 1, 1, Optional.of("kind")))
            .scale(Scale.GLOBAL)
            .holdout(0)
            .build();
    PreparedTable table =
        TablePreparer.prepare(LocalSpark.session(), settings, 2, folder.toString());
    RowCodec codec = table.codec();
    ImageCodec image = (ImageCodec) codec.columns().get(0);
    double mean = 15 / 3.0;
    double square = (13 + 9 + 81) / 3.0;
    assertThat(image.mean()).isCloseTo(mean, within(1e-12));
    assertThat(image.scale()).isCloseTo(Math.sqrt(square - mean * mean), within(1e-12));
    assertThat(image.type()).isEqualTo("array<smallint>");
    assertThat(image.least()).isZero();
    assertThat(image.greatest()).isEqualTo(9);
    assertThat(codec.channels().groups().get(0)).isEqualTo(new Plain(3));
    Codes kinds = (Codes) codec.channels().groups().get(1);
    assertThat(kinds.frequencies()).containsExactlyInAnyOrder(26 / 91.0, 65 / 91.0);
    assertThat(codec.columns().get(1).name()).isEqualTo("kind");
    assertThat(table.rows()).isEqualTo(91);
  }

  /** A vector with zeros that are not stored, and one that stores them. */
  @ParameterizedTest
  @ValueSource(strings = {"image", "pixels"})
  void imagesInVectorsHaveLabelsToo(String column) {
    DataSettings settings =
        TestSettings.of("the program's")
            .features(column)
            .image(new ImageFormat(3, 1, 1, Optional.of("kind")))
            .scale(Scale.GLOBAL)
            .holdout(0)
            .build();
    StructType schema =
        new StructType()
            .add("kind", DataTypes.StringType)
            .add(column, SQLDataTypes.VectorType())
            .add("size", DataTypes.LongType);
    List<Row> rows =
        List.of(
            RowFactory.create("a", Vectors.sparse(3, new int[] {1}, new double[] {6}), 1L),
            RowFactory.create("b", Vectors.dense(0, 3, 9), 2L),
            RowFactory.create("b", Vectors.dense(1, 5, 6), 3L));
    PreparedTable table =
        TablePreparer.prepare(
            LocalSpark.session().createDataFrame(rows, schema),
            settings,
            1,
            List.of(),
            folder.toString());
    ImageCodec image = (ImageCodec) table.codec().columns().get(0);
    assertThat(image.name()).isEqualTo(column);
    assertThat(image.mean()).isCloseTo(30 / 9.0, within(1e-12));
    assertThat(image.type()).isEqualTo("array<double>");
    assertThat(((Codes) table.codec().channels().groups().get(1)).frequencies())
        .containsExactlyInAnyOrder(1 / 3.0, 2 / 3.0);
    assertThat(table.codec().columns())
        .extracting(ColumnCodec::name)
        .containsExactly(column, "kind", "size");
    assertThat(table.plan().orElseThrow().columns().get(0).why()).isEqualTo("images (data.image)");
  }

  @Test
  void aRowWithoutAVectorIsBad() {
    DataSettings settings =
        TestSettings.of("the program's")
            .image(new ImageFormat(2, 1, 1, Optional.of("kind")))
            .scale(Scale.GLOBAL)
            .holdout(0)
            .badRows(BadRows.DROP)
            .build();
    StructType schema =
        new StructType().add("image", SQLDataTypes.VectorType()).add("kind", DataTypes.LongType);
    List<Row> rows =
        List.of(
            RowFactory.create(Vectors.dense(1, 2), 7L),
            RowFactory.create(null, 7L),
            RowFactory.create(Vectors.dense(3, 4), null),
            RowFactory.create(Vectors.dense(3, 4), 8L));
    PreparedTable table =
        TablePreparer.prepare(
            LocalSpark.session().createDataFrame(rows, schema),
            settings,
            1,
            List.of(),
            folder.toString());
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.badRows().counts()).containsExactly(Map.entry(BadRowReason.NULL, 2L));
    assertThat(((Codes) table.codec().channels().groups().get(1)).frequencies()).hasSize(2);
  }

  @Test
  void imagesInLinesOfJsonHaveLabelsToo() throws IOException {
    Path file =
        Files.write(
            folder.resolve("images.json"),
            List.of(
                "{\"image\": [1, 2.5], \"kind\": \"a\"}",
                "{\"image\": [3, 4], \"kind\": \"b\"}",
                "{\"image\": [5, 6], \"kind\": \"b\"}"));
    DataSettings settings =
        TestSettings.of(file)
            .image(new ImageFormat(2, 1, 1, Optional.of("kind")))
            .scale(Scale.GLOBAL)
            .holdout(0)
            .build();
    PreparedTable table =
        TablePreparer.prepare(LocalSpark.session(), settings, 1, folder.resolve("work").toString());
    ImageCodec image = (ImageCodec) table.codec().columns().get(0);
    assertThat(image.mean()).isCloseTo(21.5 / 6, within(1e-12));
    assertThat(image.type()).isEqualTo("array<double>");
  }
}
