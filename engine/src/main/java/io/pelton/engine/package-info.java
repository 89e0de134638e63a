/**
 * The engine as a whole: wiring only. Nothing inside the module imports this package.
 */
package io.pelton.engine;
