/** The worked examples of the two seed documents, with their figures. */
package io.pelton.examples.golden;
