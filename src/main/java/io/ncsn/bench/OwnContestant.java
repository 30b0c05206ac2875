package io.ncsn.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** This program as users run it: {@code train} and {@code sample} with {@code conf/table.conf}. */
final class OwnContestant implements Contestant {
  private final Launcher launcher;
  private final TableTask task;
  private final TableFiles files;

  OwnContestant(Launcher launcher, TableTask task, TableFiles files) {
    this.launcher = launcher;
    this.task = task;
    this.files = files;
  }

  @Override
  public String name() {
    return "ncsn";
  }

  /** Trains without held-out rows, because the peers hold none out either. */
  @Override
  public ContestRun run(Path run, int seed) {
    double before = ContestRun.load();
    Path output = run.resolve("model");
    Path samples = run.resolve("samples");
    Launcher.Done trained = launcher.run(output, training(seed));
    Launcher.Done sampled =
        launcher.run(
            samples,
            List.of(
                "sample",
                "--model",
                output.resolve("model").toString(),
                "--count",
                Long.toString(files.rows()),
                "--seed",
                Integer.toString(seed)));
    double after = ContestRun.load();
    files.write(samples.resolve("samples"), run.resolve(TableContest.SAMPLES));
    FileUtils.deleteQuietly(samples.toFile());
    return new ContestRun(
        trained.seconds() + sampled.seconds(),
        trained.cpuSeconds() + sampled.cpuSeconds(),
        trained.record().path("train.seconds").asDouble(),
        sampled.record().path("sample.seconds").asDouble(),
        files.rows(),
        Math.max(trained.peakBytes(), sampled.peakBytes()),
        before,
        after,
        Map.of());
  }

  private List<String> training(int seed) {
    List<String> settings = new ArrayList<>();
    settings.add("data.input=" + task.train().toAbsolutePath());
    settings.add("data.format=csv");
    settings.add("data.holdout=0");
    settings.add("train.max-seconds=" + task.seconds());
    settings.add("train.seed=" + seed);
    task.categories().forEach(name -> settings.add("data.types.\"%s\"=category".formatted(name)));
    List<String> command = new ArrayList<>(List.of("train", "--config"));
    command.add(launcher.configuration("table.conf").toString());
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return command;
  }
}
