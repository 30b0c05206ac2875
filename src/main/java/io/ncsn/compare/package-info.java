/** Comparison studies: the runs of several variants of a job, judged by the same measures. */
package io.ncsn.compare;
