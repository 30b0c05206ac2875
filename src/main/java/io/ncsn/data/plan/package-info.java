/**
 * Finds out what the columns of a table are, by one pass over it, and makes the codec of its rows.
 */
package io.ncsn.data.plan;
