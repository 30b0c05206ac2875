package io.ncsn.config;

/**
 * {@code waves.*}: how rows are committed by sampling, likelihood and score.
 *
 * @param seconds wanted duration of a wave
 */
public record WaveSettings(double seconds) {
  /** Reads {@code waves.*}. */
  public static WaveSettings read(Values values) {
    return new WaveSettings(values.read("waves.seconds", Kind.number(Bounds.NOT_NEGATIVE)));
  }
}
