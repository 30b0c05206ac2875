package io.ncsn.cli;

import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;

import java.util.List;

/** Rows and files that are to be images. */
final class BadImages {
  private BadImages() {}

  static List<BadInput> all() {
    return List.of(
        lines(
            "a column beside the pixels of images",
            "table.csv",
            List.of("a,b,c,d,kind", "1,2,3,4,0", "2,3,4,6,1", "3,4,6,5,0"),
            "data.image.width=2",
            "data.image.height=2"),
        lines(
            "a misspelt label of images",
            "table.csv",
            List.of("a,b,c,d,kind", "1,2,3,4,0", "2,3,4,6,1", "3,4,6,5,0"),
            "data.image.width=2",
            "data.image.height=2",
            "data.image.label=knid"),
        parquet(
            "arrays that are no images of the shape that is set",
            "select array(id, id * id, 7) as image from range(9)",
            "data.image.width=2",
            "data.image.height=2"));
  }
}
