package io.ncsn.cli;

import static io.ncsn.cli.BadInput.bytes;
import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;
import static io.ncsn.cli.BadInput.train;

import io.ncsn.testing.LocalSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Cells and lines, with data.bad-rows = fail unless said. */
final class BadCells {
  private static final List<String> GOOD = List.of("a,b", "1,2", "2,3", "4,5", "5,1", "3,3");

  private BadCells() {}

  static List<BadInput> all() {
    return List.of(
        withLine("an empty cell", "7,"),
        withLine("NaN in a cell", "nan,7"),
        withLine("an infinite cell", "7,-Infinity"),
        withLine("text where a number belongs", "7,n/a"),
        withLine("a decimal comma", "7,\"1,5\""),
        withLine("a number with a unit", "7,5 kg"),
        lines(
            "a text for empty cells among the numbers of a mixed table",
            "table.csv",
            List.of("a,b", "1,x", "2,y", "NA,x", "4,y", "5,x")),
        lines(
            "codes of which most look like numbers",
            "table.csv",
            List.of("a,b", "101,x", "102,y", "12B,x", "103,y", "7A,x", "104,y", "105,x", "106,y")),
        lines(
            "codes of which most look like numbers, among numbers",
            "table.csv",
            List.of("a,b", "101,1", "102,2", "12B,4", "103,7", "7A,5")),
        lines(
            "dates of another form than data.timestamp-format",
            "table.csv",
            List.of("a,b", "1,2023/12/30", "2,2023/12/31", "3,2024/01/01", "4,2024/01/02"),
            "data.timestamp-format=dd/MM/yyyy"),
        bytes(
            "text in Latin-1 in a mixed table",
            "table.csv",
            "a,b\n1,gr\u00fcn\n2,rot\n3,rot\n5,rot\n".getBytes(StandardCharsets.ISO_8859_1)),
        withLine("a number beyond float32", "1e39,7"),
        withLine("a number beyond double", "1e999,7"),
        withLine("a line with too few cells", "7"),
        withLine("a line with too many cells", "7,8,9"),
        lines(
            "a JSON line cut short",
            "table.json",
            List.of("{\"a\": 1}", "{\"a\": 2}", "{\"a\": 4}", "{\"a\": 3", "{\"a\": 5}")),
        lines(
            "NaN among JSON numbers",
            "table.json",
            List.of("{\"a\": 1}", "{\"a\": 2}", "{\"a\": NaN}", "{\"a\": 4}", "{\"a\": 5}")),
        lines(
            "text among JSON numbers",
            "table.json",
            List.of("{\"a\": 1}", "{\"a\": 2}", "{\"a\": \"three\"}", "{\"a\": 4}")),
        lines(
            "an object among JSON numbers",
            "table.json",
            List.of("{\"a\": 1}", "{\"a\": 2}", "{\"a\": {\"b\": 3}}", "{\"a\": 4}")),
        new BadInput(
            "Parquet files with different columns",
            d -> {
              Path table = d.resolve("table.parquet");
              SparkSession spark = LocalSpark.session();
              spark.sql("select 1 x from range(5)").coalesce(1).write().parquet(table.toString());
              spark.sql("select 2 y").write().mode("append").parquet(table.toString());
              return train(table, "data.columns=x");
            }),
        parquet("nothing but bad rows", "select double('NaN') x from range(3)"),
        parquet(
            "nothing but bad rows, dropped",
            "select double('NaN') x from range(3)",
            "data.bad-rows=drop"),
        parquet(
            "nothing but bad rows, put in quarantine",
            "select double('NaN') x from range(3)",
            "data.bad-rows=quarantine"),
        parquet("a Parquet table without rows", "select id from range(0)"),
        parquet(
            "arrays of different lengths",
            "select if(id = 3, array(id), array(id, 2 * id)) as pixels from range(9)",
            "data.features=pixels"),
        parquet(
            "null in an array",
            "select if(id = 3, array(id, null), array(id, 2 * id)) as pixels from range(9)",
            "data.features=pixels"),
        parquet(
            "infinite values in a table",
            "select id, double(if(id = 3, 'Infinity', string(id))) as x from range(9)"),
        lines(
            "too few good rows left after dropping",
            "table.csv",
            List.of("a,b", "1,", "2,", "3,", "4,5", "5,"),
            "data.bad-rows=drop"));
  }

  private static BadInput withLine(String what, String line) {
    List<String> lines = new ArrayList<>(GOOD);
    lines.add(line);
    return lines(what, "table.csv", lines);
  }
}
