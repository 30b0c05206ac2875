package io.ncsn.train;

import io.ncsn.network.Kernel;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Models and kernels of this process, used again round after round: at most one for each task that
 * runs at the same time.
 */
final class ExecutorModels {
  private static final Map<Key, ConcurrentLinkedQueue<Lease>> IDLE = new ConcurrentHashMap<>();

  private ExecutorModels() {}

  /** Lends a model and its kernel to {@code use}; what they hold from before is undefined. */
  static <T> T lend(NetworkSpec spec, KernelPlan plan, Function<Lease, T> use) {
    var idle = IDLE.computeIfAbsent(new Key(spec, plan), key -> new ConcurrentLinkedQueue<>());
    Lease lease = idle.poll();
    if (lease == null) {
      ScoreModel model = ScoreModel.of(spec);
      lease = new Lease(model, Kernels.open(plan, model));
    }
    Kernels.prepareThread(plan);
    T result = use.apply(lease);
    idle.add(lease); // not after an exception: the model may be in any state
    return result;
  }

  record Lease(ScoreModel model, Kernel kernel) {}

  private record Key(NetworkSpec spec, KernelPlan plan) {}
}
