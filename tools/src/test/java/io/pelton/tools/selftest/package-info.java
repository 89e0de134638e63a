/** The simulator against the engine, and against bugs put in on purpose. One thread. */
package io.pelton.tools.selftest;
