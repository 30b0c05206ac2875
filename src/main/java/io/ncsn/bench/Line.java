package io.ncsn.bench;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A line of the table: what was measured of one quantity.
 *
 * @param peer the same in PyTorch, by the way it was run
 * @param peak sgemm's floating-point operations a second on as many threads, in the same run
 */
record Line(Quantity quantity, Samples ours, Map<String, Samples> peer, double peak) {
  /** Floating-point operations a second. */
  OptionalDouble flops() {
    return quantity.flops() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ours.median() * quantity.flops());
  }

  /** Of sgemm's. */
  OptionalDouble share() {
    OptionalDouble flops = flops();
    return flops.isEmpty() ? flops : OptionalDouble.of(flops.getAsDouble() / peak);
  }

  /** The faster of the peer's ways. */
  Optional<Map.Entry<String, Samples>> betterPeer() {
    return peer.entrySet().stream()
        .filter(way -> !way.getValue().isEmpty())
        .max(Comparator.comparingDouble(way -> way.getValue().median()));
  }

  /** Ours over the faster peer, of medians. */
  OptionalDouble ratio() {
    return betterPeer()
        .map(way -> OptionalDouble.of(ours.median() / way.getValue().median()))
        .orElse(OptionalDouble.empty());
  }
}
