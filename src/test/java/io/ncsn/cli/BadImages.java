package io.ncsn.cli;

import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;
import static io.ncsn.cli.BadInput.train;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ncsn.data.read.MadeIdx;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows and files that are to be images. */
final class BadImages {
  private static final String[] SHAPE = {"data.image.width=2", "data.image.height=2"};

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
            }));
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
