package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.TrainingState;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.image.PictureWriter;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.settings.Settings;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of which pixels are not known. */
class InpaintingTest {
  private static final int ROWS = 307;
  private static final String[] FAST = {
    "sample.sampler=repaint", "sample.steps=15", "sample.resampling=4"
  };

  /** The two columns of pixels at the right. */
  private static final String RIGHT =
      "transform(image, (value, i) -> if(i % 5 > 2, null, value)) as image";

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = LabelledStripes.trained(folder.resolve("trained").toString());
  }

  @Test
  void knownPixelsStayAndTheOthersAreOfTheLabel() {
    Dataset<Row> whole = LabelledStripes.table(ROWS, 3);

    List<Row> filled = impute(whole.selectExpr("id", RIGHT, "label")).collectAsList();

    List<Row> before = whole.selectExpr("id", "image", "label").collectAsList();
    for (String label : List.of("left", "right")) {
      double[] sums = new double[15];
      int count = 0;
      for (int i = 0; i < ROWS; i++) {
        if (before.get(i).getString(2).equals(label)) {
          List<Short> image = filled.get(i).getList(1);
          for (int p = 0; p < 15; p++) {
            sums[p] += image.get(p);
          }
          count++;
        }
      }
      for (int p = 0; p < 15; p++) {
        assertThat(sums[p] / count)
            .as("%s, pixel %d", label, p)
            .isCloseTo(LabelledStripes.mean(label, p), within(25.0));
      }
    }
    for (int i = 0; i < ROWS; i++) {
      assertThat(filled.get(i).get(0)).isEqualTo(before.get(i).get(0));
      assertThat(filled.get(i).get(2)).isEqualTo(before.get(i).get(2));
      for (int p = 0; p < 15; p++) {
        if (p % 5 <= 2) {
          assertThat(filled.get(i).getList(1).get(p)).isEqualTo(before.get(i).getList(1).get(p));
        }
      }
    }
  }

  /** By chance it would be found for half of them; so few steps of RePaint find most. */
  @Test
  void aLabelIsFoundByThePixelsThatAreKnown() {
    Dataset<Row> whole = LabelledStripes.table(ROWS, 2);

    List<Row> filled =
        impute(whole.selectExpr("id", RIGHT, "cast(null as string) as label")).collectAsList();

    List<Row> truth = whole.collectAsList();
    long right =
        IntStream.range(0, ROWS)
            .filter(i -> filled.get(i).getString(2).equals(truth.get(i).getString(1)))
            .count();
    assertThat(right).isGreaterThan(ROWS * 3 / 4);
  }

  @Test
  void theRowsAreTheSameOfAnyPartitionsAndOfAMaskImage() throws IOException {
    List<String> rows = impute(holes(1)).toJSON().collectAsList();

    assertThat(impute(holes(5)).toJSON().collectAsList()).isEqualTo(rows);
    byte[] pixels = new byte[15];
    for (int p = 0; p < 15; p++) {
      pixels[p] = (byte) (p % 5 > 2 ? 255 : 0);
    }
    Path mask = folder.resolve("mask.png");
    Files.write(mask, new PictureWriter(5, 3, 1).png(pixels));
    Dataset<Row> whole = LabelledStripes.table(ROWS, 2);
    String set = "impute.mask-image=" + mask;
    assertThat(impute(whole, set).toJSON().collectAsList()).isEqualTo(rows);

    String output = folder.resolve("imputed").toString();
    imputer().write(holes(3), output, new WavePace(0));
    assertThat(LocalSpark.session().read().parquet(output).toJSON().collectAsList())
        .containsExactlyInAnyOrderElementsOf(rows);
    assertThatThrownBy(() -> imputer(set).write(holes(3), output, new WavePace(0)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("begun with impute.mask-image = nothing");
  }

  @Test
  void aPointIsTheMiddleOfEachPixel() {
    List<Row> draws = impute(holes(2).limit(11), "impute.draws=3").collectAsList();
    List<Row> points =
        impute(holes(2).limit(11), "impute.draws=3", "impute.point=true").collectAsList();
    for (int i = 0; i < points.size(); i++) {
      for (int p = 0; p < 15; p++) {
        short[] sorted = new short[3];
        for (int draw = 0; draw < 3; draw++) {
          sorted[draw] = draws.get(3 * i + draw).<Short>getList(0).get(p);
        }
        Arrays.sort(sorted);
        assertThat(points.get(i).<Short>getList(0).get(p)).isEqualTo(sorted[1]);
      }
    }
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() throws IOException {
    Path mask = folder.resolve("other.png");
    Files.write(mask, new PictureWriter(4, 3, 1).png(new byte[12]));
    assertThatThrownBy(() -> imputer("impute.mask-image=" + mask))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("has 4 x 3 pixels, need 5 x 3");
    assertThatThrownBy(() -> imputer("impute.mask-image=" + folder.resolve("none.png")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("there is no such file");
  }

  /** A network of zeros has the score of N(0, 1) numbers in standardised units. */
  @Test
  void numbersOfAnArrayWithoutLabelsAreDrawnToo() {
    Dataset<Row> holes =
        LocalSpark.session()
            .range(0, 2003, 1, 3)
            .selectExpr("id", "array(cast(id as float), null, 7.25F) as x");

    List<Row> filled = normals(Layout.ARRAY).rows(holes).collectAsList();

    double[] drawn = filled.stream().mapToDouble(row -> row.<Float>getList(1).get(1)).toArray();
    double mean = Arrays.stream(drawn).average().orElseThrow();
    double variance = Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).sum() / drawn.length;
    assertThat(mean).isCloseTo(200, within(4 * 20 / Math.sqrt(drawn.length)));
    assertThat(variance / 400).isBetween(0.7, 1.1);
    for (int i = 0; i < filled.size(); i++) {
      List<Float> known = filled.get(i).getList(1);
      assertThat(known.get(0)).isEqualTo((float) filled.get(i).getLong(0));
      assertThat(known.get(2)).isEqualTo(7.25f);
    }
  }

  @Test
  void numbersOfColumnsAreDrawnToo() {
    Dataset<Row> holes =
        LocalSpark.session()
            .range(0, 503)
            .selectExpr("if(id % 2 = 0, null, 1D) as a", "id as b", "cast(null as double) as c");

    List<Row> filled = normals(Layout.COLUMNS).rows(holes).collectAsList();

    for (int i = 0; i < filled.size(); i++) {
      assertThat(filled.get(i).isNullAt(0) || filled.get(i).isNullAt(2)).isFalse();
      assertThat(filled.get(i).getDouble(0) == 1).isEqualTo(i % 2 == 1);
      assertThat(filled.get(i).getLong(1)).isEqualTo(i);
    }
  }

  private static ModelImputer normals(Layout layout) {
    NetworkSpec spec = new NetworkSpec(3, List.of(4), Form.EDM);
    List<Column> columns =
        layout == Layout.ARRAY
            ? IntStream.range(0, 3).mapToObj(i -> new Column("x[" + i + "]", "float")).toList()
            : List.of(
                new Column("a", "double"), new Column("b", "bigint"), new Column("c", "double"));
    float[] vector = new float[spec.parameters()];
    Checkpoint checkpoint =
        new Checkpoint(
            new ModelDescription(
                spec,
                NoiseSchedule.of(ScheduleKind.GEOMETRIC, 20, 0.01, 40),
                new TableSchema(layout, layout == Layout.ARRAY ? "x" : "", columns),
                new Scaler(new double[] {100, 200, 300}, new double[] {10, 20, 30}),
                ColumnRanges.standard(new float[3], new float[3]),
                Map.of()),
            TrainingState.initial("hash"),
            Map.of(
                Checkpoint.PARAMETERS, vector,
                Checkpoint.EMA, vector,
                Checkpoint.UPDATER, new float[2 * vector.length]));
    Settings settings = ShortTraining.settings().settings();
    return new TrainedModel(LocalSpark.session(), checkpoint, settings.network())
        .imputer(settings.impute(), settings.sample());
  }

  private static Dataset<Row> holes(int partitions) {
    return LabelledStripes.table(ROWS, partitions).selectExpr(RIGHT, "label", "id");
  }

  private static Dataset<Row> impute(Dataset<Row> table, String... settings) {
    return imputer(settings).rows(table);
  }

  private static ModelImputer imputer(String... settings) {
    String[] all = Arrays.copyOf(FAST, FAST.length + settings.length);
    System.arraycopy(settings, 0, all, FAST.length, settings.length);
    Settings asked = ShortTraining.settings(all).settings();
    return model.imputer(asked.impute(), asked.sample(), asked.data().image());
  }
}
