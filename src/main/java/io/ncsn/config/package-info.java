/**
 * The settings of a run as typed records, read from HOCON: finds every mistake, then reports all of
 * them with file and line. First on the way of the data; everything after takes its record.
 */
package io.ncsn.config;
