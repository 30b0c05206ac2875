package io.ncsn.cli;

import static io.ncsn.cli.BadInput.parquet;

import java.util.List;
import java.util.stream.Stream;

/** Columns that cannot stand beside images. */
final class BadImageColumns {
  private static final String ROWS =
      "select array(id, id * id, 7, 3) as image, id / 2 as light, %s as other from range(9)";

  private BadImageColumns() {}

  static List<BadInput> all() {
    return List.of(
        of("a second array beside images", "array(id, 7)"),
        of("a map beside images", "map('a', id)"),
        of("null beside images where nulls are bad", "if(id = 4, null, id)", "data.nulls=bad"),
        of("a misspelt column beside images", "id", "data.columns=[image, lihgt]"),
        of(
            "a kind of column for images alone",
            "id",
            "data.columns=[image]",
            "data.types.light=number"));
  }

  private static BadInput of(String what, String other, String... settings) {
    String[] all =
        Stream.concat(
                Stream.of("data.image.width=2", "data.image.height=2", "network.architecture=unet"),
                Stream.of(settings))
            .toArray(String[]::new);
    return parquet(what, ROWS.formatted(other), all);
  }
}
