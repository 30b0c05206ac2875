/**
 * What training costs as it grows: a cost model of a round of parameter averaging, the fit of its
 * constants to measurements, and a simulator of rounds on clusters that are not here. Pure Java;
 * beside the way of the data.
 */
package io.ncsn.growth;
