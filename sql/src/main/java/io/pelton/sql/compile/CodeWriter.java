package io.pelton.sql.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes one generated class: fields as they turn out to be needed, and the body of one method at a time. Locals are
 * numbered, blocks are scopes: what was computed in a block is known in it and in the blocks inside it, and is computed
 * once.
 */
final class CodeWriter {
    private static final String STEP = "    ";

    private final StringBuilder members = new StringBuilder();
    private final Map<String, String> constants = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();
    private final Deque<Map<Object, Object>> scopes = new ArrayDeque<>();
    private int indent = 2;
    private int nextName;

    CodeWriter() {
        scopes.push(new HashMap<>());
    }

    /** A field that is made with the operator; {@code hint} becomes part of its name. */
    String register(String type, String hint) {
        String name = hint + "_" + nextName++;
        members.append(STEP).append("private final ").append(type).append(' ').append(name)
                .append(" = new ").append(type).append("();\n");
        return name;
    }

    /** A field with a value that never changes; the same initialiser gives the same field. */
    String constant(String type, String hint, String initialiser) {
        return constants.computeIfAbsent(type + " " + initialiser, key -> {
            String name = hint + "_" + nextName++;
            members.append(STEP).append("private final ").append(type).append(' ').append(name).append(" = ")
                    .append(initialiser).append(";\n");
            return name;
        });
    }

    /** A whole member (field, constructor or method). */
    void member(String text) {
        members.append(text);
    }

    void line(String text) {
        body.append(STEP.repeat(indent)).append(text).append('\n');
    }

    /** Begins a block: {@code header {}. */
    void open(String header) {
        line(header + " {");
        indent++;
        scopes.push(new HashMap<>());
    }

    /** Ends a block and begins another: {@code } header {}. */
    void next(String header) {
        scopes.pop();
        indent--;
        line("} " + header + " {");
        indent++;
        scopes.push(new HashMap<>());
    }

    void close() {
        scopes.pop();
        indent--;
        line("}");
    }

    /** Declares a local and returns its name. */
    String declare(String type, String hint, String initial) {
        String name = hint + "_" + nextName++;
        line(type + " " + name + " = " + initial + ";");
        return name;
    }

    String freshName(String hint) {
        return hint + "_" + nextName++;
    }

    /** Where the body stands now, for {@link #isUnchangedSince} and {@link #cut}. */
    int mark() {
        return body.length();
    }

    boolean isUnchangedSince(int mark) {
        return body.length() == mark;
    }

    /** Takes back everything written since the mark, and the block that was opened since. */
    void cutBlock(int mark) {
        body.setLength(mark);
        scopes.pop();
        indent--;
    }

    Object known(Object key) {
        for (Map<Object, Object> scope : scopes) {
            Object value = scope.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    void know(Object key, Object value) {
        scopes.peek().put(key, value);
    }

    /** Ends the method: a member with what was written since the last one. */
    void method(String signature) {
        member("\n" + STEP + signature + " {\n" + body + STEP + "}\n");
        body.setLength(0);
        scopes.clear();
        scopes.push(new HashMap<>());
    }

    /** The class, header line given. */
    String type(String header) {
        return header + " {\n" + members + "}\n";
    }
}
