package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.network.MixedSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images of 5 by 3 pixels between two seeds, and on their way from noise, of a network whose images
 * depend on a label.
 */
class LabelledPathsTest {
  private static final int PIXELS = 15;

  /** Two blocks and a part of a third. */
  private static final int COUNT = 131;

  private static final RowCodec CODEC =
      new RowCodec(
          Layout.COLUMNS,
          "",
          List.of(
              new ImageCodec("image", "array<smallint>", PIXELS, 128, 40, 0, 255),
              new CategoryCodec(
                  "label",
                  "string",
                  false,
                  0,
                  2,
                  TextLevels.of(
                      Map.of(UTF8String.fromString("a"), 60L, UTF8String.fromString("b"), 40L)))));

  @TempDir private Path folder;

  @Test
  void allImagesOfAPathHaveTheLabelOfItsFirstSeed() {
    long a = seedOf("a");
    long b = seedOf("b");

    assertThat(way(a, b, 1)).hasSize(COUNT).allMatch(row -> label(row).equals("a"));
    assertThat(way(b, a, 1)).hasSize(COUNT).allMatch(row -> label(row).equals("b"));
    assertThat(way(b, a, 3)).isEqualTo(way(b, a, 1));
  }

  @Test
  void aPathBeginsAtTheSampleOfItsFirstSeed() {
    long b = seedOf("b");

    List<Row> way = way(b, 77, 2);

    assertThat(image(way.get(0))).isEqualTo(image(first(b)));
    assertThat(image(way.get(COUNT - 1))).isEqualTo(image(first(77, "sample.where.label=b")));
    assertThat(image(way.get(COUNT - 1))).isNotEqualTo(image(first(77, "sample.where.label=a")));
  }

  @Test
  void aLabelThatIsGivenHoldsForTheWholePath() {
    long a = seedOf("a");
    for (String label : List.of("a", "b")) {
      String where = "sample.where.label=" + label;

      List<Row> way = draw("sample.interpolate=[" + a + ", 78]", "sample.count=" + COUNT, where);

      assertThat(way).hasSize(COUNT).allMatch(row -> label(row).equals(label));
      assertThat(image(way.get(0))).isEqualTo(image(first(a, where)));
      assertThat(image(way.get(COUNT - 1))).isEqualTo(image(first(78, where)));
      for (int i = 0; i < COUNT; i++) {
        assertThat(way.get(i).<Double>getAs("interpolation")).isEqualTo(i / (COUNT - 1.0));
      }
    }
  }

  @Test
  void aListOfLabelsIsRefused() {
    assertThatThrownBy(() -> draw("sample.interpolate=[1, 2]", "sample.where.label=[a, b]"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot give a range or a list to samples between two seeds (sample.where beside sample.interpolate): each would draw its own value of it; give one value");
  }

  /** Also where the chain's own label is still noise. */
  @Test
  void aTraceHasTheLabelThatItsImagesAreGiven() {
    String[] settings = {"sample.count=5", "sample.trace=4", "sample.steps=7"};
    List<Row> samples = draw(settings);
    sampler(settings).writeTrace(folder.resolve("trace").toString());

    List<Row> trace =
        ImageModels.session()
            .read()
            .parquet(folder.resolve("trace").toString())
            .orderBy("trace_step", "sample_id")
            .collectAsList();

    assertThat(trace).hasSize(4 * (7 + 1));
    assertThat(samples.subList(0, 4)).extracting(LabelledPathsTest::label).contains("a", "b");
    for (int i = 0; i < trace.size(); i++) {
      assertThat(label(trace.get(i))).isEqualTo(label(samples.get(i % 4)));
    }
    for (int chain = 0; chain < 4; chain++) {
      assertThat(image(trace.get(4 * 7 + chain))).isEqualTo(image(samples.get(chain)));
      assertThat(image(trace.get(chain))).isNotEqualTo(image(samples.get(chain)));
    }
  }

  /** Returns a seed whose first sample has a label. */
  private static long seedOf(String label) {
    long seed = 1;
    while (!label(first(seed)).equals(label)) {
      seed++;
    }
    return seed;
  }

  /** Returns the first sample of a seed, on the path that interpolation takes. */
  private static Row first(long seed, String... settings) {
    return draw(ImageModels.with(
            settings, "sample.seed=" + seed, "sample.count=1", "sample.sampler=dpm-solver"))
        .get(0);
  }

  private static List<Row> way(long from, long to, int partitions) {
    return draw(
        "sample.interpolate=[" + from + ", " + to + "]",
        "sample.count=" + COUNT,
        "sample.partitions=" + partitions);
  }

  private static List<Row> draw(String... settings) {
    return sampler(settings).rows().orderBy("sample_id").collectAsList();
  }

  private static Sampler sampler(String... settings) {
    MixedSpec spec = new MixedSpec(CODEC.channels(), ImageModels.NET, true, false);
    return ImageModels.sampler(spec, CODEC, ImageModels.moved(spec), settings);
  }

  private static String label(Row row) {
    return row.getAs("label");
  }

  private static List<Short> image(Row row) {
    return row.getList(row.fieldIndex("image"));
  }
}
