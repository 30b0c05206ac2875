package io.ncsn.cli;

import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;
import static io.ncsn.cli.BadInput.train;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Names and types of columns. */
final class BadColumns {
  private static final List<String> PEOPLE =
      List.of("name,age,height", "Ada,36,1.6", "Bob,40,1.8", "Cleo,39,1.7", "Dan,20,1.9");

  private BadColumns() {}

  static List<BadInput> all() {
    return List.of(
        lines("two columns of one name", "table.csv", List.of("a,b,A", "1,2,3")),
        new BadInput("two columns that differ in case", BadColumns::inTwoCases),
        lines("a column with a name of ours", "table.csv", List.of("malformed_line,a", "1,2")),
        lines(
            "a JSON field with a name of ours",
            "table.json",
            List.of("{\"malformed_line\": 1}", "{\"a\": 2}")),
        lines(
            "a column with the name of the samples' numbers",
            "table.csv",
            List.of("sample_id,a", "1,2", "2,5", "3,4", "4,9", "5,7")),
        lines(
            "that name in another case",
            "table.csv",
            List.of("a,Sample_ID", "1,2", "2,5", "3,4", "4,9", "5,7")),
        parquet(
            "an array column with the name of a trace's steps",
            "select array(id, id * id) as TRACE_STEP from range(9)",
            "data.features=TRACE_STEP",
            "sample.trace=1"),
        lines("a column without a name", "table.csv", List.of("a,,b", "1,2,3")),
        lines("a misspelt column", "table.csv", PEOPLE, "data.columns=age,heigth"),
        lines("a misspelt excluded column", "table.csv", PEOPLE, "data.exclude=nam"),
        lines("a misspelt features column", "table.csv", PEOPLE, "data.features=featres"),
        lines(
            "a text column named",
            "table.csv",
            PEOPLE,
            "data.columns=name,age",
            "data.scale=column"),
        lines(
            "an empty column named",
            "table.csv",
            List.of("a,b", "1,", "2,", "3,"),
            "data.columns=a,b"),
        lines(
            "every number excluded",
            "table.csv",
            PEOPLE,
            "data.exclude=age,height",
            "data.scale=column"),
        lines(
            "no column of numbers", "table.csv", List.of("a,b", "x,y", "z,w"), "data.scale=column"),
        lines("semicolons between cells", "table.csv", List.of("a;b", "1;2", "3;4")),
        parquet(
            "a boolean column named",
            "select id, id > 2 as adult from range(9)",
            "data.columns=id,adult",
            "data.scale=column"),
        parquet(
            "a date column named",
            "select id, date'2020-01-01' as day from range(9)",
            "data.columns=id,day",
            "data.scale=column"),
        parquet(
            "a string column of Parquet named",
            "select id, string(id) as age from range(9)",
            "data.columns=age",
            "data.scale=column"),
        parquet(
            "a struct column named",
            "select struct(id, 2 * id) as pair from range(9)",
            "data.columns=pair"),
        parquet(
            "a map column as features",
            "select map('a', id) as m from range(9)",
            "data.features=m"),
        parquet("an array column alone", "select array(id, 1) as pixels from range(9)"),
        parquet(
            "an array column named as a number",
            "select array(id, 1) as pixels from range(9)",
            "data.columns=pixels"),
        parquet(
            "a column of numbers named as features",
            "select id, 2 * id as x from range(9)",
            "data.features=x"),
        parquet(
            "arrays without values",
            "select cast(array() as array<double>) as pixels from range(9)",
            "data.features=pixels"),
        parquet(
            "arrays of text",
            "select array(string(id), 'b') as words from range(9)",
            "data.features=words"),
        lines(
            "nothing but constants",
            "table.csv",
            List.of("a,b", "1,2", "1,2", "1,2", "1,2", "1,2", "1,2")));
  }

  private static List<String> inTwoCases(Path directory) {
    SparkSession strict = LocalSpark.session().newSession();
    strict.conf().set("spark.sql.caseSensitive", true);
    Path table = directory.resolve("table.parquet");
    strict.sql("select id as x, id * id as X from range(9)").write().parquet(table.toString());
    return train(table);
  }
}
