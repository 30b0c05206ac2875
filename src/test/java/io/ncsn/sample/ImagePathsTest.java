package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.network.NetworkSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images of 5 by 3 pixels without labels, of an untouched network of convolutions: pixels are
 * normal, of mean 100 and deviation 40, and the way from noise is a straight line.
 */
class ImagePathsTest {
  private static final int PIXELS = 15;
  private static final double MEAN = 100;
  private static final double SCALE = 40;
  private static final int STEPS = 400;

  @TempDir private Path folder;

  /** A sample is a multiple of its noise, so it turns from the first image to the last as that. */
  @Test
  void imagesTurnFromOneSeedsToTheOthers() {
    int count = 131;
    List<Row> way = draw("sample.interpolate=[5, 6]", "sample.count=" + count);
    double[] first =
        pixels(draw("sample.seed=5", "sample.count=1", "sample.sampler=dpm-solver").get(0));
    double[] last =
        pixels(draw("sample.seed=6", "sample.count=1", "sample.sampler=dpm-solver").get(0));

    assertThat(way).hasSize(count);
    for (int i = 0; i < count; i++) {
      double angle = Math.PI / 2 * i / (count - 1);
      double[] found = pixels(way.get(i));
      for (int p = 0; p < PIXELS; p++) {
        double turned = Math.cos(angle) * first[p] + Math.sin(angle) * last[p];
        assertThat(found[p]).isCloseTo(turned, within(1e-4));
      }
    }
  }

  /** The flow of N(0, 1) keeps x/√(1 + σ²). */
  @Test
  void aTraceFollowsTheFlowOfNormalPixels() {
    String[] settings = {
      "sample.count=3",
      "sample.trace=2",
      "sample.sampler=dpm-solver",
      "sample.steps=" + STEPS,
      "sample.seed=5"
    };
    sampler(settings).writeTrace(folder.resolve("trace").toString());

    List<Row> trace =
        ImageModels.session()
            .read()
            .parquet(folder.resolve("trace").toString())
            .orderBy("sample_id", "trace_step")
            .collectAsList();

    assertThat(trace).hasSize(2 * (STEPS + 1));
    List<Row> samples = draw(settings);
    for (int chain = 0; chain < 2; chain++) {
      List<Row> path = trace.subList(chain * (STEPS + 1), (chain + 1) * (STEPS + 1));
      double[] start = pixels(path.get(0));
      double top = ImageModels.SCHEDULE.largest();
      assertThat(path.get(0).<Double>getAs("trace_sigma")).isEqualTo(top);
      for (Row step : path.subList(1, STEPS)) {
        double sigma = step.getAs("trace_sigma");
        double ratio = Math.sqrt((1 + sigma * sigma) / (1 + top * top));
        double[] found = pixels(step);
        for (int p = 0; p < PIXELS; p++) {
          assertThat(found[p])
              .isCloseTo(ratio * start[p], within(0.01 * Math.abs(ratio * start[p])));
        }
      }
      assertThat(path.get(STEPS).getList(1)).isEqualTo(samples.get(chain).getList(1));
      assertThat(path.get(STEPS).<Double>getAs("trace_sigma")).isZero();
    }
  }

  @Test
  void thereIsNoLabelToGive() {
    assertThatThrownBy(() -> draw("sample.interpolate=[5, 6]", "sample.where.label=a"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot give cells to samples between two seeds (sample.where beside sample.interpolate): the model has no labels of images; leave one of the two out");
  }

  /** Returns the pixels in the network's units. */
  private static double[] pixels(Row row) {
    return row.<Double>getList(1).stream().mapToDouble(p -> (p - MEAN) / SCALE).toArray();
  }

  private static List<Row> draw(String... settings) {
    return sampler(settings).rows().orderBy("sample_id").collectAsList();
  }

  private static Sampler sampler(String... settings) {
    NetworkSpec spec = ImageModels.withoutLabels();
    double[] mean = new double[PIXELS];
    double[] scale = new double[PIXELS];
    Arrays.fill(mean, MEAN);
    Arrays.fill(scale, SCALE);
    TableSchema table =
        new TableSchema(
            Layout.ARRAY,
            "image",
            IntStream.range(0, PIXELS)
                .mapToObj(i -> new Column("image[" + i + "]", "double"))
                .toList());
    return ImageModels.sampler(
        spec, RowCodec.of(table, new Scaler(mean, scale)), spec.initialParameters(3), settings);
  }
}
