/** How many bytes of heap a thread has allocated. Each probe belongs to one thread. */
package io.pelton.testkit.alloc;
