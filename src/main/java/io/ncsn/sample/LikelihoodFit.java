package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.config.ConfigException;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;

/** Checks that the log-densities that settings ask for can be found of a model's rows. */
record LikelihoodFit(LikelihoodSettings settings, ModelSpec spec) {
  /** Requires a model that has densities, and rows for which the settings are. */
  void requireRows() {
    if (!spec.conditional()) {
      throw new ConfigException(
          "Cannot find log-densities: the model's network.form is unconditional, and the way from rows to noise needs its score at every noise level; train one with train.objective = multi-scale");
    }
    if (settings.greyLevels().isPresent()) {
      requireGreyLevels(settings.greyLevels().getAsInt());
    }
    boolean flows = settings.method() == LikelihoodMethod.ODE;
    if (spec instanceof MixedSpec mixed && flows && !mixed.canGiveLabels()) {
      throw withoutFlow();
    }
  }

  private void requireGreyLevels(int levels) {
    if (spec instanceof MixedSpec && !hasImage()) {
      throw new ConfigException(
          "Cannot find log-densities of a mixed table with likelihood.grey-levels %d: its whole numbers have probabilities of their own; leave it out"
              .formatted(levels));
    }
    if (haveColumns()) {
      throw new ConfigException(
          "Cannot find log-densities of images and other columns with likelihood.grey-levels %d: bits are made of images alone or with a label; leave it out"
              .formatted(levels));
    }
  }

  private ConfigException withoutFlow() {
    String reason =
        haveColumns()
            ? "the probability flow gives densities of images alone or with a label; set it to denoising or auto"
            : spec.layout().isLabelledImage()
                ? "the probability flow gives densities of images whose label the network is told, and this one was trained with train.observed = 0; set it to denoising or auto, or train with train.observed = 0.9"
                : "the flow is too stiff near categories; set it to denoising or auto";
    return new ConfigException(
        "Cannot find log-densities of %s with likelihood.method ode: %s".formatted(rows(), reason));
  }

  /** Requires that nothing is asked for that only the probability flow has. */
  void requireDenoising() {
    if (settings.steps().orElse(DensitySteps.OWN) != DensitySteps.OWN) {
      throw new ConfigException(
          "Cannot find log-densities by denoising in likelihood.steps %d: they are steps of the probability flow; leave likelihood.steps out, or set likelihood.method to ode"
              .formatted(settings.steps().orElseThrow()));
    }
    if (spec instanceof MixedSpec && settings.sigma().isPresent()) {
      throw new ConfigException(
          "Cannot find log-densities of %s with likelihood.sigma %s: they are of rows without noise; leave it out"
              .formatted(rows(), settings.sigma().getAsDouble()));
    }
  }

  /** Requires a noise level that the model was trained at. */
  void requireSigma(NoiseSchedule levels) {
    double sigma = settings.sigma().orElse(levels.smallest());
    if (sigma < levels.smallest() || sigma >= levels.largest() && levels.size() > 1) {
      throw new ConfigException(
          "Cannot find log-densities at likelihood.sigma %s: the model was trained at noise levels from %s to %s; set one of these below the greatest, or auto"
              .formatted(sigma, levels.smallest(), levels.largest()));
    }
  }

  private String rows() {
    String images = haveColumns() ? "images and other columns" : "images with labels";
    return hasImage() ? images : "a mixed table";
  }

  private boolean hasImage() {
    return spec.layout().groups().stream().anyMatch(Plain.class::isInstance);
  }

  /** Returns whether other columns than a label stand beside images. */
  private boolean haveColumns() {
    return spec instanceof MixedSpec && hasImage() && !spec.layout().isLabelledImage();
  }
}
