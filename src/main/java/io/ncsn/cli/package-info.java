/**
 * The command line: commands, exit codes, the Spark session of the process, and progress on a
 * terminal. Only this package uses picocli, ends the process or prints.
 */
package io.ncsn.cli;
