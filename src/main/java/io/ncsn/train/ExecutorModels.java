package io.ncsn.train;

import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.network.Learner;
import io.ncsn.network.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Networks of this process, used again round after round: at most one for each task that runs at
 * the same time. A session may train one kind of network after another for days, so only the kinds
 * that were lent last are kept.
 */
final class ExecutorModels {
  private static final int MOST_KINDS = 8;
  private static final Map<Key, Queue<Learner>> IDLE = new Recent();

  private ExecutorModels() {}

  /** Lends a network to {@code use}; what it holds from before is undefined. */
  static <T> T lend(ModelSpec spec, KernelPlan plan, Function<Learner, T> use) {
    Queue<Learner> idle = idle(new Key(spec, plan));
    Learner free = idle.poll();
    Learner learner = free == null ? spec.learner(plan) : free;
    Kernels.prepareThread(plan);
    T result = use.apply(learner);
    idle.add(learner); // not after an exception: the network may be in any state
    return result;
  }

  private static Queue<Learner> idle(Key key) {
    synchronized (IDLE) {
      return IDLE.computeIfAbsent(key, kind -> new ConcurrentLinkedQueue<>());
    }
  }

  private record Key(ModelSpec spec, KernelPlan plan) {}

  /** Forgets the kind that was not lent for longest. */
  private static final class Recent extends LinkedHashMap<Key, Queue<Learner>> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Queue<Learner>> eldest) {
      return size() > MOST_KINDS;
    }
  }
}
