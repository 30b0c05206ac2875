/**
 * The cost of training as it grows: a cost model of a round of parameter averaging, the fit of its
 * constants to measurements, and a simulator of rounds on larger clusters. Pure Java; not part of
 * the data flow.
 */
package io.ncsn.growth;
