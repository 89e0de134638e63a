/** One class per command: arguments in, exit code out. Each runs once, on the main thread. */
package io.pelton.tools.command;
