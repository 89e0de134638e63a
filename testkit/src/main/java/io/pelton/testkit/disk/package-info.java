/**
 * A disk in memory that behaves like a disk: code that works on paths of the JDK runs on it unchanged, and what was not
 * forced is at risk when its power goes off. Safe for several threads, one operation at a time; a run repeats itself
 * only with one.
 *
 * <pre>
 *   Files, FileChannel ─▶ provider ─▶ tree of names ──▶ names since the folder's last force ──┐
 *                                 └─▶ files of pages ─▶ writes since the file's last force ───┴▶ power cut ─▶ what is found
 * </pre>
 */
package io.pelton.testkit.disk;
