package io.ncsn.train;

import java.io.Serializable;

/**
 * How a replica's round went.
 *
 * @param rows trained on
 * @param loss mean over its minibatches
 * @param failedMinibatch minibatch whose loss or gradient was not finite, from 0; −1 if none
 * @param seconds spent in the task's steps
 */
record ReplicaReport(int replica, long rows, double loss, int failedMinibatch, double seconds)
    implements Serializable {

  boolean diverged() {
    return failedMinibatch >= 0;
  }
}
