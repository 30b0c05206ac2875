package io.ncsn.cli;

import static io.ncsn.cli.BadInput.settings;
import static io.ncsn.cli.BadInput.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Settings and the files they stand in; MistakesTest has more of them. */
final class BadSettings {
  private BadSettings() {}

  static List<BadInput> all() {
    return List.of(
        settings("a setting that there is not", "train.batchsize=64"),
        settings("a setting of the wrong kind", "train.seed=many"),
        settings("more rows than are of use", "evaluate.rows=2000000000"),
        new BadInput(
            "more generated rows than are of use",
            d -> train("dataset:normal-2", "data.rows=9223372036854775807")),
        settings("noise from small to large", "noise.sigma-begin=1", "noise.sigma-end=2"),
        settings("columns that are excluded too", "data.columns=a,b", "data.exclude=b"),
        settings(
            "labels of images that are excluded too",
            "data.image.width=8",
            "data.image.height=8",
            "data.image.label=Kind",
            "data.exclude=id,kind"),
        settings(
            "a background that is no colour",
            "data.image.width=8",
            "data.image.height=8",
            "data.image.background=white"),
        settings("a column named twice", "data.columns=age,Age"),
        settings("features beside columns", "data.features=v", "data.columns=a"),
        settings("a format for what has none", "data.format=csv"),
        settings("an objective that needs an energy", "train.objective=nce"),
        settings("filling of unknown cells where there are none", "train.em-rounds=3"),
        settings("a classifier of images without labels", "evaluate.features=classifier"),
        settings("features of images for rows that are none", "evaluate.features=inception.pt"),
        settings("features of a kind that there is not", "evaluate.features=inception"),
        settings(
            "filling of unknown cells without given cells",
            "data.nulls=unknown",
            "train.em-rounds=3",
            "train.observed=0"),
        settings("a gate of a metric that there is not", "require.one-nn-acuracy=<= 0.6"),
        settings("a gate that is no bound", "require.shape=1.5"),
        settings("a gate without a number", "require={ shape = \"<= low\" }"),
        settings("gates that are no section", "require=strict"),
        new BadInput(
            "an output with an unknown name in braces", d -> dated("--output", "out-{day}")),
        new BadInput(
            "a date that is none",
            d -> dated("--output", d.resolve("out-{date}").toString(), "--as-of", "2026-02-30")),
        new BadInput("a date without a place for it", d -> dated("--as-of", "2026-03-07")),
        settings("patience without a hold-out", "train.patience=3", "data.holdout=0"),
        settings(
            "a kernel that cannot do what is asked", "network.kind=energy", "network.kernel=dl4j"),
        config("a configuration that is no HOCON", "train { seed = 5"),
        config("a configuration that includes itself", "include \"job.conf\""),
        config("a configuration that includes what is not there", "include \"gone.conf\""),
        config(
            "a configuration that includes a page of the web",
            "include url(\"http://127.0.0.1:1/job.conf\")"),
        config("a configuration that includes code's resources", "include classpath(\"x.conf\")"),
        config("a substitution of nothing", "train.seed = ${nothing}"),
        config(
            "a substitution of a secret of the environment", "report.title = ${?NCSN_TEST_TOKEN}"),
        config("a substitution of a property of Java", "report.title = ${user.home}"),
        new BadInput(
            "a configuration that is no text",
            d -> withConfig(Files.write(d.resolve("job.conf"), new byte[] {-1, 0, 1}))),
        new BadInput("a configuration that is not there", d -> withConfig(d.resolve("job.conf"))),
        new BadInput("a configuration that is a directory", BadSettings::withConfig));
  }

  private static List<String> dated(String... options) {
    List<String> line = new ArrayList<>(train("dataset:digits"));
    line.addAll(List.of(options));
    return line;
  }

  private static BadInput config(String what, String text) {
    return new BadInput(
        what,
        d -> withConfig(Files.write(d.resolve("job.conf"), text.getBytes(StandardCharsets.UTF_8))));
  }

  private static List<String> withConfig(Path file) {
    List<String> line = new ArrayList<>(train("dataset:digits"));
    line.addAll(List.of("--config", file.toString()));
    return line;
  }
}
