package io.ncsn.train;

import java.io.Serializable;

/**
 * How a replica's round went.
 *
 * @param rows number of rows trained on
 * @param loss mean loss of its minibatches
 * @param failedMinibatch minibatch whose loss or gradient was not finite, from 0; −1 if none
 * @param loading seconds in which the task fetched what it starts from, and loaded it
 * @param seconds time spent in the task's steps
 */
record ReplicaReport(
    int replica, long rows, double loss, int failedMinibatch, double loading, double seconds)
    implements Serializable {

  boolean diverged() {
    return failedMinibatch >= 0;
  }
}
