package io.ncsn.train;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The way of a round's vectors between the driver and its tasks. Tasks get it with their replica.
 */
interface Exchange extends Serializable, AutoCloseable {
  /** Opens the exchange of a round, on the driver. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens an exchange in which replicas begin at {@code start}, whose vectors stay as they are.
     */
    Exchange open(ReplicaStart start);
  }

  /** Returns where replicas start; called by tasks. */
  ReplicaStart start();

  /**
   * Gives the driver a replica's result; called by tasks, also more than once for a replica.
   *
   * @return what Spark has to bring to the driver: the result; null if the driver has it already
   */
  ReplicaResult give(ReplicaResult result);

  /**
   * Returns a replica's result; called by the driver.
   *
   * @param brought what Spark has brought of it, as {@link #give} returned it
   */
  ReplicaResult take(int replica, ReplicaResult brought);

  /** Ends the round, on the driver. */
  @Override
  void close();

  /**
   * Returns the quickest kind of exchange between {@code spark}'s driver and its tasks.
   *
   * @param local whether {@link SharedExchange#works}
   */
  static Opener of(JavaSparkContext spark, boolean local) {
    return local ? SharedExchange::open : start -> new BroadcastExchange(spark.broadcast(start));
  }
}
