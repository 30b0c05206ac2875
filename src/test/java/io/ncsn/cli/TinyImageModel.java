package io.ncsn.cli;

import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.GridMap;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.Unet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * An untrained model of images of 3 by 2 pixels, of cats or dogs, and with columns of their ages.
 */
final class TinyImageModel {
  private static final Unet NET = new Unet(3, 2, 1, 1, List.of(16), List.of(1), false);
  private static final ImageCodec IMAGE =
      new ImageCodec("image", "array<smallint>", 6, 128, 40, 0, 255);
  private static final CategoryCodec LABEL =
      new CategoryCodec(
          "label",
          "string",
          false,
          0,
          2,
          TextLevels.of(
              Map.of(UTF8String.fromString("cat"), 7L, UTF8String.fromString("dog"), 3L)));
  private static final SpreadCodec AGE =
      new SpreadCodec(
          "age",
          "int",
          List.of(),
          false,
          new double[0],
          GridMap.of(new NumberLine("int"), new long[] {1, 4, 9}, new long[] {3, 5, 2}));

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
    return publish(directory, flagged, List.of(), IMAGE, LABEL);
  }

  /**
   * Writes one whose images have an age beside the label.
   *
   * @param flagged whether it can be given cells
   */
  static Path withColumns(Path directory, boolean flagged) {
    return publish(directory, flagged, List.of(3), IMAGE, LABEL, AGE);
  }

  private static Path publish(
      Path directory, boolean flagged, List<Integer> layers, ColumnCodec... columns) {
    RowCodec codec = new RowCodec(Layout.COLUMNS, "", List.of(columns));
    MixedSpec spec = new MixedSpec(codec.channels(), NET, flagged, false, layers, false);
    return TinyMixedModel.publish(directory, spec, codec);
  }
}
