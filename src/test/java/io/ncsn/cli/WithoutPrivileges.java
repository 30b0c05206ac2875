package io.ncsn.cli;

import static io.ncsn.cli.BadInput.train;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs that the user may not read or write; the program that tries them, in a process that has
 * not root's right to pass over permissions.
 */
final class WithoutPrivileges {
  private WithoutPrivileges() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput(
            "a table that may not be read",
            d -> train(closed(Files.write(d.resolve("table.csv"), List.of("a", "1", "2"))))),
        new BadInput(
            "a directory that may not be listed",
            d -> train(closed(Files.createDirectory(d.resolve("table"))))),
        new BadInput(
            "a table in a directory that may not be entered",
            d ->
                train(closed(Files.createDirectory(d.resolve("closed"))).resolve("table.parquet"))),
        new BadInput(
            "an output that may not be written",
            d -> {
              List<String> line = new ArrayList<>(train("dataset:digits"));
              Path output = closed(Files.createDirectory(d.resolve("closed"))).resolve("out");
              line.addAll(List.of("--output", output.toString()));
              return line;
            }),
        new BadInput(
            "a configuration that may not be read",
            d -> {
              List<String> line = new ArrayList<>(train("dataset:digits"));
              Path file = closed(Files.writeString(d.resolve("job.conf"), "train.seed = 1"));
              line.addAll(List.of("--config", file.toString()));
              return line;
            }),
        new BadInput(
            "a model that may not be read",
            d -> {
              closed(TinyModel.write(d).resolve("parameters-1.f32"));
              return List.of("sample", "--model", d.toString());
            }));
  }

  private static Path closed(Path path) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
  }

  /** Prints what became of each, a line each: what, exit code, message and what was left. */
  public static void main(String[] arguments) throws IOException {
    LocalSpark.session();
    Path root = Path.of(arguments[0]);
    int number = 0;
    for (BadInput input : all()) {
      Path directory = Files.createDirectory(root.resolve(String.valueOf(number++)));
      BadInputRun run = BadInputRun.of(input, directory, directory.resolve("out"));
      System.out.println(
          String.join(
              "\t",
              "RUN",
              input.what(),
              String.valueOf(run.code()),
              run.said(),
              run.left().toString()));
    }
    System.exit(0);
  }
}
