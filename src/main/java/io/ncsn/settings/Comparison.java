package io.ncsn.settings;

import java.util.List;

/**
 * The settings of {@code ncsn compare}.
 *
 * @param base the settings that studies vary
 * @param studies the studies in the order of the file
 */
public record Comparison(EffectiveSettings base, List<Study> studies) {
  public Comparison {
    studies = List.copyOf(studies);
  }
}
