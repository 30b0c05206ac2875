package io.ncsn.train;

import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.network.Learner;
import io.ncsn.network.ModelSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Networks of this process, used again round after round: at most one for each task that runs at
 * the same time.
 */
final class ExecutorModels {
  private static final Map<Key, ConcurrentLinkedQueue<Learner>> IDLE = new ConcurrentHashMap<>();

  private ExecutorModels() {}

  /** Lends a network to {@code use}; what it holds from before is undefined. */
  static <T> T lend(ModelSpec spec, KernelPlan plan, Function<Learner, T> use) {
    var idle = IDLE.computeIfAbsent(new Key(spec, plan), key -> new ConcurrentLinkedQueue<>());
    Learner free = idle.poll();
    Learner learner = free == null ? spec.learner(plan) : free;
    Kernels.prepareThread(plan);
    T result = use.apply(learner);
    idle.add(learner); // not after an exception: the network may be in any state
    return result;
  }

  private record Key(ModelSpec spec, KernelPlan plan) {}
}
