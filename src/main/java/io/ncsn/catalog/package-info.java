/** Puts the finished rows of a job into a table of a catalogue, once. */
package io.ncsn.catalog;
