package io.ncsn.cli;

import static io.ncsn.cli.BadInput.bytes;
import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.train;

import io.ncsn.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;

/** Files, formats, sizes and encodings. */
final class BadFiles {
  private BadFiles() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput("a file that does not exist", d -> train(d.resolve("no.csv"))),
        new BadInput("an empty directory", d -> train(d)),
        lines("an empty file", "table.csv", List.of()),
        new BadInput(
            "a link to nothing",
            d -> train(Files.createSymbolicLink(d.resolve("table.csv"), d.resolve("gone.csv")))),
        new BadInput("a named pipe", BadFiles::pipe),
        lines("an unknown file name ending", "table.xlsx", List.of("a,b", "1,2")),
        new BadInput(
            "a directory of several formats",
            d -> {
              Files.write(d.resolve("a.csv"), List.of("a", "1"));
              Files.write(d.resolve("b.json"), List.of("{\"a\": 1}"));
              return train(d);
            }),
        lines("a hidden file", "_table.csv", List.of("a,b", "1,2")),
        new BadInput(
            "a file with a colon in its name",
            d -> {
              Files.write(d.resolve("a:b.csv"), List.of("a", "1"));
              return train(d);
            }),
        lines("a Parquet file that is none", "table.parquet", List.of("PAR1 but no more")),
        lines("a CSV file named as Parquet", "table.parquet", List.of("a,b", "1,2")),
        lines(
            "a pointer of Git LFS",
            "table.parquet",
            List.of("version https://git-lfs.github.com/spec/v1", "oid sha256:4d7a", "size 12345")),
        bytes("a gzip file named as Parquet", "table.parquet", gzip(numbers(30))),
        lines("a CSV file read as ORC", "table.csv", List.of("a,b", "1,2"), "data.format=orc"),
        new BadInput("a Parquet table with a damaged file", BadFiles::damagedPart),
        new BadInput("a Parquet file cut in half", d -> train(changed(d, BadFiles::half))),
        new BadInput(
            "a Parquet file with one changed byte in its rows",
            d -> train(changed(d, bytes -> flipped(bytes, 60)))),
        new BadInput(
            "a Parquet file with a changed footer",
            d -> train(changed(d, bytes -> flipped(bytes, footer(bytes))))),
        bytes("an ORC file that is none", "table.orc", noOrc()),
        lines("a gzip file that is none", "table.csv.gz", List.of("a,b", "1,2")),
        bytes("a gzip file cut in half", "table.csv.gz", half(gzip(numbers(3000)))),
        bytes("a CSV file that is no text", "table.csv", new byte[] {'P', -1, 0, ',', 3}),
        bytes(
            "a CSV file in UTF-16",
            "table.csv",
            "a,b\n1,2\n2,3\n3,5\n4,6\n".getBytes(StandardCharsets.UTF_16)),
        bytes(
            "a CSV header in Latin-1",
            "table.csv",
            "größe,b\n1,2\n2,3\n3,5\n4,6\n".getBytes(StandardCharsets.ISO_8859_1)),
        new BadInput("a CSV file of 3 GB of zeros", BadFiles::zeros),
        lines(
            "a CSV header of 30,000 columns",
            "table.csv",
            List.of(
                IntStream.range(0, 30_000)
                    .mapToObj(i -> "c" + i)
                    .collect(Collectors.joining(",")))),
        lines(
            "a JSON document over several lines",
            "table.json",
            List.of("[", "  {", "    \"a\": 1", "  }", "]")),
        bytes("a JSON file that is no text", "table.json", new byte[] {-1, 0, 7, '\n', 1, -2}),
        new BadInput(
            "Parquet files with different types",
            d -> {
              SparkSession spark = LocalSpark.session();
              spark.sql("select 1.5D x").write().parquet(d.resolve("1.parquet").toString());
              spark.sql("select '2' x").write().parquet(d.resolve("2.parquet").toString());
              return train(d);
            }),
        new BadInput(
            "CSV files with different headers",
            d -> {
              Files.write(d.resolve("1.csv"), List.of("a,b", "1,2", "3,4", "5,6", "7,8", "9,0"));
              Files.write(d.resolve("2.csv"), List.of("a,c", "1,2"));
              return train(d);
            }),
        lines("a header and no rows", "table.csv", List.of("a,b")),
        lines("one row", "table.csv", List.of("a,b", "1,2")),
        lines("one row of a mixed table", "table.csv", List.of("a,b", "1,x")),
        lines(
            "fewer rows than replicas",
            "table.csv",
            List.of("a,b", "1,2", "2,3", "4,1", "5,2"),
            "data.holdout=0",
            "train.replicas=5"));
  }

  private static List<String> pipe(Path directory) throws IOException {
    Path pipe = directory.resolve("table.csv");
    try {
      if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
        throw new IOException("Cannot make a pipe " + pipe);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return train(pipe);
  }

  /** Sparse: it takes no room on the disk. */
  private static List<String> zeros(Path directory) throws IOException {
    Path file = directory.resolve("table.csv");
    try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
      zeros.setLength(3L << 30);
    }
    return train(file);
  }

  private static List<String> damagedPart(Path directory) throws IOException {
    Path table = directory.resolve("table.parquet");
    LocalSpark.session().range(9).repartition(2).write().parquet(table.toString());
    Path last = part(table, "part-00001");
    Files.writeString(last, "damaged");
    Files.deleteIfExists(table.resolve("." + last.getFileName() + ".crc"));
    return train(table);
  }

  private interface Change {
    byte[] of(byte[] bytes);
  }

  /** A sound Parquet file of one column, but for {@code change}. */
  private static Path changed(Path directory, Change change) throws IOException {
    Path table = BadInput.table(directory, "select id * id as x from range(100)");
    Path part = part(table, "part-00000");
    Path file = directory.resolve("changed.parquet");
    Files.write(file, change.of(Files.readAllBytes(part)));
    return file;
  }

  private static Path part(Path table, String name) throws IOException {
    try (var files = Files.list(table)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  /** Where the footer begins: its length stands before the last four bytes. */
  private static int footer(byte[] bytes) {
    int end = bytes.length - 8;
    return end - ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    bytes[at] ^= 0x55;
    return bytes;
  }

  /** What begins as ORC and ends with the length of a postscript, which is none. */
  private static byte[] noOrc() {
    byte[] bytes = new byte[100];
    bytes[0] = 'O';
    bytes[1] = 'R';
    bytes[2] = 'C';
    bytes[99] = 20;
    return bytes;
  }

  private static String numbers(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> i + "," + i * (long) i)
        .collect(Collectors.joining("\n", "a,b\n", "\n"));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
