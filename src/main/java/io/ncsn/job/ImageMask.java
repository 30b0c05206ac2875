package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.ConfigException;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Redaction;
import io.ncsn.data.image.BadPicture;
import io.ncsn.data.image.PictureMask;
import io.ncsn.sample.ImputeSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** {@code impute.mask-image}: which pixels of all images are drawn though they are known. */
final class ImageMask {
  private static final int MOST_BYTES = 1 << 27;

  private ImageMask() {}

  /**
   * Returns which values of each row are drawn though they are known, [width].
   *
   * @param file the picture; empty: none are
   * @param set {@code data.image}, for models that do not know the shape of their images themselves
   * @throws ConfigException if the model's rows are no images, or the picture cannot be used
   */
  static boolean[] read(
      ModelDescription model,
      Optional<String> file,
      Optional<ImageFormat> set,
      Configuration hadoop) {
    boolean[] unknown = new boolean[model.codec().width()];
    if (file.isEmpty()) {
      return unknown;
    }
    ModelImages images =
        ModelImages.of(model, set)
            .filter(found -> found.format().size() == found.numbers(model))
            .orElseThrow(
                () ->
                    refusal(
                        file.get(),
                        "the model's rows are no images of a shape that is known; set data.image.width and data.image.height, or leave it out"));
    boolean[] white = white(file.get(), images.format(), hadoop);
    System.arraycopy(white, 0, unknown, images.first(), white.length);
    return unknown;
  }

  private static boolean[] white(String file, ImageFormat format, Configuration hadoop) {
    try {
      return PictureMask.white(bytes(file, hadoop), format);
    } catch (BadPicture e) {
      throw refusal(file, "it " + e.getMessage() + "; give another picture");
    } catch (FileNotFoundException e) {
      throw refusal(file, "there is no such file; give a PNG or JPEG file");
    } catch (IOException e) {
      throw refusal(file, "it cannot be read (" + e.getMessage() + ")");
    }
  }

  private static byte[] bytes(String file, Configuration hadoop) throws IOException {
    Path path = new Path(file);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  private static ConfigException refusal(String file, String why) {
    return new ConfigException(
        "Cannot use the mask '%s' (%s): %s"
            .formatted(Redaction.hideCredentials(file), ImputeSettings.MASK_IMAGE, why));
  }
}
