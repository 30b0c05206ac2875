/**
 * The command line: commands, exit codes, the Spark session of a process, progress on a terminal.
 * picocli is used in this package alone, and only this package ends the process or prints.
 */
package io.ncsn.cli;
