package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of whole numbers from 0 to 255 are stored as bytes, others as floats. */
class BytesInShardsTest {
  @TempDir Path folder;

  private static DataSettings settings(String columns, Optional<String> label) {
    return TestSettings.of("query:select " + columns + " from range(207)")
        .image(new ImageFormat(3, 1, 1, label))
        .scale(Scale.GLOBAL)
        .build();
  }

  private static List<Shard> shards(PreparedTable table) {
    return Stream.of(table.train(), table.holdout())
        .flatMap(side -> side.collect().stream())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'cast(id % 256 as short), 0S, cast(id % 5 as short)', true",
    "'id % 2, 255L, 1L', true",
    "'cast(id % 100 as float), 1f, 2f', true",
    "'cast(id % 100 as float) + .5f, 1f, 2f', false",
    "'id % 2, 256L, 1L', false",
    "'id % 2 - 1, 0L, 1L', false"
  })
  void theNumbersDecide(String pixels, boolean bytes) {
    PreparedTable table =
        prepare(settings("array(" + pixels + ") as image", Optional.empty()), "work");
    assertThat(shards(table))
        .isNotEmpty()
        .allMatch(shard -> shard.stored() instanceof ByteRows == bytes);
  }

  /** Rows are held against the table's own, by the codec's mean and scale. */
  @Test
  void imagesWithLabelsBecomeTheFloatsThatTheyWere() {
    DataSettings settings =
        settings(
            "array(cast(id % 256 as short), 17S, cast(id % 11 as short)) as image, id % 3 as kind",
            Optional.of("kind"));
    PreparedTable table = prepare(settings, "work");
    ImageCodec image = (ImageCodec) table.codec().columns().get(0);
    List<String> expected = new ArrayList<>();
    for (int id = 0; id < 207; id++) {
      float[] pixels = new float[3];
      int[] numbers = {id, 17, id % 11};
      for (int i = 0; i < 3; i++) {
        pixels[i] = (float) ((numbers[i] - image.mean()) / image.scale());
      }
      expected.add(Arrays.toString(pixels));
    }
    List<String> found = new ArrayList<>();
    for (Shard shard : shards(table)) {
      assertThat(shard.stored()).isInstanceOf(ByteRows.class);
      for (int row = 0; row < shard.rows(); row++) {
        float[] values = new float[4];
        shard.read(row, values, 0);
        found.add(Arrays.toString(Arrays.copyOf(values, 3)));
        assertThat(values[3]).isIn(0f, 1f, 2f);
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Shards of floats, as programs wrote them before there were bytes, are taken as they are. */
  @Test
  void theManifestSaysBytesAndFloatsAreWithoutAWord() throws Exception {
    Path table = folder.resolve("table");
    LocalSpark.session()
        .range(0, 207, 1, 2)
        .selectExpr("id % 7 as a", "id % 256 as b")
        .write()
        .parquet(table.toString());
    DataSettings bytes = TestSettings.of(table).build();
    List<Object> fresh = Tables.bits(prepare(bytes, "bytes"));
    assertThat(manifest("bytes")).contains("\"bytes\" : true");
    var written = Files.getLastModifiedTime(folder.resolve("bytes/shards/_SUCCESS"));
    assertThat(Tables.bits(prepare(bytes, "bytes"))).isEqualTo(fresh);
    assertThat(Files.getLastModifiedTime(folder.resolve("bytes/shards/_SUCCESS")))
        .isEqualTo(written);

    Path wider = folder.resolve("wider");
    LocalSpark.session().range(0, 300).selectExpr("id").write().parquet(wider.toString());
    prepare(TestSettings.of(wider).build(), "floats");
    assertThat(manifest("floats")).doesNotContain("bytes");
  }

  private String manifest(String work) throws Exception {
    return Files.readString(folder.resolve(work).resolve("prepared.json"));
  }

  private PreparedTable prepare(DataSettings settings, String work) {
    return Tables.prepare(settings, folder.resolve(work));
  }
}
