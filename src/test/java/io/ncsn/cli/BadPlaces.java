package io.ncsn.cli;

import static io.ncsn.cli.BadInput.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where tables are read from and results are written to. */
final class BadPlaces {
  private BadPlaces() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput("an unknown file system", d -> train("nope://host/table.csv")),
        new BadInput("a file system without its connector", d -> train("s3a://bucket/table.csv")),
        new BadInput("a path that is no URI", d -> train("hdfs://:bad:/table.csv")),
        new BadInput("a URI that lacks a slash", d -> train("file://tmp/table.csv")),
        new BadInput("the home of another user", d -> train("~nobody/table.csv")),
        new BadInput("a host that does not answer", d -> train("hdfs://127.0.0.1:1/table.csv")),
        new BadInput("a page of the web", d -> train("http://127.0.0.1:1/table.csv")),
        new BadInput("an unknown built-in data set", d -> train("dataset:mnist")),
        new BadInput("a data set of too many columns", d -> train("dataset:normal-100000000")),
        output("an output that is a file", d -> Files.writeString(d.resolve("out"), "mine")),
        output(
            "an output with other things in it",
            d ->
                Files.writeString(Files.createDirectory(d.resolve("out")).resolve("a"), "mine")
                    .getParent()),
        output("an output below a file", d -> Files.writeString(d.resolve("a"), "x").resolve("b")),
        output("an output that is a pattern", d -> d.resolve("out[1]")),
        output("an output that the system forbids", d -> Path.of("/proc/ncsn")),
        output("an output on an unknown file system", d -> Path.of("nope:/out")),
        new BadInput("an output that is the input", d -> to(d, train(d))),
        new BadInput(
            "an output in the input",
            d -> {
              Files.write(d.resolve("table.csv"), List.of("a", "1", "2"));
              return to(d.resolve("out"), train(d));
            }),
        new BadInput(
            "a publication among other things",
            d -> {
              Files.write(Files.createDirectory(d.resolve("place")).resolve("a"), List.of("mine"));
              return publish(d.resolve("place"), train("dataset:digits"));
            }),
        new BadInput(
            "a publication in the input",
            d -> {
              Files.write(d.resolve("table.csv"), List.of("a", "1", "2"));
              return publish(d.resolve("place"), train(d));
            }));
  }

  private static BadInput output(String what, Place place) {
    return new BadInput(what, d -> to(place.in(d), train("dataset:digits")));
  }

  private static List<String> to(Path output, List<String> command) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--output", output.toString()));
    return line;
  }

  private static List<String> publish(Path place, List<String> command) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--publish", place.toString()));
    return line;
  }

  private interface Place {
    Path in(Path directory) throws java.io.IOException;
  }
}
