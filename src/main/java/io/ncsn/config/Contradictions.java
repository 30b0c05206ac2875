package io.ncsn.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules about several settings together, and about those a command cannot do without. */
final class Contradictions {
  /** Rows that a replica takes in a round are counted in an int. */
  private static final long MOST_ROWS_OF_A_ROUND = 1_000_000_000;

  /** What {@code train.averaging-frequency = auto} goes up to. */
  private static final int MOST_MINIBATCHES = 1024;

  /** Adam keeps two floats a weight in one array. */
  private static final long MOST_WEIGHTS = 1_000_000_000;

  private final Settings settings;
  private final Values values;

  Contradictions(Settings settings, Values values) {
    this.settings = settings;
    this.values = values;
  }

  void check(Set<Requirement> requirements) {
    required(requirements);
    places();
    columns();
    noise();
    network();
    training();
    new SamplingContradictions(settings, values).check();
    new ModelContradictions(settings, values).check();
    idle(requirements);
  }

  private void required(Set<Requirement> requirements) {
    values.rule(
        List.of("data.input"),
        requirements.contains(Requirement.INPUT) && settings.data().input().isEmpty(),
        "data.input is not set: need a table's path or URI, or dataset:NAME;"
            + " set it in the file or add --set data.input=PATH");
    values.rule(
        List.of("output"),
        requirements.contains(Requirement.OUTPUT) && settings.output().isEmpty(),
        "output is not set: need a directory's path or URI;"
            + " set it in the file or add --set output=DIRECTORY");
    values.rule(
        List.of("train.max-seconds", "train.max-rounds"),
        requirements.contains(Requirement.STOPPING_RULE)
            && settings.train().maxSeconds().isEmpty()
            && settings.train().maxRounds().isEmpty(),
        "Training would never stop: train.max-seconds and train.max-rounds are both none;"
            + " set one of them, such as --set train.max-seconds=60");
  }

  private void places() {
    DataSettings data = settings.data();
    place("data.input", data.input());
    place("output", settings.output());
    values.rule(
        List.of("output", "data.input"),
        !settings.output().isEmpty() && settings.output().equals(data.input()),
        "output and data.input are both '%s': the results would go over the data; set another output"
            .formatted(Redaction.hideCredentials(settings.output())));
    values.rule(
        List.of("data.format", "data.input"),
        data.input().startsWith("dataset:") && data.format() != DataSettings.Format.AUTO,
        "data.format is %s, but data.input %s is generated and has no format; leave data.format out"
            .formatted(values.rendered("data.format"), data.input()));
  }

  private void place(String key, String location) {
    Optional<String> mistake = Places.mistake(location);
    values.rule(
        List.of(key),
        mistake.isPresent(),
        "Cannot use %s '%s': %s"
            .formatted(key, Redaction.hideCredentials(location), mistake.orElse("")));
  }

  private void columns() {
    DataSettings data = settings.data();
    boolean features = data.features().isPresent();
    values.rule(
        List.of("data.features", "data.columns"),
        features && !data.columns().isEmpty(),
        "data.features and data.columns are both set: a model is of one array column or of several"
            + " number columns; leave one of them out");
    values.rule(
        List.of("data.features", "data.exclude"),
        features && !data.exclude().isEmpty(),
        "data.features and data.exclude are both set: data.exclude is for \"all numeric columns\";"
            + " leave one of them out");
    Set<String> excluded =
        data.exclude().stream().map(Contradictions::asColumn).collect(Collectors.toSet());
    List<String> both =
        data.columns().stream().filter(name -> excluded.contains(asColumn(name))).toList();
    values.rule(
        List.of("data.exclude", "data.columns"),
        !both.isEmpty(),
        "data.columns and data.exclude both name %s; take it out of one of them".formatted(both));
    distinct("data.columns", data.columns());
    distinct("data.exclude", data.exclude());
  }

  private void distinct(String key, List<String> names) {
    Set<String> seen = new HashSet<>();
    List<String> twice =
        names.stream().filter(name -> !seen.add(asColumn(name))).distinct().toList();
    values.rule(
        List.of(key),
        !twice.isEmpty(),
        "%s names %s more than once; name each column once".formatted(key, twice));
  }

  /** In names of columns, case does not count. */
  private static String asColumn(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void noise() {
    NoiseSettings noise = settings.noise();
    values.rule(
        List.of("noise.sigma-end", "noise.sigma-begin"),
        noise.sigmaBegin().isPresent()
            && noise.sigmaEnd().orElse(NoiseSettings.AUTOMATIC_SIGMA_END)
                >= noise.sigmaBegin().getAsDouble(),
        "noise.sigma-end is %s and noise.sigma-begin is %s: noise goes from large to small; set a smaller sigma-end"
            .formatted(values.rendered("noise.sigma-end"), values.rendered("noise.sigma-begin")));
  }

  private void network() {
    List<Integer> hidden = settings.network().hidden();
    long weights = 0;
    for (int i = 1; i < hidden.size(); i++) {
      weights += (long) hidden.get(i - 1) * hidden.get(i);
    }
    values.rule(
        List.of("network.hidden"),
        weights > MOST_WEIGHTS,
        "network.hidden is %s, which makes %d weights, but at most %d fit a vector; set fewer or narrower layers"
            .formatted(values.rendered("network.hidden"), weights, MOST_WEIGHTS));
  }

  private void training() {
    TrainSettings train = settings.train();
    long rows = (long) train.batchSize() * train.averagingFrequency().orElse(MOST_MINIBATCHES);
    values.rule(
        List.of("train.batch-size", "train.averaging-frequency"),
        rows > MOST_ROWS_OF_A_ROUND,
        "train.batch-size is %s and train.averaging-frequency is %s: a replica would take %d rows in a round, but at most %d can be counted; set a smaller one"
            .formatted(
                values.rendered("train.batch-size"),
                values.rendered("train.averaging-frequency"),
                rows,
                MOST_ROWS_OF_A_ROUND));
    boolean holdsOut = settings.data().holdout() > 0;
    values.rule(
        List.of("train.patience", "data.holdout"),
        train.patience().isPresent() && !holdsOut,
        "train.patience is %s, but data.holdout is 0: there is no hold-out loss to be patient with;"
                .formatted(values.rendered("train.patience"))
            + " set data.holdout above 0 or train.patience = none");
    values.rule(
        List.of("train.target-loss", "data.holdout"),
        train.targetLoss().isPresent() && !holdsOut,
        "train.target-loss is %s, but data.holdout is 0: there is no hold-out loss to reach it;"
                .formatted(values.rendered("train.target-loss"))
            + " set data.holdout above 0 or train.target-loss = none");
  }

  /** Settings that have another value than the default and would do nothing. */
  private void idle(Set<Requirement> requirements) {
    for (String key : List.of("train.outer-learning-rate", "train.outer-momentum")) {
      values.rule(
          List.of(key, "train.outer"),
          values.isChanged(key) && settings.train().outer() == TrainSettings.OuterStep.AVERAGE,
          "%s is %s, but only train.outer = nesterov uses it, and train.outer is average; set nesterov or leave it out"
              .formatted(key, values.rendered(key)));
    }
    String input = settings.data().input();
    values.rule(
        List.of("data.rows", "data.input"),
        requirements.contains(Requirement.STOPPING_RULE)
            && values.isChanged("data.rows")
            && !input.isEmpty()
            && (!input.startsWith("dataset:") || input.startsWith("dataset:digits")),
        "data.rows is %s, but data.input %s has its own number of rows; leave data.rows out"
            .formatted(values.rendered("data.rows"), Redaction.hideCredentials(input)));
  }
}
