/** The block frame: its one layout owner, its checksum, its types. Stateless or confined to the caller's thread. */
package io.pelton.journal.block;
