package io.pelton.tools.report;

/**
 * Where figures were measured; without it they mean nothing.
 *
 * @param memoryMb   physical memory
 * @param measuredAt ISO-8601, UTC
 * @param commit     abbreviated, or {@code unknown}
 */
public record Machine(
        String cpu, int cores, long memoryMb, String kernel, String jdk, String measuredAt, String commit) {
}
