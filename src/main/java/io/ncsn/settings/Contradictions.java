package io.ncsn.settings;

import io.ncsn.config.CellSettings;
import io.ncsn.config.DataSettings;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Redaction;
import io.ncsn.config.Values;
import io.ncsn.network.Architecture;
import io.ncsn.network.FastPath;
import io.ncsn.network.MultiScale;
import io.ncsn.network.NetworkSettings;
import io.ncsn.network.Precision;
import io.ncsn.network.Unet;
import io.ncsn.sample.SamplingMethod;
import io.ncsn.train.TrainSettings;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks rules about settings of several sections, and that required settings are set. */
final class Contradictions {
  private final Settings settings;
  private final Values values;

  Contradictions(Settings settings, Values values) {
    this.settings = settings;
    this.values = values;
  }

  void check(Set<Requirement> requirements) {
    required(requirements);
    places();
    stoppingEarly();
    leastNoise();
    observed();
    features();
    unknownCells();
    labels();
    trainingPrecision();
    samplingPrecision();
    if (requirements.contains(Requirement.STOPPING_RULE)) {
      ownRows();
    }
  }

  private void required(Set<Requirement> requirements) {
    values.rule(
        List.of("data.input", "data.query"),
        requirements.contains(Requirement.INPUT) && settings.data().input().isEmpty(),
        "data.input is not set: need a table's path or URI, table:NAME or dataset:NAME (or data.query);"
            + " set it in the file or add --set data.input=PATH");
    values.rule(
        List.of("output"),
        requirements.contains(Requirement.OUTPUT) && settings.output().isEmpty(),
        "output is not set: need a directory's path or URI;"
            + " set it in the file or add --set output=DIRECTORY");
    values.rule(
        List.of("train.max-seconds", "train.max-rounds", "train.max-epochs"),
        requirements.contains(Requirement.STOPPING_RULE)
            && settings.train().maxSeconds().isEmpty()
            && settings.train().maxRounds().isEmpty()
            && settings.train().maxEpochs().isEmpty(),
        "Training would never stop: train.max-seconds, train.max-rounds and train.max-epochs are none;"
            + " set one of them, such as --set train.max-seconds=60");
  }

  private void places() {
    values.rule(
        List.of("output", "data.input"),
        !settings.output().isEmpty() && settings.output().equals(settings.data().input()),
        "output and data.input are both '%s': the results would go over the data; set another output"
            .formatted(Redaction.hideCredentials(settings.output())));
  }

  private void labels() {
    values.rule(
        List.of("network.kind", "data.image.label", Architecture.KEY),
        settings.network().kind() == NetworkSettings.Kind.ENERGY
            && settings.data().image().flatMap(ImageFormat::label).isPresent()
            && !(settings.network().architecture() instanceof Unet),
        "network.kind is energy, data.image.label is %s and network.architecture is %s, but images with labels have energies only of convolutions; set network.architecture = unet, or network.kind = score, or leave data.image.label out"
            .formatted(
                values.rendered("data.image.label"), settings.network().architecture().word()));
  }

  private void trainingPrecision() {
    NetworkSettings network = settings.network();
    List<FastPath> paths = network.architecture().bfloat16Paths();
    boolean hasPasses =
        network.kind() == NetworkSettings.Kind.SCORE
            && !paths.isEmpty()
            && network.kernel() != NetworkSettings.KernelChoice.DL4J
            && Collections.disjoint(network.avoid(), paths)
            && settings.train().objective().isLeastSquares();
    values.rule(
        List.of(TrainSettings.PRECISION),
        settings.train().precision() == Precision.BFLOAT16 && !hasPasses,
        "train.precision is bfloat16, which needs network.kind = score, network.architecture = mlp or unet, network.kernel = libtorch, train.objective multi-scale or denoising, and no path of it in network.avoid (written-out-pass and bfloat16-pass of an mlp, bfloat16-convolution of a unet); set these, or train.precision = float32");
  }

  private void samplingPrecision() {
    values.rule(
        List.of("sample.precision", "network.kernel"),
        settings.sample().precision() == Precision.BFLOAT16
            && settings.network().kernel() == NetworkSettings.KernelChoice.DL4J,
        "sample.precision is bfloat16, but network.kernel is dl4j, which computes in float32; set sample.precision = float32, or network.kernel = auto");
    List<FastPath> avoided = settings.network().avoid();
    values.rule(
        List.of("sample.precision", "network.avoid"),
        settings.sample().precision() == Precision.BFLOAT16
            && (avoided.contains(FastPath.BFLOAT16)
                || avoided.contains(FastPath.BFLOAT16_CONVOLUTION)),
        "sample.precision is bfloat16, but network.avoid turns it off (bfloat16 for an mlp, bfloat16-convolution for a unet); take it out of network.avoid, or set sample.precision = float32");
  }

