/**
 * Output directories: what lies where, who may write, the record of a run, and the small files of
 * any Hadoop file system.
 */
package io.ncsn.output;
