/** Result files and latency histograms → one HTML page. One thread, called once. */
package io.pelton.tools.report;
