package io.ncsn.config;

import io.ncsn.config.EvaluateSettings.Features;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code evaluate.features}: what gives the features that images are compared in.
 *
 * @param module the TorchScript file of {@link Features#MODULE}; else empty
 */
public record FeatureSource(Features features, Optional<String> module) {
  /** Settled by what the images are. */
  static final FeatureSource AUTO = new FeatureSource(Features.AUTO, Optional.empty());

  private static final String ENDING = ".pt";

  /** A word, or the path of a file with the usual ending of TorchScript. */
  static Kind<FeatureSource> kind() {
    Kind<Features> words = Kind.choice(Features.class, word -> word != Features.MODULE);
    String need = words.need() + ", or the path of a TorchScript file that ends in " + ENDING;
    Kind<String> file = Kind.place(need);
    return new Kind<>(
        need,
        value ->
            words
                .parse()
                .apply(value)
                .map(word -> new FeatureSource(word, Optional.empty()))
                .or(
                    () ->
                        file.parse()
                            .apply(value)
                            .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(ENDING))
                            .map(path -> new FeatureSource(Features.MODULE, Optional.of(path)))));
  }
}
