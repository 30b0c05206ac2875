package io.ncsn.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * What a generator's run cost.
 *
 * @param seconds time from the start of its processes to their end, reading, training and sampling
 * @param cpuSeconds processor time of these processes; 0 if unknown
 * @param trainSeconds duration of the training
 * @param sampleSeconds duration of the sampling
 * @param rows rows drawn
 * @param peakBytes greatest resident memory of its processes; 0 if unknown
 * @param loadBefore the system's load at the start, averaged over the minute before; negative if
 *     unknown
 * @param loadAfter the same at the end
 * @param notes what else it said of itself, such as its steps
 */
record ContestRun(
    @JsonProperty double seconds,
    @JsonProperty double cpuSeconds,
    @JsonProperty double trainSeconds,
    @JsonProperty double sampleSeconds,
    @JsonProperty long rows,
    @JsonProperty long peakBytes,
    @JsonProperty double loadBefore,
    @JsonProperty double loadAfter,
    @JsonProperty Map<String, Object> notes) {
  ContestRun {
    notes = Map.copyOf(notes);
  }

  /** Returns the system's load, averaged over the last minute; negative if unknown. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
