package io.ncsn.bench;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A line of the table: the measurements of one quantity.
 *
 * @param peer the same quantity in PyTorch, by the way it was run
 * @param peak floating-point operations per second of sgemm on the same number of threads, in the
 *     same run
 */
record Line(Quantity quantity, Samples ours, Map<String, Samples> peer, double peak) {
  /** Returns the floating-point operations per second. */
  OptionalDouble flops() {
    return quantity.flops() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ours.median() * quantity.flops());
  }

  /** Returns the share of sgemm's floating-point operations per second. */
  OptionalDouble share() {
    OptionalDouble flops = flops();
    return flops.isEmpty() ? flops : OptionalDouble.of(flops.getAsDouble() / peak);
  }

  /** Returns the faster way of the peer. */
  Optional<Map.Entry<String, Samples>> betterPeer() {
    return peer.entrySet().stream()
        .filter(way -> !way.getValue().isEmpty())
        .max(Comparator.comparingDouble(way -> way.getValue().median()));
  }

  /** Returns the ratio of this program's median to the faster peer's. */
  OptionalDouble ratio() {
    return betterPeer()
        .map(way -> OptionalDouble.of(ours.median() / way.getValue().median()))
        .orElse(OptionalDouble.empty());
  }
}
