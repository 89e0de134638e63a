/**
 * {@code pelton selftest}: random scripts, their naive models, and simulations of both against each other, on as many
 * threads as there are processors. A seed's simulation belongs to one thread.
 */
package io.pelton.tools.selftest;
