package io.ncsn.config;

import io.ncsn.config.NetworkSettings.Activation;
import io.ncsn.config.NetworkSettings.Blocks;
import io.ncsn.config.NetworkSettings.Embedding;
import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.config.NetworkSettings.Kind;
import java.util.List;

/** Which networks and objectives go together, and why the others do not. */
final class ModelContradictions {
  private static final String OBJECTIVE = "train.objective";

  private final NetworkSettings network;
  private final ObjectiveSettings objective;
  private final SamplerKind sampler;
  private final TrainSettings train;
  private final Values values;

  ModelContradictions(Settings settings, Values values) {
    this.network = settings.network();
    this.objective = settings.train().objective();
    this.sampler = settings.sample().sampler();
    this.train = settings.train();
    this.values = values;
  }

  void check() {
    energy();
    levels();
    embedding();
    smoothness();
    kernel();
    sampler();
    stoppingEarly();
    values.rule(
        List.of("network.hidden", "network.blocks"),
        network.blocks() == Blocks.RESIDUAL && network.hidden().size() < 2,
        "network.hidden is %s, but network.blocks residual needs the width of its stream and of at least one block; set two widths or more"
            .formatted(values.rendered("network.hidden")));
  }

  private void energy() {
    values.rule(
        List.of(OBJECTIVE, "network.kind"),
        objective.kind().needsEnergy() && network.kind() != Kind.ENERGY,
        "train.objective is %s, whose loss is of log p(x) = -E(x), but network.kind is %s; set network.kind = energy"
            .formatted(values.rendered(OBJECTIVE), values.rendered("network.kind")));
  }

  private void levels() {
    boolean many = objective.kind().isMultiScale();
    values.rule(
        List.of(OBJECTIVE, "network.form"),
        !many && network.form() != Form.UNCONDITIONAL,
        "train.objective is %s, which learns the score at one noise level, but network.form %s is for networks of many; set network.form = unconditional, or leave it out"
            .formatted(values.rendered(OBJECTIVE), values.rendered("network.form")));
    values.rule(
        List.of(OBJECTIVE, "network.form"),
        many && network.form() == Form.UNCONDITIONAL,
        "network.form is unconditional, which gives one score for all noise levels, but train.objective multi-scale needs one for each; set network.form = edm, or another train.objective");
    values.rule(
        List.of("train.sigma", OBJECTIVE),
        many && objective.sigma() > 0,
        "train.sigma is %s, but train.objective multi-scale trains at the levels of noise.*; leave train.sigma out, or set another train.objective"
            .formatted(values.rendered("train.sigma")));
    values.rule(
        List.of("train.sigma", OBJECTIVE),
        objective.kind() == ObjectiveKind.DENOISING && objective.sigma() == 0,
        "train.sigma is 0, but train.objective denoising learns from the noise it puts in; set it above 0");
  }

  private void embedding() {
    values.rule(
        List.of("network.embedding", "network.form"),
        network.form() == Form.UNCONDITIONAL && network.embedding() != Embedding.NONE,
        "network.embedding is %s, but a network of form unconditional is not told the noise level; set network.embedding = none, or leave it out"
            .formatted(values.rendered("network.embedding")));
  }

  /** A loss with a jump in it has a gradient that autograd does not see. */
  private void smoothness() {
    boolean isEnergy = network.kind() == Kind.ENERGY;
    boolean differentiates = objective.kind().differentiatesScore();
    int needed = (isEnergy ? 1 : 0) + (differentiates ? 1 : 0);
    Activation activation = network.activation();
    values.rule(
        List.of("network.activation", "network.kind", OBJECTIVE),
        activation.continuousDerivatives() < needed,
        "network.activation is %s, whose derivative number %d jumps, but network.kind %s with train.objective %s needs a smooth one; set silu, softplus or tanh"
            .formatted(
                Choice.name(activation),
                activation.continuousDerivatives() + 1,
                values.rendered("network.kind"),
                values.rendered(OBJECTIVE)));
  }

  private void sampler() {
    values.rule(
        List.of("sample.sampler", OBJECTIVE),
        !objective.kind().isMultiScale() && sampler != SamplerKind.LANGEVIN,
        "sample.sampler is %s, which goes down noise levels, but train.objective %s learns the score at one; set sample.sampler = langevin, or leave it out"
            .formatted(Choice.name(sampler), values.rendered(OBJECTIVE)));
  }

  private void stoppingEarly() {
    stoppingEarly("train.patience", train.patience().isPresent());
    stoppingEarly("train.target-loss", train.targetLoss().isPresent());
  }

  private void stoppingEarly(String key, boolean isSet) {
    values.rule(
        List.of(key, OBJECTIVE),
        isSet && objective.kind() == ObjectiveKind.CONTRASTIVE_DIVERGENCE,
        "%s is %s, but the loss of train.objective contrastive-divergence is near 0 from the first step to the last and does not say how good the model is; set %1$s = none"
            .formatted(key, values.rendered(key)));
  }

  private void kernel() {
    values.rule(
        List.of("network.kernel", "network.kind", OBJECTIVE),
        !network.kernel().trains(network.kind(), objective.kind()),
        "network.kernel is %s, which trains score networks by multi-scale and denoising alone, but network.kind is %s and train.objective %s; set network.kernel = libtorch or auto"
            .formatted(
                values.rendered("network.kernel"),
                values.rendered("network.kind"),
                values.rendered(OBJECTIVE)));
  }
}
