package io.ncsn.cli;

import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.Unet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** An untrained model of images of 3 by 2 pixels, of cats or dogs. */
final class TinyImageModel {
  private TinyImageModel() {}

  /** Writes it to a directory. */
  static Path write(Path directory) {
    return write(directory, true);
  }

  /**
   * Writes it to a directory.
   *
   * @param flagged whether it can be told labels
   */
  static Path write(Path directory, boolean flagged) {
    RowCodec codec =
        new RowCodec(
            Layout.COLUMNS,
            "",
            List.of(
                new ImageCodec("image", "array<smallint>", 6, 128, 40, 0, 255),
                new CategoryCodec(
                    "label",
                    "string",
                    false,
                    0,
                    2,
                    TextLevels.of(
                        Map.of(
                            UTF8String.fromString("cat"), 7L, UTF8String.fromString("dog"), 3L)))));
    Unet net = new Unet(3, 2, 1, 1, List.of(16), List.of(1), false);
    return TinyMixedModel.publish(
        directory, new MixedSpec(codec.channels(), net, flagged, false), codec);
  }
}
