package io.ncsn.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures works one at a time. Repetitions alternate between sgemm, this program and the peer's
 * fastest ways, so that other load on the machine affects all of them alike.
 */
final class Bench {
  /** The number of the peer's ways that are repeated. */
  private static final int CONTENDERS = 2;

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
    Map<String, List<String>> ways = contenders(work, progress);
    Map<String, Samples> theirs = new LinkedHashMap<>();
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      progress.accept("%s: %d of %d".formatted(work.name(), repetition, repetitions));
      peak.measure(work.threads());
      double[] values = work.measure();
      for (int i = 0; i < values.length; i++) {
        ours.get(i).add(values[i]);
      }
      ways.forEach(
          (name, way) -> theirs.computeIfAbsent(name, any -> new Samples()).add(rate(work, way)));
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < quantities.size(); i++) {
      lines.add(
          new Line(
              quantities.get(i),
              ours.get(i),
              isBesidePeer(quantities, i) ? theirs : Map.of(),
              peak.flops(work.threads())));
    }
    return lines;
  }

  private static boolean isBesidePeer(List<Quantity> quantities, int i) {
    return i == 0 || quantities.get(i).target().of() == Target.Of.PEER;
  }

  /**
   * Tries the ways of the peer once, which also compiles what is compiled, and returns the best. As
   * compiling takes long, it is tried only for as many processes as are the fastest without it.
   */
  private Map<String, List<String>> contenders(Work work, Consumer<String> progress) {
    if (peer.isEmpty() || work.peer().isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> ways = peer.orElseThrow().ways(work.peer().get(0), work.threads());
    if (ways.size() <= CONTENDERS) {
      return ways;
    }
    progress.accept("%s: trying %d ways of PyTorch".formatted(work.name(), ways.size()));
    Map<String, Double> rates = new LinkedHashMap<>();
    ways.forEach(
        (name, way) -> {
          if (Peer.uncompiled(name).stream().allMatch(plain -> isFastest(plain, rates))) {
            rates.put(name, rate(work, way));
          }
        });
    ways.keySet()
        .retainAll(
            rates.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(CONTENDERS)
                .map(Map.Entry::getKey)
                .toList());
    return ways;
  }

  /** Returns whether no way in the same mode is faster. */
  private static boolean isFastest(String way, Map<String, Double> rates) {
    return rates.entrySet().stream()
        .filter(other -> Peer.mode(other.getKey()).equals(Peer.mode(way)))
        .noneMatch(other -> other.getValue() > rates.get(way));
  }

  private double rate(Work work, List<String> way) {
    return peer.orElseThrow().rate(work.peer(), way);
  }
}
