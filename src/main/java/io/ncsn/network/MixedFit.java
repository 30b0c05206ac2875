package io.ncsn.network;

import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import java.util.List;
import java.util.Optional;

/** Which networks rows of a layout can have. A {@link MixedSpec} has no other one. */
public final class MixedFit {
  private MixedFit() {}

  /** Returns why {@code architecture} cannot be a network of rows of {@code layout}, if so. */
  public static Optional<String> mistake(ChannelLayout layout, Architecture architecture) {
    if (architecture instanceof Mlp) {
      return Optional.empty();
    }
    return architecture instanceof Unet
        ? architecture.mistake(layout.groups().get(0) instanceof Plain image ? image.width() : 0)
        : Optional.of("A network of mixed rows has plain layers, not " + architecture.word());
  }

  /** Returns whether rows of {@code layout} may have an energy: an image and a label have. */
  public static boolean canBeEnergy(ChannelLayout layout, Architecture architecture) {
    return architecture instanceof Unet && layout.isLabelledImage();
  }

  static void requireLayers(Architecture architecture) {
    List<Integer> hidden = architecture.hidden();
    if (hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "Cannot make a network of mixed rows with the hidden layers "
              + hidden
              + ": at least one is needed, and each must be positive");
    }
  }

  static void requireRows(ChannelLayout layout, Architecture architecture, boolean energy) {
    Optional<String> mistake = mistake(layout, architecture);
    if (mistake.isPresent()) {
      throw new IllegalArgumentException(mistake.get());
    }
    if (energy && !canBeEnergy(layout, architecture)) {
      throw new IllegalArgumentException(
          "Cannot make an energy of rows that are no image with a label alone");
    }
  }

  /** Requires that {@code pairs} are some of the groups of codes, if there are any. */
  static void requirePairs(ChannelLayout layout, boolean paired, List<Integer> pairs) {
    if (!pairs.isEmpty() && !(paired && PairedLevels.areSome(pairs, layout))) {
      throw new IllegalArgumentException(
          "Cannot pair the levels of the groups %s of %s: need groups of codes, ascending, and not all of them"
              .formatted(pairs, layout));
    }
  }

  /** Requires that a network of columns, if there is one, has images to stand beside. */
  static void requireColumns(
      ChannelLayout layout, Architecture architecture, List<Integer> columns) {
    if (!columns.isEmpty() && (!(architecture instanceof Unet) || layout.columns() < 2)) {
      throw new IllegalArgumentException(
          "Cannot make a network of columns beside images, of the layers %s, for rows of %s by %s: needs network.architecture unet, and columns"
              .formatted(columns, layout, architecture.word()));
    }
  }
}
