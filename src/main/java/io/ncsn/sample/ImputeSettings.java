package io.ncsn.sample;

import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.data.codec.UnseenLevels;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code impute.*}.
 *
 * @param givenDraws draws for each row; empty: 1, or 50 for a point
 * @param point whether a row is completed once, by the middle of its draws
 * @param mask columns whose cells are drawn though they are known
 * @param maskImage a picture whose white pixels are drawn though they are known
 * @param unseen what becomes of levels that the training rows lack
 */
public record ImputeSettings(
    OptionalInt givenDraws,
    boolean point,
    List<String> mask,
    Optional<String> maskImage,
    UnseenLevels unseen) {
  /** The setting of the mask image. */
  public static final String MASK_IMAGE = "impute.mask-image";

  private static final int MOST_DRAWS = 1000;
  private static final int DRAWS_OF_A_POINT = 50;

  /** Reads {@code impute.*}. */
  public static ImputeSettings read(Values values) {
    return new ImputeSettings(
        values.integer("impute.draws", Kind.integer(1, MOST_DRAWS).orAuto()),
        values.read("impute.point", Kind.flag()),
        values
            .read("impute.mask", Kind.list("columns", Kind.text("a column")).orNone())
            .orElse(List.of()),
        values.read(MASK_IMAGE, Kind.text("a file").orNone()),
        values.read("impute.unseen", Kind.choice(UnseenLevels.class)));
  }

  /** Returns the number of draws for each row. */
  public int draws() {
    return givenDraws.orElse(point ? DRAWS_OF_A_POINT : 1);
  }
}
