package io.ncsn.config;

import java.util.OptionalInt;

/**
 * {@code report.*}.
 *
 * @param imageWidth pixels a row of image-shaped data; empty: auto, by the columns' names, else not
 *     images
 */
public record ReportSettings(String title, OptionalInt imageWidth) {}
