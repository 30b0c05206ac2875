package io.ncsn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tables of catalogues, queries and table formats that cannot be read. */
final class BadTables {
  private BadTables() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput("a table that no catalogue has", d -> BadInput.train("table:no_such_table")),
        new BadInput("a table without a name", d -> BadInput.train("table:")),
        new BadInput("a name that is none", d -> BadInput.train("table:my table")),
        BadInput.settings("an input and a query", "data.query=select 1 as a"),
        query("a query that deletes", "delete from t"),
        query("a query that writes", "with x as (select 1 as a) insert into t select * from x"),
        query("a query that cannot be understood", "select (1 as a"),
        query("a query of a column that there is not", "select age from range(7)"),
        query("a query of chance", "select rand() as a from range(7)"),
        query("a query that asks for the time", "select hour(now()) as a, id from range(7)"),
        query("a query of some rows", "select id from (select * from range(7) limit 5)"),
        query("a query with two columns of one name", "select id, id as ID from range(7)"),
        query("an empty query", " "),
        new BadInput("a Delta Lake table without its reader", BadTables::delta),
        new BadInput("an Iceberg table without its reader", BadTables::iceberg));
  }

  private static BadInput query(String what, String query) {
    return new BadInput(
        what,
        directory -> {
          List<String> line = BadInput.train("", "data.query=" + query);
          line.subList(1, 3).clear(); // data.input
          return line;
        });
  }

  private static List<String> delta(Path directory) throws java.io.IOException {
    Files.createDirectories(directory.resolve("_delta_log"));
    return BadInput.train(directory);
  }

  private static List<String> iceberg(Path directory) throws java.io.IOException {
    Files.createDirectories(directory.resolve("metadata"));
    Files.writeString(directory.resolve("metadata/v1.metadata.json"), "{}");
    return BadInput.train(directory);
  }
}
