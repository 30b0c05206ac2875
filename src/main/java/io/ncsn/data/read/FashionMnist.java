package io.ncsn.data.read;

import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Where the files of Fashion-MNIST are got, which an example's configuration reads. */
public final class FashionMnist {
  /** The directory into which Debian's package puts them, below {@code /usr/share/datasets}. */
  private static final String DIRECTORY = "fashion-mnist";

  private FashionMnist() {}

  /**
   * Returns what to do about a path to one of the data set's files that is not there; empty if the
   * path is another.
   */
  public static Optional<String> howToGet(String location) {
    Path path = new Path(location);
    boolean isOfDirectory =
        path.getParent() != null && path.getParent().getName().equals(DIRECTORY);
    return isOfDirectory && path.getName().contains("idx")
        ? Optional.of(
            "install Debian's package dataset-fashion-mnist, or get its four files from https://github.com/zalandoresearch/fashion-mnist and set data.input to the path of %s among them"
                .formatted(path.getName()))
        : Optional.empty();
  }
}
