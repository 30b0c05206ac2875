package io.ncsn.data.shard;

import java.io.Serializable;
import scala.runtime.AbstractFunction1;

/** Tests whether a partition's index is in [from, to). */
final class Between extends AbstractFunction1<Object, Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int from;
  private final int to;

  Between(int from, int to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public Object apply(Object index) {
    int partition = (Integer) index;
    return partition >= from && partition < to;
  }
}
