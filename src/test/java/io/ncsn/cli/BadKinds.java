package io.ncsn.cli;

import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kinds of columns that do not fit, and columns of mixed tables that cannot be modelled. */
final class BadKinds {
  private static final List<String> PEOPLE =
      List.of(
          "name,age,height,born",
          "Ada,36,1.6,1815-12-10",
          "Bob,40,1.8,1921-03-04",
          "Cleo,39,1.7,1969-01-12",
          "Dan,20,1.9,1999-10-11");

  private BadKinds() {}

  static List<BadInput> all() {
    return List.of(
        people("a kind for a column that is not there", "data.types.agee=category"),
        people("a kind that there is not", "data.types.age=ordinal"),
        people("a number that is text", "data.types.name=number"),
        people("a vector that is text", "data.types.name=vector"),
        people("a date that is a number", "data.types.age=date"),
        people("a truth value of four texts", "data.types.name=boolean"),
        people("a whole number with decimals", "data.types.height=integer"),
        people("a constant that varies", "data.types.age=constant"),
        people("null values for a column that is not there", "data.nulls.hieght=unknown"),
        lines(
            "an empty cell where data.nulls is bad",
            "table.csv",
            List.of("a,b", "1,x", "2,y", ",x", "4,y", "5,x"),
            "data.nulls.a=bad"),
        lines(
            "nothing but constants in a mixed table",
            "table.csv",
            List.of("a,b", "x,true", "x,true", "x,true", "x,true")),
        parquet(
            "decimals of too many digits beside other columns",
            "select string(id % 3) as a, cast(concat(repeat('9', 35), 100 + id) as decimal(38,0)) as b from range(9)"),
        parquet(
            "nothing but infinities beside other columns",
            "select string(id % 3) as a, double(if(id > 6, 'NaN', if(id > 3, 'Infinity', null))) as b from range(9)"),
        parquet(
            "an array as a category",
            "select string(id % 3) as a, array(id, 1) as x from range(9)",
            "data.types.x=category"),
        parquet(
            "arrays of text beside other columns",
            "select id as a, array(string(id), 'b') as x, 'c' as c from range(9)"),
        parquet(
            "empty arrays beside other columns",
            "select string(id % 3) as a, cast(array() as array<int>) as x from range(9)"),
        parquet(
            "arrays of different lengths beside other columns",
            "select id % 4 as a, if(id = 3, array(id), array(id, 2 * id)) as x from range(9)"),
        parquet(
            "null in an array beside other columns",
            "select string(id % 3) as a, if(id = 3, array(id, null), array(id, 0)) as x from range(9)"),
        parquet(
            "NaN in an array beside other columns",
            "select id % 4 as a, array(id, double(if(id = 3, 'NaN', '1.5'))) as x from range(9)"),
        parquet(
            "a null array beside other columns where data.nulls is bad",
            "select string(id % 3) as a, if(id = 3, null, array(id, 0)) as x from range(9)",
            "data.nulls=bad"),
        lines("decimal commas in quotes", "table.csv", commas("\"%d,25\",x")),
        lines("commas between thousands", "table.csv", commas("\"%d,250.5\",x")),
        parquet(
            "a map beside other columns",
            "select string(id % 3) as a, map('k', id) as m from range(9)"),
        parquet(
            "a struct beside other columns",
            "select string(id % 3) as a, struct(id, 2 * id as twice) as s from range(9)"),
        parquet(
            "bytes beside other columns",
            "select string(id % 3) as a, encode(string(id), 'UTF-8') as b from range(9)"));
  }

  private static List<String> commas(String row) {
    return Stream.concat(Stream.of("a,b"), IntStream.rangeClosed(1, 23).mapToObj(row::formatted))
        .toList();
  }

  private static BadInput people(String what, String setting) {
    return lines(what, "table.csv", PEOPLE, setting);
  }
}
