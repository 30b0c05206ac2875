package io.ncsn.cli;

import static io.ncsn.cli.BadInput.train;

import io.ncsn.data.image.MadePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tables of pictures' names and labels. */
final class BadPictureLabels {
  private BadPictureLabels() {}

  static List<BadInput> all() {
    return List.of(
        labels("a picture without a label", "name,kind", "cat/1.png,a", "cat/2,b", "cat/3,a"),
        labels(
            "a picture with two labels",
            "name,kind",
            "cat/1.png,a",
            "cat/2,b",
            "cat/3,a",
            "dog/3,a",
            "dog/3.png,b"),
        labels("a name that may be two pictures", "name,kind", "1,a", "2,b", "3,a"),
        labels("labels of other pictures", "name,kind", "x.png,a", "y.png,b"),
        labels("no column of labels", "name,knid", "1,a", "2,b", "cat/3,a", "dog/3,b"),
        labels("labels without names", "kind", "a", "b", "a", "b"),
        labels("a label without a name", "name,kind", "1,a", ",b", "cat/3,a", "dog/3,b"),
        new BadInput(
            "a table of labels that does not exist",
            directory -> train(pictures(directory), settings(directory.resolve("no.csv")))),
        new BadInput(
            "a table of labels for rows that are no pictures",
            directory ->
                train(
                    Files.write(directory.resolve("table.csv"), List.of("a,kind", "1,x", "2,y")),
                    settings(Files.write(directory.resolve("labels.csv"), List.of("a,kind"))))));
  }

  private static BadInput labels(String what, String... lines) {
    return new BadInput(
        what,
        directory ->
            train(
                pictures(directory),
                settings(Files.write(directory.resolve("labels.csv"), List.of(lines)))));
  }

  private static String[] settings(Path labels) {
    return new String[] {
      "data.image.width=2",
      "data.image.height=2",
      "data.image.label=kind",
      "data.image.labels=" + labels
    };
  }

  private static Path pictures(Path directory) throws IOException {
    Path pictures = directory.resolve("pictures");
    int start = 0;
    for (String name : List.of("cat/1.png", "cat/2.png", "cat/3.png", "dog/3.png")) {
      Path file = pictures.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, MadePictures.grey(2, 2, start));
      start += 50;
    }
    return pictures;
  }
}
