/**
 * The commands: command line, exit codes, Spark session, progress. The end of the way of the data,
 * and the one place that decides the process's exit.
 */
package io.ncsn.app;
