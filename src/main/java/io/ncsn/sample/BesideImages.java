package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How rows with images and other columns are completed: where nothing of an image is known, its
 * columns are drawn first, by their own network. New rows, of which nothing is known, are drawn by
 * {@link ColumnsFirst}.
 *
 * @param columns the chains of the columns
 * @param pixels the chains of rows whose images are known in part
 */
record BesideImages(MixedSpec spec, ModelChains columns, ModelChains pixels)
    implements Serializable {

  /** Chooses how rows of a network are drawn. */
  interface Method {
    SamplingMethod of(SampleSettings settings, ModelSpec network, NoiseSchedule levels);
  }

  /** Makes them for a model; null if it draws no columns before its images. */
  static BesideImages of(ModelDescription model, SampleSettings settings, Method method) {
    return model
        .besideImages()
        .map(
            columns ->
                new BesideImages(
                    (MixedSpec) model.network(),
                    ModelChains.of(
                        columns,
                        settings,
                        method.of(settings, columns.network(), columns.schedule())),
                    ModelChains.of(model, settings, settings.methodForPixels())))
        .orElse(null);
  }

  /** Returns the settings of a job that rows depend on. */
  SortedMap<String, String> identity() {
    return new TreeMap<>(
        Map.of(
            "columns", columns.plan().settings().toString(),
            "pixels", pixels.plan().settings().toString()));
  }

  /** Returns whether some row knows a part of its image. */
  boolean arePixels(float[] stored, int rows) {
    int width = spec.layout().storedWidth();
    return IntStream.range(0, rows)
        .map(row -> known(stored, row * width))
        .anyMatch(known -> known > 0 && known < spec.pixels());
  }

  /** Returns how many pixels of the row that begins at {@code from} are known. */
  private int known(float[] stored, int from) {
    return (int)
        IntStream.range(from, from + spec.pixels()).filter(i -> !Float.isNaN(stored[i])).count();
  }

  /**
   * Draws the columns of rows that know nothing of their image.
   *
   * @param stored row-major [rows, stored width], NaN where a row is not known; gets the columns
   * @param seed seed of what is drawn
   * @param barred levels that are not drawn, by channel, [dimension]
   */
  void fill(
      float[] stored, int rows, MixedScoreNetwork network, long seed, boolean[] barred, int shape) {
    int width = spec.layout().storedWidth();
    int own = width - spec.pixels();
    int[] open = IntStream.range(0, rows).filter(row -> known(stored, row * width) == 0).toArray();
    if (open.length == 0) {
      return;
    }
    float[] asked = new float[open.length * own];
    for (int i = 0; i < open.length; i++) {
      System.arraycopy(stored, (open[i] + 1) * width - own, asked, i * own, own);
    }
    boolean[] levels = Arrays.copyOfRange(barred, spec.pixels(), barred.length);
    float[] drawn =
        new CompletedRows(spec.beside(), columns, seed, 0, levels, shape, null)
            .of(asked, open.length, network.columns(), 0);
    for (int i = 0; i < asked.length; i++) {
      if (Float.isNaN(asked[i])) {
        stored[(open[i / own] + 1) * width - own + i % own] = drawn[i];
      }
    }
  }
}
