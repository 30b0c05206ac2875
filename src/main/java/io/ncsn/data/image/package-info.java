/** Decodes files of pictures, and gives them the shape of {@code data.image}. */
package io.ncsn.data.image;
