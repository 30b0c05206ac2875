package io.ncsn.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures works one at a time. Repetitions alternate between sgemm, this program and each way of
 * the peer, so that other load on the machine affects all of them alike.
 */
final class Bench {
  private final Optional<Peer> peer;
  private final int repetitions;
  private final Peak peak = new Peak();

  Bench(Optional<Peer> peer, int repetitions) {
    this.peer = peer;
    this.repetitions = repetitions;
  }

  /** Returns the speed of matrix multiplication during the run. */
  Peak peak() {
    return peak;
  }

  /**
   * Measures one work.
   *
   * @param progress receives the name of the current work
   */
  List<Line> measure(Work work, Consumer<String> progress) {
    progress.accept(work.name() + ": warming up");
    work.prepare();
    try {
      return repeat(work, progress);
    } finally {
      work.close();
    }
  }

  private List<Line> repeat(Work work, Consumer<String> progress) {
    List<Quantity> quantities = work.quantities();
    List<Samples> ours = quantities.stream().map(quantity -> new Samples()).toList();
    Map<String, List<String>> ways =
        peer.isEmpty() || work.peer().isEmpty() ? Map.of() : Peer.ways(work.threads());
    Map<String, Samples> theirs = new LinkedHashMap<>();
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      progress.accept("%s: %d of %d".formatted(work.name(), repetition, repetitions));
      peak.measure(work.threads());
      double[] values = work.measure();
      for (int i = 0; i < values.length; i++) {
        ours.get(i).add(values[i]);
      }
      ways.forEach(
          (name, way) ->
              theirs
                  .computeIfAbsent(name, any -> new Samples())
                  .add(peer.orElseThrow().rate(work.peer(), way)));
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < quantities.size(); i++) {
      lines.add(
          new Line(
              quantities.get(i),
              ours.get(i),
              i == 0 ? theirs : Map.of(),
              peak.flops(work.threads())));
    }
    return lines;
  }
}
