package io.ncsn.job;

import io.ncsn.config.ConfigException;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Redaction;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.GivenFeatures;
import io.ncsn.evaluate.ImageFeatures;
import io.ncsn.evaluate.ImageMeasures;
import io.ncsn.evaluate.Matrix;
import io.ncsn.evaluate.OrderedTasks;
import io.ncsn.network.FeatureModule;
import io.ncsn.network.FeatureModule.UnusableModule;
import io.ncsn.settings.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Features of images by a TorchScript module that {@code evaluate.features} names. */
@SuppressWarnings("ArrayRecordComponent") // sent whole, never compared
record ModuleFeatures(
    String name, byte[] module, String sha256, int height, int width, int channels, int count)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 1 << 30;

  /** Images of a task's piece of work: a cut that the cluster does not move, for equal bits. */
  private static final int BLOCK = 32;

  /** The module that this process has loaded last. */
  private static Loaded loaded;

  private record Loaded(String sha256, FeatureModule module) {}

  /** Returns the module that settings name; empty if they name none. */
  static Optional<ModuleFeatures> of(Settings settings, Configuration hadoop) {
    return settings
        .evaluate()
        .features()
        .module()
        .map(file -> open(file, settings.data().image().orElseThrow(), hadoop));
  }

  /**
   * Adds measures of images without labels to a result.
   *
   * @param module gives the features; empty: random convolutions do
   * @param types the types of the columns that hold the images' numbers
   */
  static EvaluationResult add(
      EvaluationResult result,
      JavaSparkContext spark,
      Settings settings,
      EvaluationTables tables,
      Optional<ModuleFeatures> module,
      List<String> types) {
    Optional<ImageFormat> format = settings.data().image();
    Matrix real = tables.reference().matrix();
    if (module.isEmpty()) {
      return result.withImages(ImageMeasures.of(spark, format, tables, settings.evaluate().seed()));
    }
    if (real.columns() != format.orElseThrow().size() || real.rows() == 0) {
      return result;
    }
    GivenFeatures given = module.get().given(spark, PixelScale.of(types, real.values()));
    return result.withImages(ImageMeasures.of(spark, given, tables), given.description());
  }

  /**
   * Reads a module, and tries it on the driver.
   *
   * @param file a path on any file system
   * @throws ConfigException if it is no module that gives features of such images
   */
  static ModuleFeatures open(String file, ImageFormat format, Configuration hadoop) {
    String name = Redaction.hideCredentials(file);
    byte[] bytes = bytes(file, name, hadoop);
    try {
      FeatureModule module = FeatureModule.load(bytes, format.height(), format.width());
      byte[] black = new byte[FeatureModule.CHANNELS * format.height() * format.width()];
      int features = module.features(black, format.height(), format.width())[0].length;
      return new ModuleFeatures(
          name,
          bytes,
          DigestUtils.sha256Hex(bytes),
          format.height(),
          format.width(),
          format.channels(),
          features);
    } catch (UnusableModule e) {
      throw refusal(name, "it " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a temporary file for libtorch", e);
    }
  }

  private static byte[] bytes(String file, String name, Configuration hadoop) {
    Path path = new Path(file);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      if (bytes.length == MOST_BYTES) {
        throw refusal(name, "it has 1 GiB or more; give a smaller module");
      }
      return bytes;
    } catch (FileNotFoundException e) {
      throw refusal(name, "there is no such file; give the path of a TorchScript file");
    } catch (IOException e) {
      throw refusal(name, "it cannot be read (" + e.getMessage() + ")");
    }
  }

  private static ConfigException refusal(String name, String why) {
    return new ConfigException(
        "Cannot compare images by '%s' (%s): %s".formatted(name, EvaluateSettings.FEATURES, why));
  }

  /**
   * Returns the features as the measures take them.
   *
   * @param scale makes bytes of the images' numbers
   */
  GivenFeatures given(JavaSparkContext spark, PixelScale scale) {
    return new GivenFeatures(
        images -> of(spark, scale.bytes(images.values()), images.rows()),
        ImageFeatures.module(count, sha256));
  }

  private Matrix of(JavaSparkContext spark, byte[] pixels, int rows) {
    Broadcast<ModuleFeatures> self = spark.broadcast(this);
    Broadcast<byte[]> images = spark.broadcast(pixels);
    List<float[][]> parts =
        OrderedTasks.map(
            spark, (rows + BLOCK - 1) / BLOCK, block -> self.value().block(images.value(), block));
    images.destroy();
    self.destroy();
    double[] values = new double[rows * count];
    int at = 0;
    for (float[][] part : parts) {
      for (float[] image : part) {
        for (float value : image) {
          values[at++] = value;
        }
      }
    }
    return new Matrix(rows, count, values);
  }

  private float[][] block(byte[] images, int block) {
    int pixels = height * width;
    int size = pixels * channels;
    int first = block * BLOCK;
    int rows = Math.min(BLOCK, images.length / size - first);
    byte[] seen = new byte[rows * FeatureModule.CHANNELS * pixels];
    for (int i = 0; i < seen.length; i++) {
      int image = first + i / (FeatureModule.CHANNELS * pixels);
      int channel = i / pixels % FeatureModule.CHANNELS % channels;
      seen[i] = images[image * size + i % pixels * channels + channel];
    }
    try {
      return loaded().features(seen, height, width);
    } catch (UnusableModule e) {
      throw refusal(name, "it " + e.getMessage());
    }
  }

  /** Returns the module, loaded once in a process. */
  private FeatureModule loaded() throws UnusableModule {
    synchronized (ModuleFeatures.class) {
      if (loaded == null || !loaded.sha256().equals(sha256)) {
        try {
          FeatureModule read = FeatureModule.load(module, height, width);
          loaded = new Loaded(sha256, read);
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot write a temporary file for libtorch", e);
        }
      }
      return loaded.module();
    }
  }
}