  private void stoppingEarly() {
    boolean holdsOut = settings.data().roles().holdsOut();
    values.rule(
        List.of("train.patience", "data.holdout"),
        settings.train().patience().isPresent() && !holdsOut,
        "train.patience is %s, but data.holdout is 0: there is no hold-out loss to be patient with;"
                .formatted(values.rendered("train.patience"))
            + " set data.holdout above 0 or train.patience = none");
    values.rule(
        List.of("train.target-loss", "data.holdout"),
        settings.train().targetLoss().isPresent() && !holdsOut,
        "train.target-loss is %s, but data.holdout is 0: there is no hold-out loss to reach it;"
                .formatted(values.rendered("train.target-loss"))
            + " set data.holdout above 0 or train.target-loss = none");
  }

  /** The least noise level may be known before there is a model. */
  private void leastNoise() {
    Optional<String> mistake =
        settings.noise().sigmaEnd().stream()
            .boxed()
            .findFirst()
            .flatMap(settings.sample().method()::mistake);
    values.rule(
        List.of(SamplingMethod.STEP_SIZE, "noise.sigma-end"),
        mistake.isPresent(),
        mistake.orElse(""));
  }

  /** Only mixed tables have cells to give. */
  private void observed() {
    values.rule(
        List.of("train.observed", "data.scale"),
        values.isChanged("train.observed")
            && !settings.data().mayHaveImageColumn()
            && settings.data().scale() != DataSettings.Scale.QUANTILE
            && settings.data().scale() != DataSettings.Scale.AUTO,
        "train.observed is %s, but data.scale %s makes a model of numbers, which uses no given cells; leave train.observed out, or set data.scale = quantile"
            .formatted(values.rendered("train.observed"), values.rendered("data.scale")));
  }

  /** A classifier learns labels, and a module sees images of known shape. */
  private void features() {
    Optional<String> module = settings.evaluate().features().module();
    Optional<ImageFormat> image = settings.data().image();
    values.rule(
        List.of(EvaluateSettings.FEATURES, "data.image"),
        module.isPresent() && image.isEmpty(),
        "evaluate.features is %s, which gives features of images, but data.image says of no rows that they are images; set data.image.width and data.image.height, or leave evaluate.features out"
            .formatted(values.rendered(EvaluateSettings.FEATURES)));
    values.rule(
        List.of(EvaluateSettings.FEATURES, "data.image.channels"),
        module.isPresent() && image.filter(i -> i.channels() != 1 && i.channels() != 3).isPresent(),
        "evaluate.features is %s, which sees grey or RGB images, but data.image.channels is %s; leave evaluate.features out"
            .formatted(
                values.rendered(EvaluateSettings.FEATURES),
                values.rendered("data.image.channels")));
    values.rule(
        List.of(EvaluateSettings.FEATURES, "data.image.label"),
        settings.evaluate().features().features() == EvaluateSettings.Features.CLASSIFIER
            && settings.data().image().flatMap(ImageFormat::label).isEmpty(),
        "evaluate.features is classifier, but data.image.label is none, so there are no labels that a classifier could learn; set data.image.label, or evaluate.features = auto");
  }

  /** Unknown cells are filled if there may be some, and if the network learns to fill them. */
  private void unknownCells() {
    int rounds = settings.train().emRounds().orElse(0);
    CellSettings cells = settings.data().cells();
    values.rule(
        List.of(TrainSettings.EM_ROUNDS, "data.nulls"),
        rounds > 0 && !cells.hasUnknownNulls(),
        "train.em-rounds is %d, but data.nulls lets no empty cell mean \"unknown\"; set data.nulls = unknown, or leave train.em-rounds out"
            .formatted(rounds));
    values.rule(
        List.of(TrainSettings.EM_ROUNDS, "train.observed"),
        rounds > 0
            && settings.train().objective() instanceof MultiScale multiScale
            && multiScale.observed() == 0,
        "train.em-rounds is %d, but train.observed is 0, and only a network that is given cells in training can fill unknown ones; set train.observed = 0.25, or train.em-rounds = 0"
            .formatted(rounds));
  }

  private void ownRows() {
    DataSettings data = settings.data();
    values.rule(
        List.of("data.rows", "data.input"),
        values.isChanged("data.rows") && !data.input().isEmpty() && !data.isGenerated(),
        "data.rows is %s, but data.input %s has its own number of rows; leave data.rows out"
            .formatted(values.rendered("data.rows"), Redaction.hideCredentials(data.input())));
  }
}
