package io.pelton.gateway.script;

/** The script can't run; the message holds all findings with file, line, column and the mend. */
public final class ScriptRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScriptRefusedException(String message) {
        super(message);
    }
}
