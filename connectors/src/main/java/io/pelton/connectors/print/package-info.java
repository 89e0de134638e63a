/** {@code 'connector' = 'print'}: rows → lines on standard output or standard error. The egress thread. */
package io.pelton.connectors.print;
