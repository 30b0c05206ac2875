package io.ncsn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Conditions and tables to complete that do not fit a model of a mixed table. */
final class BadConditions {
  private BadConditions() {}

  static List<BadInput> all() {
    return List.of(
        where("a condition on a column that is not there", "agee=25"),
        where("a condition on an unknown level", "income=>50k"),
        where("a condition on a level like no other", "income=plenty"),
        where("a condition out of the range", "age=300"),
        where("a condition of another type", "age=young"),
        where("a condition of part of a whole number", "age=25.5"),
        where("a condition on an empty cell where none was", "age=null"),
        where("a condition on an id", "id=7"),
        where("two conditions on one column", "age=25", "Age=26"),
        where("a condition that is an empty list", "age=[]"),
        where("a range that ends before it begins", "age=40..30"),
        where("a range outside the training rows'", "age=95..120"),
        where("a range between the numbers of the training rows", "age=41..80"),
        where("a range of which an end is no number", "age=30..forty"),
        where("a range of text", "income=a..k"),
        where("an unknown level in a list", "income=[\"<=50K\", \">50k\"]"),
        where("a number in a list that the training rows lack", "age=[17, 25]"),
        where("an empty cell in a list where none was", "age=[17, null]"),
        new BadInput(
            "a condition for a model trained without given cells, by a sampler that needs them",
            d -> without(d, "--set", "sample.where.age=25", "--set", "sample.sampler=ode-heun")),
        new BadInput(
            "a range beside another condition for a model trained without given cells",
            d ->
                without(
                    d,
                    "--set",
                    "sample.where.age=20..50",
                    "--set",
                    "sample.where.income=[\"<=50K\"]")),
        new BadInput(
            "guidance of a model trained without given cells",
            d -> without(d, "--set", "sample.where.age=25", "--set", "sample.guidance=1")),
        new BadInput(
            "no step of RePaint",
            d -> without(d, "--set", "sample.sampler=repaint", "--set", "sample.resampling=0")),
        new BadInput(
            "a condition for a model of numbers",
            d -> sample(TinyModel.write(d.resolve("model")), "a=1")),
        new BadInput(
            "more rows than the ids' type has values",
            d -> {
              Path model = TinyMixedModel.write(d.resolve("model"), true, "tinyint");
              List<String> line = sample(model);
              line.addAll(List.of("--count", "128"));
              return line;
            }),
        new BadInput(
            "more draws than the ids' type has values",
            d -> {
              Path model = TinyMixedModel.write(d.resolve("model"), true, "tinyint");
              Path table = Files.write(d.resolve("table.csv"), List.of("age", "25"));
              List<String> line = sample(model);
              line.addAll(List.of("--given", table.toString(), "--draws", "128"));
              return line;
            }),
        given("a number of rows beside those of a table", "--given", "--count", "7"),
        given("a range beside the rows of a table", "--given", "--set", "sample.where.age=20..50"),
        given("guidance without a condition", "", "--set", "sample.guidance=1"),
        given("interpolation beside the rows of a table", "--given", "--interpolate", "1,2"),
        given(
            "a condition on rows between two seeds",
            "",
            "--interpolate",
            "1,2",
            "--set",
            "sample.where.age=25"),
        given("draws without a table", "", "--draws", "3"),
        impute("a table to complete that lacks a column", true, "age,id", "25,1"),
        impute("a table to complete with an unseen level", true, "age,income,id", "25,>50k,1"),
        impute("a table to complete with text for a number", true, "age,income,id", "old,>50K,1"),
        impute(
            "a table to complete with a column that is not the model's to draw",
            true,
            "age,income,id",
            "25,>50K,1",
            "--mask",
            "incomes"),
        impute(
            "a table to complete with an id to draw",
            true,
            "age,income,id",
            "25,>50K,1",
            "--mask",
            "id"),
        impute(
            "guidance of a table to complete",
            true,
            "age,income,id",
            "25,>50K,1",
            "--set",
            "sample.guidance=0.5"),
        impute(
            "a way for unseen levels that is none",
            true,
            "age,income,id",
            "25,>50K,1",
            "--unseen",
            "skip"),
        impute(
            "a table with a column of the name of the draws",
            true,
            "age,income,id,draw",
            "25,>50K,1,2",
            "--draws",
            "3"),
        impute(
            "a table to complete by a model trained without given cells, by a sampler that needs them",
            false,
            "age,income,id",
            "25,,1",
            "--set",
            "sample.sampler=dpm-solver"),
        impute(
            "a mask image for rows that are none",
            true,
            "age,income,id",
            "25,,1",
            "--mask-image",
            "mask.png"),
        new BadInput(
            "a table to complete by a model of numbers, by a sampler that is not for it",
            d ->
                List.of(
                    "impute",
                    "--model",
                    TinyModel.write(d.resolve("model")).toString(),
                    "--input",
                    Files.write(d.resolve("table.csv"), List.of("a", "25")).toString(),
                    "--set",
                    "sample.sampler=ode-heun")));
  }

  /** Samples a model that was trained without given cells. */
  private static List<String> without(Path directory, String... options) {
    List<String> line =
        new ArrayList<>(sample(TinyMixedModel.write(directory.resolve("model"), false)));
    line.addAll(List.of(options));
    return line;
  }

  private static BadInput where(String what, String... conditions) {
    return new BadInput(
        what, d -> sample(TinyMixedModel.write(d.resolve("model"), true), conditions));
  }

  private static List<String> sample(Path model, String... conditions) {
    List<String> line = new ArrayList<>(List.of("sample", "--model", model.toString()));
    for (String condition : conditions) {
      line.addAll(List.of("--set", "sample.where." + condition));
    }
    return line;
  }

  private static BadInput given(String what, String given, String... options) {
    return new BadInput(
        what,
        d -> {
          List<String> line = sample(TinyMixedModel.write(d.resolve("model"), true));
          if (!given.isEmpty()) {
            Path table = Files.write(d.resolve("table.csv"), List.of("age", "25"));
            line.addAll(List.of(given, table.toString()));
          }
          line.addAll(List.of(options));
          return line;
        });
  }

  private static BadInput impute(
      String what, boolean observed, String header, String row, String... options) {
    return new BadInput(
        what,
        d -> {
          Path table = Files.write(d.resolve("table.csv"), List.of(header, row));
          Path model = TinyMixedModel.write(d.resolve("model"), observed);
          return Stream.concat(
                  Stream.of("impute", "--model", model.toString(), "--input", table.toString()),
                  Stream.of(options))
              .toList();
        });
  }
}
