/**
 * Output directories: the place of each result, the permission to write, the record of a run, and
 * access to small files on any Hadoop file system.
 */
package io.ncsn.output;
