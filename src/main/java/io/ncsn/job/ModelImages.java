package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.network.Architecture;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
import java.util.Optional;

/**
 * The images of a model.
 *
 * @param format their shape
 * @param column their column in a mixed table; empty if all the model's numbers are pixels
 * @param first where their numbers begin in a row
 */
record ModelImages(ImageFormat format, Optional<ImageCodec> column, int first) {
  /**
   * Returns the images of {@code model}; empty if its rows are none.
   *
   * @param set {@code data.image}, for models that do not know the shape of their images themselves
   */
  static Optional<ModelImages> of(ModelDescription model, Optional<ImageFormat> set) {
    int first = 0;
    for (ColumnCodec column : model.codec().columns()) {
      if (column instanceof ImageCodec image) {
        return images(model, set, Optional.of(image), first);
      }
      first += column.width();
    }
    return model.isMixed() ? Optional.empty() : images(model, set, Optional.empty(), 0);
  }

  private static Optional<ModelImages> images(
      ModelDescription model, Optional<ImageFormat> set, Optional<ImageCodec> column, int first) {
    return ofNetwork(model).or(() -> set).map(format -> new ModelImages(format, column, first));
  }

  private static Optional<ImageFormat> ofNetwork(ModelDescription model) {
    Architecture architecture =
        model.network() instanceof MixedSpec mixed
            ? mixed.architecture()
            : ((NetworkSpec) model.network()).architecture();
    return architecture instanceof Unet unet
        ? Optional.of(
            new ImageFormat(unet.width(), unet.height(), unet.channels(), Optional.empty()))
        : Optional.empty();
  }

  /** Returns the number of an image's numbers in the model's rows. */
  int numbers(ModelDescription model) {
    return column.map(ImageCodec::size).orElseGet(() -> model.codec().width());
  }

  /**
   * Returns the column that labels the images, if there is one. Of models that do not say what
   * {@code data.image.label} was, it is the one column beside the images.
   */
  Optional<String> label(ModelDescription model) {
    String asked = model.provenance().get(ModelDescription.SETTING + ImageFormat.LABEL);
    boolean first = asked == null && !hasColumns(model);
    return column.flatMap(
        image ->
            model.codec().columns().stream()
                .filter(other -> other != image)
                .map(ColumnCodec::name)
                .filter(name -> first || name.equalsIgnoreCase(asked))
                .findFirst());
  }

  private static boolean hasColumns(ModelDescription model) {
    return model.network() instanceof MixedSpec mixed && mixed.hasColumns();
  }
}
