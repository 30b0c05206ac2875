/** Comparison studies. They run several variants of a job and judge them by the same measures. */
package io.ncsn.compare;
