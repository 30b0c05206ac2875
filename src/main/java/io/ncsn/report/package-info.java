/** The report: one self-contained HTML file with charts, read from the run's records. */
package io.ncsn.report;
