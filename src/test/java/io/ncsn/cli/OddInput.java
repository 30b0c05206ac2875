package io.ncsn.cli;

import static io.ncsn.cli.BadInput.bytes;
import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An input that looks bad but is accepted by a rule of docs/bad-input.md.
 *
 * @param rows number of training and held-out rows
 * @param columns columns of the model in order; if there are more than four, the first three and
 *     the last
 */
record OddInput(BadInput input, long rows, List<String> columns) {

  @Override
  public String toString() {
    return input.what();
  }

  static List<OddInput> all() {
    List<OddInput> all = new ArrayList<>();
    all.add(
        new OddInput(
            lines(
                "two rows",
                "table.csv",
                List.of("a,b", "1,2", "2,3"),
                "data.holdout=0",
                "train.replicas=1"),
            2,
            List.of("a", "b")));
    all.add(of(lines("one column", "table.csv", List.of("a", "1", "2", "3", "5")), 4, "a"));
    all.add(
        of(
            lines("5,000 columns", "table.csv", wide(5000), "train.replicas=1"),
            20,
            "c0",
            "c1",
            "c2",
            "c4999"));
    all.add(
        of(
            lines("a constant column", "table.csv", List.of("a,b", "1,7", "2,7", "3,7", "5,7")),
            4,
            "a",
            "b (constant)"));
    all.add(
        of(
            parquet("values of 1e30", "select 1e30 * id as x, -1e30 * id * id as y from range(9)"),
            9,
            "x",
            "y"));
    all.add(
        of(
            parquet("values of 1e-30", "select 1e-30 * id as x, id as y from range(9)"),
            9,
            "x",
            "y"));
    all.add(
        of(
            parquet(
                "values of 1e30 among values of 1e-30",
                "select if(id = 3, 1e30, 1e-30 * id) as x, id as y from range(9)"),
            9,
            "x",
            "y"));
    all.add(
        of(
            bytes(
                "a byte order mark and Windows' line ends",
                "table.csv",
                "\uFEFFa,b\r\n1,2\r\n2,3\r\n3,5\r\n4,4\r\n".getBytes(StandardCharsets.UTF_8)),
            4,
            "a",
            "b"));
    all.add(
        of(
            lines("blank lines", "table.csv", List.of("a,b", "1,2", "", "2,3", "", "3,5", "4,4")),
            4,
            "a",
            "b"));
    all.add(
        of(
            lines(
                "a quote that is not closed",
                "table.csv",
                List.of("a,b", "1,2", "2,3", "3,5", "4,4", "7,\"8")),
            5,
            "a",
            "b"));
    all.add(
        of(
            lines(
                "names that are code, or no names elsewhere",
                "table.csv",
                List.of(
                    "<script>alert(1)</script>,a.b,`c` d,größe",
                    "1,2,3,4",
                    "2,4,1,9",
                    "5,3,8,1",
                    "6,6,7,2")),
            4,
            "<script>alert(1)</script>",
            "a.b",
            "`c` d",
            "größe"));
    all.add(
        of(
            lines(
                "equal rows",
                "table.csv",
                List.of("a", "1", "1", "1", "2", "2", "2", "3", "3", "3"),
                "data.holdout=0"),
            9,
            "a"));
    all.add(
        of(
            parquet(
                "integers and decimals of more than 16 digits",
                "select 9007199254740993 + id as x, cast(id as decimal(38, 18)) as y from range(9)"),
            9,
            "x",
            "y"));
    all.add(
        of(
            lines(
                "bad rows that are to be dropped",
                "table.csv",
                List.of("a,b", "1,2", "x,3", "3,", "4,4", "5,1", "6,2,7", "8,9", "inf,0"),
                "data.bad-rows=drop"),
            4,
            "a",
            "b"));
    all.add(
        of(
            new BadInput(
                "directories named as Hive names them",
                d -> {
                  var part = Files.createDirectories(d.resolve("day=3"));
                  Files.write(part.resolve("table.csv"), List.of("a", "1", "2", "3", "5"));
                  return BadInput.train(d);
                }),
            4,
            "a"));
    return all;
  }

  private static OddInput of(BadInput input, long rows, String... columns) {
    return new OddInput(input, rows, List.of(columns));
  }

  private static List<String> wide(int columns) {
    return IntStream.rangeClosed(0, 20)
        .mapToObj(
            row ->
                IntStream.range(0, columns)
                    .mapToObj(c -> row == 0 ? "c" + c : String.valueOf((row * (c + 7)) % 11))
                    .collect(Collectors.joining(",")))
        .toList();
  }
}
