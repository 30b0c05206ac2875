/**
 * Training, sampling, scoring and evaluating as calls of a library: settings and tables go in,
 * typed results come out. Nothing in it knows a command line.
 */
package io.ncsn.job;
