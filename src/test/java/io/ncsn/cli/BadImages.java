package io.ncsn.cli;

import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;
import static io.ncsn.cli.BadInput.train;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ncsn.data.image.MadePictures;
import io.ncsn.data.read.MadeIdx;
import io.ncsn.network.MadeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows and files that are to be images. */
final class BadImages {
  private static final String[] SHAPE = {"data.image.width=2", "data.image.height=2"};
  private static final String[] LABELLED = {SHAPE[0], SHAPE[1], "data.image.label=label"};

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
            "data.image.height=2"),
        lines(
            "labels beside columns of single pixels",
            "table.csv",
            List.of("a,b,c,d,kind", "1,2,3,4,0", "2,3,4,6,1", "3,4,6,5,0"),
            SHAPE[0],
            SHAPE[1],
            "data.image.label=kind"),
        parquet(
            "an image without its label",
            "select array(id, id * id, 7, 3) as image, if(id = 4, null, id % 2) as kind from range(9)",
            SHAPE[0],
            SHAPE[1],
            "data.image.label=kind"),
        new BadInput(
            "Fashion-MNIST that is not there",
            directory ->
                train(directory.resolve("fashion-mnist/train-images-idx3-ubyte.gz"), SHAPE)),
        idx("a CSV file read as IDX", "table.csv", "a,b\n1,2\n".getBytes(UTF_8), "data.format=idx"),
        idx("IDX of floats", "train-images-idx3-ubyte", floats()),
        idx("an IDX file of three bytes", "train-images-idx3-ubyte", new byte[3]),
        idx("an IDX file cut short", "train-images-idx3-ubyte", Arrays.copyOf(images(), 51)),
        idx(
            "an IDX file that goes on after its rows",
            "train-images-idx3-ubyte",
            Arrays.copyOf(images(), 57)),
        idx(
            "a packed IDX file cut short",
            "train-images-idx3-ubyte.gz",
            MadeIdx.packed(Arrays.copyOf(images(), 51))),
        idx(
            "an IDX file with an absurd size in its head",
            "train-images-idx3-ubyte",
            MadeIdx.bytes(new int[] {0, 2, 2}, 1)),
        idx("labels alone", "train-labels-idx1-ubyte", MadeIdx.bytes(new int[] {10}, 1, 2)),
        idx("labels called images", "train-images-idx3-ubyte", MadeIdx.bytes(new int[] {10}, 1, 2)),
        idx(
            "IDX images of another size",
            "train-images-idx3-ubyte",
            MadeIdx.bytes(new int[] {10, 3, 2}, 1, 2)),
        new BadInput(
            "IDX images without data.image",
            directory -> train(MadeIdx.write(directory.resolve("a-images-idx3-ubyte"), images()))),
        idx(
            "IDX images whose labels are missing",
            "train-images-idx3-ubyte",
            images(),
            "data.image.label=label"),
        beside("IDX labels of another number", MadeIdx.bytes(new int[] {9}, 1, 2)),
        beside("images in the place of IDX labels", images()),
        new BadInput(
            "IDX images of training and test",
            directory -> {
              MadeIdx.write(directory.resolve("t10k-images-idx3-ubyte"), images());
              MadeIdx.write(directory.resolve("train-images-idx3-ubyte"), images());
              return train(directory, SHAPE);
            }),
        new BadInput(
            "features by a file that is not there",
            directory -> features(directory, directory.resolve("gone.pt"))),
        module("features by a file that is no TorchScript", "no module".getBytes(UTF_8)),
        module(
            "features by a module that gives two tensors",
            MadeModule.of("", "Tuple[Tensor, Tensor]", "return (x, x)")),
        module(
            "features by a module that gives the images themselves",
            MadeModule.of("", "Tensor", "return torch.to(x, 6)")),
        module(
            "features by a module that wants one channel",
            MadeModule.of(
                "", "Tensor", "return torch.view(torch.to(x, 6), [torch.size(x, 0), 1, 2, 2])")),
        pictures("a picture of another size", MadePictures.grey(3, 2), SHAPE),
        pictures("a file that is no picture", "no picture".getBytes(UTF_8), SHAPE),
        pictures("a picture cut short", Arrays.copyOf(MadePictures.grey(2, 2), 60), SHAPE),
        pictures("a JPEG cut short", Arrays.copyOf(MadePictures.jpeg(2, 2, 0xFF00), 500), SHAPE),
        pictures("an animated PNG", MadePictures.animated(), SHAPE),
        pictures("a CMYK JPEG", MadePictures.cmyk(), SHAPE),
        pictures("a PNG of 50,000 x 50,000", MadePictures.headOnly(50_000, 50_000), SHAPE),
        pictures("pictures without data.image", MadePictures.grey(2, 2)),
        pictures(
            "pictures of four channels",
            MadePictures.grey(2, 2),
            "data.image.width=2",
            "data.image.height=2",
            "data.image.channels=4"),
        pictures("labels that are all alike", MadePictures.grey(2, 2, 7), LABELLED),
        new BadInput("pictures of several sizes", directory -> train(sizes(directory), SHAPE)),
        new BadInput(
            "pictures in no directory of a class", directory -> train(flat(directory), LABELLED)),
        new BadInput(
            "one picture",
            directory ->
                train(Files.write(directory.resolve("1.png"), MadePictures.grey(2, 2)), SHAPE)));
  }

  /** Three pictures that fit, and three that do not. */
  private static Path sizes(Path directory) throws IOException {
    Path cats = Files.createDirectory(directory.resolve("cat"));
    int[][] sizes = {{2, 2}, {2, 2}, {2, 2}, {3, 2}, {2, 5}, {7, 7}};
    for (int i = 0; i < sizes.length; i++) {
      byte[] picture = MadePictures.grey(sizes[i][0], sizes[i][1], 50 * i);
      Files.write(cats.resolve(i + ".png"), picture);
    }
    return directory;
  }

  private static Path flat(Path directory) throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.write(directory.resolve(i + ".png"), MadePictures.grey(2, 2, 50 * i));
    }
    return directory;
  }

  private static BadInput module(String what, byte[] file) {
    return new BadInput(
        what, directory -> features(directory, Files.write(directory.resolve("module.pt"), file)));
  }

  /** Ten images, compared in features of a module. */
  private static List<String> features(Path directory, Path module) throws IOException {
    return train(
        MadeIdx.write(directory.resolve("a-images-idx3-ubyte"), images()),
        SHAPE[0],
        SHAPE[1],
        "evaluate.features=" + module);
  }

  /** Four good pictures, and one file more, in a directory of their own. */
  private static BadInput pictures(String what, byte[] fifth, String... settings) {
    return new BadInput(
        what,
        directory -> {
          Path cats = Files.createDirectory(directory.resolve("cat"));
          for (int i = 0; i < 4; i++) {
            Files.write(cats.resolve(i + ".png"), MadePictures.grey(2, 2, 50 * i));
          }
          Files.write(cats.resolve("4.png"), fifth);
          return train(directory, settings);
        });
  }

  /** Ten images of 2 x 2. */
  private static byte[] images() {
    return MadeIdx.bytes(new int[] {10, 2, 2}, 1, 2, 30, 4, 5, 60, 7);
  }

  private static byte[] floats() {
    byte[] file = images();
    file[2] = 0xD;
    return file;
  }

  private static BadInput idx(String what, String name, byte[] bytes, String... settings) {
    return new BadInput(
        what,
        directory ->
            train(
                Files.write(directory.resolve(name), bytes),
                Stream.concat(Stream.of(SHAPE), Stream.of(settings)).toArray(String[]::new)));
  }

  private static BadInput beside(String what, byte[] labels) {
    return new BadInput(
        what,
        directory -> {
          MadeIdx.write(directory.resolve("train-labels-idx1-ubyte"), labels);
          return train(
              MadeIdx.write(directory.resolve("train-images-idx3-ubyte"), images()), SHAPE);
        });
  }
}
