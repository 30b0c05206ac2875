/** Tells a tracking server of finished runs. */
package io.ncsn.tracking;
