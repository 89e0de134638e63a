/**
 * Excerpts in Chronicle Queue files. Chronicle lays them out and shows them to tailers; everything that was measured
 * to be unsafe in it is done here: the segment clock, room reserved before use, forcing, a fresh start without its
 * metadata file. Nothing of Chronicle is loaded before a durable journal is opened. Opening switches its telemetry
 * and its disk monitor off (system properties) and sends its messages to SLF4J. Threads as in {@link
 * io.pelton.journal.storage.JournalStorage}.
 */
package io.pelton.journal.chronicle;
