/** The model directory: its format, publishing and resuming, and the model's provenance. */
package io.ncsn.checkpoint;
