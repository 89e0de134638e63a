/**
 * The house's own rules, checked on the sources of all modules: layers, clocks, names, sizes, words.
 * <pre>
 *   *.java ──parse──▶ SourceFile ─┬─▶ LayersTest    who may import whom
 *                                 ├─▶ HabitsTest    what code may not do
 *                                 └─▶ SizesTest     how long it may be
 *   every text file ──────────────▶ RepositoryTest  words, paths, notices, README
 * </pre>
 * Read once per run by one thread, never changed. Each message says why its rule exists.
 */
package io.pelton.tools.tidy;
